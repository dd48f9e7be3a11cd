import { describe, expect, it } from 'vitest';
import { platformAvailability } from '#checks/availability/platform-availability.ts';
import { AVAILABILITY_METRICS } from '#facts/availability.ts';
import { availabilityOf, everyDay } from '../../harness/facts/availability.ts';
import { judgeCheck, remedyOf } from '../../harness/judge-check.ts';

const TYPES = [
  'microsoft.sql/servers/databases',
  'microsoft.storage/storageaccounts',
  'microsoft.keyvault/vaults',
];
const METRIC = 'Availability';

function judge(figures: Parameters<typeof availabilityOf>[0], type: string, name = 'a') {
  return judgeCheck(
    platformAvailability,
    { availability: availabilityOf(figures, { metric: METRIC }) },
    { with: { atLeast: 99.9 }, resource: { type, name } },
  );
}

describe('platform-availability', () => {
  it('is a measure in percent, of these types and of no others', () => {
    expect(platformAvailability.figure).toEqual({ unit: '%' });
    expect(platformAvailability.resourceTypes).toEqual(TYPES);
    expect(TYPES.filter((type) => !AVAILABILITY_METRICS.has(type))).toEqual([]);
  });

  it.each(TYPES)('measures %s', (type) => {
    expect(judge(everyDay(99.9), type)).toMatchObject({ status: 'pass', observed: 99.9 });
    expect(judge(everyDay(99.8), type)).toMatchObject({
      status: 'fail',
      observed: 99.8,
      reason: 'Available for 99.8 % of the last 30 days, not 99.9 %',
    });
    expect(judge([], type).status).toBe('unknown');
  });

  it('leaves the system database of a server out', () => {
    const type = 'Microsoft.Sql/servers/databases';

    expect(judge(everyDay(1), type, 'master').status).toBe('not-applicable');
    expect(judge(everyDay(1), type, 'orders').status).toBe('fail');
  });

  it('takes no demand but a number, and knows no command that mends the past', () => {
    expect(platformAvailability.parameters.safeParse({}).success).toBe(false);
    expect(platformAvailability.parameters.safeParse({ atLeast: '99.9' }).success).toBe(false);
    expect(remedyOf(platformAvailability, {}, { atLeast: 1 })).toBeNull();
  });
});
