import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeAvailability, setAsideNew } from '#evaluation/judge-availability.ts';
import { Availability } from '#facts/availability.ts';
import {
  type AvailabilityChanges,
  availabilityOf,
  everyDay,
} from '../harness/facts/availability.ts';
import { AS_OF } from '../harness/judge-check.ts';
import { sharedIsHere, sharedPath } from '../harness/shared.ts';

const SEED = Number(process.env['POSTURE_TEST_SEED'] ?? Date.now() % 2 ** 31);
const HOUR_MS = 3_600_000;

function judge(answer: Availability, atLeast = 99.9, asOf = AS_OF) {
  return judgeAvailability(answer, { parameters: { atLeast }, asOf });
}

describe(`judgeAvailability (seed ${SEED})`, () => {
  it.each([
    ['exactly what is demanded', everyDay(99.99), 99.99, 'pass', 99.99],
    ['a hair less', everyDay(99.99, 99.9899), 99.99, 'fail', 99.989997],
    ['a hair more', everyDay(99.99, 99.9901), 99.99, 'pass', 99.990003],
    ['one bad day that the others outweigh', everyDay(100, 97.5), 99.9, 'pass', 99.916667],
    ['one bad day that they do not', everyDay(100, 96.5), 99.9, 'fail', 99.883333],
    ['no hour at all', everyDay(0), 99.9, 'fail', 0],
    ['always', everyDay(100), 100, 'pass', 100],
  ] as const)('%s', (_case, figures, atLeast, status, observed) => {
    expect(judge(availabilityOf(figures), atLeast)).toMatchObject({
      status,
      observed,
      expected: `at least ${atLeast} %`,
    });
  });

  it('says that nothing is known of the time before', () => {
    expect(judge(availabilityOf(everyDay(100))).reason).toBe(
      'Available for 100 % of the last 30 days; what was before is not measured',
    );
  });

  it.each([
    ['no series', { series: [] }],
    ['a series without points', { series: [{ data: [] }] }],
    ['a series without data', { series: [{}] }],
  ])('no data points are not 100 %%: %s', (_case, changes: AvailabilityChanges) => {
    const verdict = judge(availabilityOf([], changes), 0.1);

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
  ] as const)('%s', (_case, figures, atLeast, status) => {
    expect(judge(availabilityOf(figures), atLeast).status).toBe(status);
  });

  it.each<[string, AvailabilityChanges]>([
    ['another metric', { metric: 'Transactions' }],
    ['another unit', { unit: 'Count' }],
    ['no unit', { unit: null }],
    ['a metric that failed', { errorCode: 'InternalError' }],
    ['points of an hour', { interval: 'PT1H' }],
    ['points of no said length', { interval: null }],
    ['no time', { timespan: 'P30D' }],
    ['a shorter time', { timespan: '2026-10-29T03:00:00Z/2026-11-21T03:00:00Z' }],
    ['a time long gone', { timespan: '2026-09-22T03:00:00Z/2026-10-22T03:00:00Z' }],
    ['two series', { series: [{ data: [] }, { data: [] }] }],
    [
      'a day twice',
      {
        series: [
          {
            data: Array.from({ length: 30 }, () => ({
              timeStamp: '2026-11-20T03:00:00Z',
              average: 100,
            })),
          },
        ],
      },
    ],
    ['a day of another time', { series: [{ data: [{ timeStamp: '2025-11-20', average: 100 }] }] }],
    ['a day that is none', { series: [{ data: [{ timeStamp: 'soon', average: 100 }] }] }],
  ])('an answer with %s is not understood', (_case, changes) => {
    expect(judge(availabilityOf(everyDay(100), changes), 1).status).toBe('unknown');
  });

  it.each([Number.NaN, Infinity, -0.1, 100.1])('%f is no percentage', (figure) => {
    expect(judge(availabilityOf(everyDay(100, figure)), 1).status).toBe('unknown');
  });

  it('understands an answer of no metric or of two as little', () => {
    const answer = availabilityOf(everyDay(100));

    expect(judge({ ...answer, value: [] }).status).toBe('unknown');
    expect(judge({ ...answer, value: [...answer.value, ...answer.value] }).status).toBe('unknown');
  });

  it.each([
    [-23, 'pass'],
    [23, 'pass'],
    [-25, 'unknown'],
    [25, 'unknown'],
  ])('asked %d hours from the end of the answer: %s', (hours, status) => {
    const asOf = new Date(Date.parse(AS_OF) + hours * HOUR_MS).toISOString();

    expect(judge(availabilityOf(everyDay(100)), 99.9, asOf).status).toBe(status);
  });

  it('takes a point that bears the whole minute before its day', () => {
    const answer = availabilityOf(everyDay(100), {
      timespan: '2026-10-22T03:00:41Z/2026-11-21T03:00:41Z',
    });

    expect(judge(answer).status).toBe('pass');
  });

  it('never judges a gap better or worse than the figure that may stand there', () => {
    const figure = fc.double({ min: 99, max: 100, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(figure, { minLength: 30, maxLength: 30 }),
        fc.nat({ max: 29 }),
        fc.constantFrom(98.5, 99.5, 99.9),
        (figures, gap, atLeast) => {
          const whole = judge(availabilityOf(figures), atLeast).status;
          const gapped = figures.map((value, day) => (day === gap ? null : value));
          const status = judge(availabilityOf(gapped), atLeast).status;

          expect([whole, 'unknown']).toContain(status);
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
  const judgeMade = (figures: Parameters<typeof availabilityOf>[0], made: string | null) =>
    judgeAvailability(
      availabilityOf(figures),
      { parameters: { atLeast: 99.9 }, asOf: AS_OF },
      made,
    );

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
  ] as const)('with %s', (_case, figures, made, status) => {
    expect(judgeMade(figures, made).status).toBe(status);
  });

  it('says of which days it speaks', () => {
    expect(judgeMade(since(5), daysAgo(5)).reason).toMatch(
      /100 % of the 5 whole days since it was made/u,
    );
  });

  it.each([
    [0, 'not-applicable'],
    [0.99, 'not-applicable'],
    [-0.03, 'not-applicable'],
    [1, undefined],
    [-1, undefined],
  ])('%d days ago is set aside: %s', (days, status) => {
    expect(setAsideNew(daysAgo(days), { asOf: AS_OF })?.status).toBe(status);
  });

  it('is not set aside where nobody knows', () => {
    expect(setAsideNew(null, { asOf: AS_OF })).toBeUndefined();
    expect(setAsideNew('soon', { asOf: AS_OF })).toBeUndefined();
  });
});

describe.skipIf(!sharedIsHere)('recorded metrics (need the shared recordings)', () => {
  it('are parsed, and judged only for the metric, time and length of points that were asked for', () => {
    const bodies = recordedMetrics();
    const verdicts = bodies.map((body) => judge(Availability.parse(body), 0));

    expect(bodies.length).toBeGreaterThanOrEqual(3);
    expect(new Set(verdicts.map(({ status }) => status))).toEqual(new Set(['unknown']));
    expect(verdicts[0]?.reason).toBe('Azure answered another metric: Network In');
  });

  it('would be understood, were they of availability, of 30 days and of now', () => {
    const [body] = recordedMetrics().filter(({ value }) => value[0]?.unit === 'Percent');
    const [metric] = body?.value ?? [];
    if (body === undefined || metric === undefined) throw new Error('there is no recording');
    const [first] = metric.timeseries[0]?.data ?? [];
    const data = availabilityOf(everyDay(first?.average ?? -1)).value[0]?.timeseries[0]?.data;
    const { timespan } = availabilityOf([]);
    const answer = Availability.parse({
      ...body,
      timespan,
      value: [{ ...metric, name: { value: 'Availability' }, timeseries: [{ data }] }],
    });

    expect(judge(answer)).toMatchObject({ status: 'fail', observed: first?.average });
  });
});

function recordedMetrics(): readonly Availability[] {
  const text = readFileSync(sharedPath('azure-recordings', 'microsoft.insights.jsonl'), 'utf8');
  return text
    .split('\n')
    .filter((line) => line.includes('"resourceType": "microsoft.insights/metrics"'))
    .map((line) => JSON.parse(line) as { status: number; body: Availability })
    .filter(({ status }) => status === 200)
    .map(({ body }) => body);
}
