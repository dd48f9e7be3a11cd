import { describe, expect, it } from 'vitest';
import { applicationInsightsAvailability as check } from '#checks/application-insights/application-insights-availability.ts';
import { availabilityOf, everyDay } from '../../harness/facts/availability.ts';
import { judgeCheck, remedyOf } from '../../harness/judge-check.ts';

const METRIC = 'availabilityResults/availabilityPercentage';

function judge(figures: Parameters<typeof availabilityOf>[0], metric = METRIC) {
  const facts = { availability: availabilityOf(figures, { metric }) };
  return judgeCheck(check, facts, { with: { atLeast: 98.5 } });
}

describe('application-insights-availability', () => {
  it('is the measure of what users see, and part of what the service is', () => {
    expect(check.figure).toEqual({
      unit: '%',
      measures: ['end-user-availability', 'service-availability'],
    });
    expect(check.resourceTypes).toEqual(['microsoft.insights/components']);
  });

  it.each([
    [98.5, 'pass'],
    [98.4, 'fail'],
  ])('of a month of %d %%: %s', (figure, status) => {
    expect(judge(everyDay(figure))).toMatchObject({ status, observed: figure });
  });

  it.each([
    ['no figures', [], METRIC],
    ['a young one', everyDay(100).slice(25), METRIC],
    ['another metric', everyDay(100), 'requests/failed'],
  ])('knows nothing of %s', (_case, figures, metric) => {
    expect(judge(figures, metric).status).toBe('unknown');
  });

  it('takes a number alone, and knows no command that mends the past', () => {
    expect(check.parameters.safeParse({}).success).toBe(false);
    expect(check.parameters.safeParse({ atLeast: '99.9' }).success).toBe(false);
    expect(remedyOf(check, {}, { atLeast: 1 })).toBeNull();
  });
});
