import { describe, expect, it } from 'vitest';
import { endUserAvailability as question } from '#checks/end-user-availability.ts';
import { platformAvailability } from '#checks/platform-availability.ts';
import { component } from '#resource-types/insights/component.ts';
import { vault } from '#resource-types/key-vault/vault.ts';
import { judgeType } from '../harness/judge-type.ts';
import { everyDay, metricAnswer } from '../harness/metric-answer.ts';

const METRIC = 'availabilityResults/availabilityPercentage';

async function judge(figures: Parameters<typeof metricAnswer>[0], metric = METRIC) {
  const bodies = { component: {}, availability: metricAnswer(figures, { metric }) };
  const [judged] = await judgeType(question, component, bodies, { atLeast: 98.5 });
  return judged?.verdict;
}

describe('end-user-availability', () => {
  it('is the measure of what users see, and part of what the service is', () => {
    expect(question.figure).toEqual({
      unit: '%',
      measures: ['end-user-availability', 'service-availability'],
      days: 30,
    });
  });

  it.each([
    [98.5, 'pass'],
    [98.4, 'fail'],
  ])('of a month of %d %%: %s', async (figure, status) => {
    expect(await judge(everyDay(figure))).toMatchObject({ status, observed: figure });
  });

  it.each([
    ['no figures', [], METRIC],
    ['a young one', everyDay(100).slice(25), METRIC],
    ['another metric', everyDay(100), 'requests/failed'],
  ])('knows nothing of %s', async (_case, figures, metric) => {
    expect((await judge(figures, metric))?.status).toBe('unknown');
  });

  it('asks tests alone, and the platform is asked by its own question', async () => {
    const availability = metricAnswer(everyDay(10));
    const statuses = await Promise.all([
      judgeType(question, vault, { vault: {}, availability }, { atLeast: 99 }),
      judgeType(platformAvailability, component, { component: {}, availability }, { atLeast: 99 }),
    ]);

    expect(statuses.map(([judged]) => judged?.verdict.status)).toEqual([
      'not-applicable',
      'not-applicable',
    ]);
  });

  it('takes a number alone, and knows no command that mends the past', () => {
    expect(question.parameters.safeParse({}).success).toBe(false);
    expect(question.parameters.safeParse({ atLeast: '99.9' }).success).toBe(false);
    expect(component.mend[question.id]).toBeUndefined();
  });
});
