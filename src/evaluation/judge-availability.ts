import { z } from 'zod';
import { hoursBetween, type Instant, toMilliseconds } from '#domain/instant.ts';
import { fail, notApplicable, pass, unknown, type Verdict } from '#domain/verdict.ts';
import { AVAILABILITY_DAYS, AVAILABILITY_METRICS, type Availability } from '#facts/availability.ts';

const DAY_MS = 86_400_000;
/** Azure moves the ends of the time to whole minutes. */
const TOLERANCE_MS = 3_600_000;
/** A scan may ask long after the instant that it is about; an answer that ends before it must not be older than this either. */
const FRESH_MS = DAY_MS;
/** Beyond this many places a sum of floating point numbers says nothing: 30 times 99.99 must be 99.99 on average. */
const PLACES = 6;
const KNOWN = new Set([...AVAILABILITY_METRICS.values()].map((name) => name.toLowerCase()));

/** What a statement says of a figure; the parameters of every check that gives one. */
export const AvailabilityDemand = z.strictObject({
  /** Percent. */
  atLeast: z.number(),
  /** The statement says "about": what was measured is rounded to the digits of `atLeast`. */
  about: z.literal(true).optional(),
});

/** What a figure is judged against. */
interface Demand {
  readonly parameters: z.output<typeof AvailabilityDemand>;
  readonly asOf: Instant;
}

/** Sets a resource aside that was made less than a day ago: there is no whole day to measure. `made`: absent where Azure does not say. */
export function setAsideNew(
  made: Instant | null | undefined,
  { asOf }: Pick<Demand, 'asOf'>,
): Verdict | undefined {
  const age = hoursBetween(made ?? '', asOf);
  // An age in the far negative is no age.
  const isNew = age !== undefined && age < 24 && age > -1;
  return isNew ? notApplicable(`Made on ${made}: not yet a day to measure`, made) : undefined;
}

/**
 * Judges the average of the last 30 days, each day counting alike, of those on which the resource was there; all of them where
 * Azure does not say since when. A day without a figure may have been anything from 0 to 100 %: it never helps, and only harms
 * where even 100 % would not do.
 */
export function judgeAvailability(
  answer: Availability,
  { parameters, asOf }: Demand,
  made?: Instant | null,
): Verdict {
  const { atLeast, about } = parameters;
  const stated = about === true ? `about ${atLeast} %` : `${atLeast} %`;
  const least = leastOf(parameters);
  const expected = `at least ${atLeast} %`;
  const read = figuresOf(answer, asOf, made);
  if (typeof read === 'string') return unknown(read, { expected });
  const { figures, days } = read;
  const span =
    days < AVAILABILITY_DAYS ? `the ${days} whole days since it was made` : `the last ${days} days`;
  if (figures.length === 0) {
    return unknown(`Azure has no figure of ${span}: that is not 100 %`, { expected });
  }
  let sum = 0;
  for (const figure of figures) sum += figure;
  const worst = round(sum / days);
  const best = round((sum + 100 * (days - figures.length)) / days);
  const shown = { expected, observed: round(sum / figures.length) };
  if (best < least) {
    const most = figures.length < days ? 'at most ' : '';
    return fail(`Available for ${most}${best} % of ${span}, not ${stated}`, shown);
  }
  if (worst >= least) {
    return pass(`Available for ${worst} % of ${span}; what was before is not measured`, shown);
  }
  return unknown(
    `Azure has figures of only ${figures.length} of ${span}: the others may have been worse`,
    shown,
  );
}

/** The least figure that is as stated: of "about 99.99", what rounds to it. */
function leastOf({ atLeast, about }: Demand['parameters']): number {
  if (about !== true) return atLeast;
  const digits = String(atLeast).split('.')[1]?.length ?? 0;
  return round(atLeast - 0.5 / 10 ** digits);
}

/** The figures of the days that have one, and how many days count; a sentence where the answer is not what was asked for. */
function figuresOf(
  answer: Availability,
  asOf: Instant,
  made: Instant | null | undefined,
): { readonly figures: readonly number[]; readonly days: number } | string {
  const [metric, ...others] = answer.value;
  if (metric === undefined || others.length > 0) return 'Azure did not answer one metric';
  if (!KNOWN.has(metric.name.value.toLowerCase()))
    return `Azure answered another metric: ${metric.name.value}`;
  if ((metric.errorCode ?? 'Success') !== 'Success')
    return `Azure could not answer the metric: ${metric.errorCode}`;
  if (metric.unit !== 'Percent') return `The metric is not in percent: ${metric.unit ?? 'no unit'}`;
  const window = windowOf(answer, asOf);
  if (typeof window === 'string') return window;
  const [series, ...rest] = metric.timeseries;
  if (rest.length > 0) return 'Azure split the metric by a dimension';
  const points = series?.data ?? [];
  const byDay = new Map(points.map(({ timeStamp, average }) => [window.dayOf(timeStamp), average]));
  if (byDay.has(undefined) || byDay.size !== points.length)
    return 'The points of the metric are not one for each day';
  const first = window.firstWholeDay(made);
  const measured = [...byDay].flatMap(([day, figure]) =>
    typeof figure === 'number' ? [{ day: day ?? 0, figure }] : [],
  );
  if (measured.some(({ figure }) => !(figure >= 0 && figure <= 100)))
    return 'A figure of the metric is no percentage';
  // Never a figure of a day that does not count: were it lost, nobody would miss it.
  const counted = measured.filter(({ day }) => day >= first && day < AVAILABILITY_DAYS);
  return { figures: counted.map(({ figure }) => figure), days: AVAILABILITY_DAYS - first };
}

/** The days of an answer's time, from 0. */
interface Window {
  /** Which day a point is about; undefined for one of another time. */
  dayOf(timeStamp: Instant): number | undefined;
  /** The first day on which a resource was there from beginning to end: 0 where nobody knows when it was made. */
  firstWholeDay(made: Instant | null | undefined): number;
}

function windowOf({ timespan, interval }: Availability, asOf: Instant): Window | string {
  if (interval !== 'P1D') return `The metric is not by the day: ${interval ?? 'no interval'}`;
  const [start, end] = timespan.split('/').map(toMilliseconds);
  const now = toMilliseconds(asOf);
  if (start === undefined || end === undefined || now === undefined)
    return `The time of the metric is not understood: ${timespan}`;
  const isAsked =
    Math.abs(end - start - AVAILABILITY_DAYS * DAY_MS) <= TOLERANCE_MS &&
    Math.abs(now - end) <= FRESH_MS;
  if (!isAsked) return `The metric is of another time: ${timespan}`;
  return {
    dayOf(timeStamp) {
      const at = toMilliseconds(timeStamp);
      // A point bears the whole minute in which its day begins; one may begin just at the end.
      const day = at === undefined ? -1 : Math.floor((at - start + 60_000) / DAY_MS);
      return day >= 0 && day <= AVAILABILITY_DAYS ? day : undefined;
    },
    firstWholeDay(made) {
      const at = toMilliseconds(made ?? '');
      const day = at === undefined ? 0 : Math.ceil((at - start) / DAY_MS);
      // A day must be left: a resource that would be made later than that is one of which nobody knows.
      return day > 0 && day < AVAILABILITY_DAYS ? day : 0;
    },
  };
}

function round(figure: number): number {
  return Number(figure.toFixed(PLACES));
}
