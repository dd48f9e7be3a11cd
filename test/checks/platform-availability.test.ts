import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { platformAvailability } from '#checks/platform-availability.ts';
import type { Judgement } from '#evaluation/judgement.ts';
import { vault } from '#resource-types/key-vault/vault.ts';
import { AS_OF, judgeType } from '../harness/judge-type.ts';
import { everyDay, type MetricChanges, metricAnswer } from '../harness/metric-answer.ts';
import { sharedIsHere, sharedPath } from '../harness/shared.ts';

const SEED = Number(process.env['POSTURE_TEST_SEED'] ?? Date.now() % 2 ** 31);
const HOUR_MS = 3_600_000;
const LONG_AGO = '2020-01-01T00:00:00Z';

interface Given {
  readonly atLeast?: number;
  readonly about?: true;
  readonly made?: string | null | undefined;
}

async function judge(
  availability: unknown,
  { atLeast = 99.9, about, made = LONG_AGO }: Given = {},
): Promise<Judgement['verdict']> {
  const bodies = { vault: { systemData: { createdAt: made } }, availability };
  const with_ = { atLeast, ...(about === undefined ? {} : { about }) };
  const [judged] = await judgeType(platformAvailability, vault, bodies, with_);
  if (judged === undefined) throw new Error('nothing was judged');
  return judged.verdict;
}

async function statusOf(availability: unknown, given: Given = {}): Promise<string> {
  return (await judge(availability, given)).status;
}

describe(`platform-availability (seed ${SEED})`, () => {
  it('is a measure in percent of 30 days', () => {
    expect(platformAvailability.figure).toEqual({
      unit: '%',
      measures: ['platform-availability', 'service-availability'],
      days: 30,
    });
    expect(platformAvailability.parameters.safeParse({}).success).toBe(false);
    expect(platformAvailability.parameters.safeParse({ atLeast: '99.9' }).success).toBe(false);
  });

  it.each([
    ['exactly what is demanded', everyDay(99.99), 99.99, 'pass', 99.99],
    ['a hair less', everyDay(99.99, 99.9899), 99.99, 'fail', 99.989997],
    ['a hair more', everyDay(99.99, 99.9901), 99.99, 'pass', 99.990003],
    ['one bad day that the others outweigh', everyDay(100, 97.5), 99.9, 'pass', 99.916667],
    ['one bad day that they do not', everyDay(100, 96.5), 99.9, 'fail', 99.883333],
    ['no hour at all', everyDay(0), 99.9, 'fail', 0],
    ['always', everyDay(100), 100, 'pass', 100],
  ] as const)('%s', async (_case, figures, atLeast, status, observed) => {
    expect(await judge(metricAnswer(figures), { atLeast })).toMatchObject({
      status,
      observed,
      expected: `at least ${atLeast} %`,
    });
  });

  it('rounds to the digits of what is said with "about"', async () => {
    const answer = metricAnswer(everyDay(98.45));

    expect(await statusOf(answer, { atLeast: 98.5 })).toBe('fail');
    expect(await statusOf(answer, { atLeast: 98.5, about: true })).toBe('pass');
  });

  it('says that nothing is known of the time before', async () => {
    expect((await judge(metricAnswer(everyDay(100)))).reason).toBe(
      'Available for 100 % of the last 30 days; what was before is not measured',
    );
  });

  it.each([
    ['no series', { series: [] }],
    ['a series without points', { series: [{ data: [] }] }],
    ['a series without data', { series: [{}] }],
  ])('no data points are not 100 %%: %s', async (_case, changes: MetricChanges) => {
    const verdict = await judge(metricAnswer([], changes), { atLeast: 0.1 });

    expect(verdict).toMatchObject({ status: 'unknown', observed: null });
    expect(verdict.reason).toMatch(/that is not 100 %/u);
  });

  it.each([
    ['a day with null', everyDay(100, null), 99.9, 'unknown'],
    ['a day with nothing', everyDay(100, undefined), 99.9, 'unknown'],
    ['a day that is missing', everyDay(100).slice(1), 99.9, 'unknown'],
    ['a gap that does not matter', everyDay(100, null), 96, 'pass'],
    ['a gap that just does', everyDay(100, null), 97, 'unknown'],
    ['a gap where even 100 % would not do', everyDay(99, null), 99.9, 'fail'],
    ['nothing but gaps', everyDay(100).map(() => null), 1, 'unknown'],
  ] as const)('%s', async (_case, figures, atLeast, status) => {
    expect(await statusOf(metricAnswer(figures), { atLeast })).toBe(status);
  });

  it.each<[string, MetricChanges]>([
    ['another metric', { metric: 'Transactions' }],
    ['another unit', { unit: 'Count' }],
    ['no unit', { unit: null }],
    ['a metric that failed', { errorCode: 'InternalError' }],
    ['points of an hour', { interval: 'PT1H' }],
    ['points of no said length', { interval: null }],
    ['no time', { timespan: 'P30D' }],
    ['a shorter time', { timespan: '2026-10-29T06:00:00Z/2026-11-21T06:00:00Z' }],
    ['a time long gone', { timespan: '2026-09-22T06:00:00Z/2026-10-22T06:00:00Z' }],
    ['a time to come', { timespan: '2026-10-24T06:00:00Z/2026-11-23T06:00:00Z' }],
    ['two series', { series: [{ data: [] }, { data: [] }] }],
    [
      'a day twice',
      {
        series: [
          {
            data: Array.from({ length: 30 }, () => ({
              timeStamp: '2026-11-20T06:00:00Z',
              average: 100,
            })),
          },
        ],
      },
    ],
    ['a day of another time', { series: [{ data: [{ timeStamp: '2025-11-20', average: 100 }] }] }],
    ['a day that is none', { series: [{ data: [{ timeStamp: 'soon', average: 100 }] }] }],
  ])('an answer with %s is not understood', async (_case, changes) => {
    expect(await statusOf(metricAnswer(everyDay(100), changes), { atLeast: 1 })).toBe('unknown');
  });

  it.each([Number.NaN, Infinity, -0.1, 100.1, '99'])('%s is no percentage', async (figure) => {
    const answer = metricAnswer(everyDay(100, figure as number));

    expect(await statusOf(answer, { atLeast: 1 })).toBe('unknown');
  });

  it('understands an answer of no metric or of two as little', async () => {
    const answer = metricAnswer(everyDay(100));

    expect(await statusOf({ ...answer, value: [] })).toBe('unknown');
    expect(await statusOf({ ...answer, value: [...answer.value, ...answer.value] })).toBe(
      'unknown',
    );
  });

  it.each([
    [0, 'pass'],
    [23, 'pass'],
    [25, 'unknown'],
    [-2, 'unknown'],
  ])('asked %d hours from the end of the answer: %s', async (hours, status) => {
    const asOf = new Date(Date.parse(AS_OF) + hours * HOUR_MS).toISOString();
    const bodies = { vault: {}, availability: metricAnswer(everyDay(100)) };

    const judged = await judgeType(
      platformAvailability,
      vault,
      bodies,
      { atLeast: 99.9 },
      { asOf },
    );

    expect(judged.map(({ verdict }) => verdict.status)).toEqual([status]);
  });

  it('takes a point that bears the whole minute before its day', async () => {
    const answer = metricAnswer(everyDay(100), {
      timespan: '2026-10-22T06:00:41Z/2026-11-21T06:00:41Z',
    });

    expect(await statusOf(answer)).toBe('pass');
  });

  it('never judges a gap better or worse than the figure that may stand there', async () => {
    const figure = fc.double({ min: 99, max: 100, noNaN: true });
    await fc.assert(
      fc.asyncProperty(
        fc.array(figure, { minLength: 30, maxLength: 30 }),
        fc.nat({ max: 29 }),
        fc.constantFrom(98.5, 99.5, 99.9),
        async (figures, gap, atLeast) => {
          const whole = await statusOf(metricAnswer(figures), { atLeast });
          const gapped = figures.map((value, day) => (day === gap ? null : value));

          expect([whole, 'unknown']).toContain(await statusOf(metricAnswer(gapped), { atLeast }));
          expect(whole).not.toBe('unknown');
        },
      ),
      { seed: SEED },
    );
  });
});

