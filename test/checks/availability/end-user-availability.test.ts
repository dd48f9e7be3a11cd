import { describe, expect, it } from 'vitest';
import { endUserAvailability } from '#checks/availability/end-user-availability.ts';
import { AVAILABILITY_METRICS } from '#facts/availability.ts';
import { availabilityOf, everyDay } from '../../harness/facts/availability.ts';
import { judgeCheck, remedyOf } from '../../harness/judge-check.ts';

const TYPES = ['microsoft.insights/components'];
const METRIC = 'availabilityResults/availabilityPercentage';

function judge(figures: Parameters<typeof availabilityOf>[0], type: string, name = 'a') {
  return judgeCheck(
    endUserAvailability,
    { availability: availabilityOf(figures, { metric: METRIC }) },
    { with: { atLeast: 99.9 }, resource: { type, name } },
  );
}

describe('end-user-availability', () => {
  it('is a measure in percent, of these types and of no others', () => {
    expect(endUserAvailability.figure).toEqual({ unit: '%' });
    expect(endUserAvailability.resourceTypes).toEqual(TYPES);
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

  it('takes no demand but a number, and knows no command that mends the past', () => {
    expect(endUserAvailability.parameters.safeParse({}).success).toBe(false);
    expect(endUserAvailability.parameters.safeParse({ atLeast: '99.9' }).success).toBe(false);
    expect(remedyOf(endUserAvailability, {}, { atLeast: 1 })).toBeNull();
  });
});
