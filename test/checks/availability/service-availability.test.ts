import { describe, expect, it } from 'vitest';
import { serviceAvailability } from '#checks/availability/service-availability.ts';
import { AVAILABILITY_METRICS } from '#facts/availability.ts';
import { availabilityOf, everyDay } from '../../harness/facts/availability.ts';
import { judgeCheck, remedyOf } from '../../harness/judge-check.ts';

const TYPES = [
  'microsoft.sql/servers/databases',
  'microsoft.storage/storageaccounts',
  'microsoft.keyvault/vaults',
  'microsoft.insights/components',
];
const METRIC = 'Availability';

function judge(figures: Parameters<typeof availabilityOf>[0], type: string, name = 'a') {
  return judgeCheck(
    serviceAvailability,
    { availability: availabilityOf(figures, { metric: METRIC }) },
    { with: { atLeast: 99.9 }, resource: { type, name } },
  );
}

describe('service-availability', () => {
  it('is a measure in percent, of these types and of no others', () => {
    expect(serviceAvailability.figure).toEqual({ unit: '%' });
    expect(serviceAvailability.resourceTypes).toEqual(TYPES);
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
    expect(serviceAvailability.parameters.safeParse({}).success).toBe(false);
    expect(serviceAvailability.parameters.safeParse({ atLeast: '99.9' }).success).toBe(false);
    expect(remedyOf(serviceAvailability, {}, { atLeast: 1 })).toBeNull();
  });
});