describe('a resource that was made within the last 30 days', () => {
  const daysAgo = (days: number) => new Date(Date.parse(AS_OF) - days * 24 * HOUR_MS).toISOString();
  const since = (days: number, figure = 100) => [
    ...Array.from({ length: 30 - days }, () => null),
    ...Array.from({ length: days }, () => figure),
  ];

  it.each([
    ['whole days since it was made', since(5), daysAgo(5), 'pass'],
    ['whole days and the one on which it was made', since(6), daysAgo(5.5), 'pass'],
    ['a bad figure on the day on which it was made', since(6).with(24, 0), daysAgo(5.5), 'pass'],
    ['a gap since it was made', since(4), daysAgo(5), 'unknown'],
    ['a bad figure since it was made', since(5, 99.8), daysAgo(5), 'fail'],
    ['one day', since(1), daysAgo(1), 'pass'],
    ['one day without a figure', since(0), daysAgo(1), 'unknown'],
    ['nobody knows when', since(5), null, 'unknown'],
    ['a date that is none', since(5), 'soon', 'unknown'],
    ['a date to come', since(5), daysAgo(-3), 'unknown'],
    ['a date before all this', since(30), daysAgo(400), 'pass'],
    ['a date before all this and a gap', since(29), daysAgo(400), 'unknown'],
  ] as const)('with %s', async (_case, figures, made, status) => {
    expect(await statusOf(metricAnswer(figures), { made })).toBe(status);
  });

  it('says of which days it speaks', async () => {
    expect((await judge(metricAnswer(since(5)), { made: daysAgo(5) })).reason).toMatch(
      /100 % of the 5 whole days since it was made/u,
    );
  });

  it.each([
    [0, 'not-applicable'],
    [0.99, 'not-applicable'],
    [-0.03, 'not-applicable'],
    [1, 'unknown'],
    [-1, 'unknown'],
  ])('%d days ago, with a figure of today: %s', async (days, status) => {
    expect(await statusOf(metricAnswer([]), { made: daysAgo(days) })).toBe(status);
  });
});

describe.skipIf(!sharedIsHere)('recorded metrics (need the shared recordings)', () => {
  it('are judged only for the metric, time and length of points that were asked for', async () => {
    const bodies = recordedMetrics();
    const verdicts = await Promise.all(bodies.map(async (body) => await judge(body)));

    expect(bodies.length).toBeGreaterThanOrEqual(3);
    expect(new Set(verdicts.map(({ status }) => status))).toEqual(new Set(['unknown']));
    expect(verdicts[0]?.reason).toBe('Azure answered another metric: Network In');
  });
});

function recordedMetrics(): readonly unknown[] {
  const text = readFileSync(sharedPath('azure-recordings', 'microsoft.insights.jsonl'), 'utf8');
  return text
    .split('\n')
    .filter((line) => line.includes('"resourceType": "microsoft.insights/metrics"'))
    .map((line) => JSON.parse(line) as { status: number; body: unknown })
    .filter(({ status }) => status === 200)
    .map(({ body }) => body);
}
