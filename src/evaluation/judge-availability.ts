import { type Instant, toMilliseconds } from '#domain/instant.ts';
import { fail, notApplicable, pass, unknown, type Verdict } from '#domain/verdict.ts';
import { AVAILABILITY_DAYS, AVAILABILITY_METRICS, type Availability } from '#facts/availability.ts';
import type { InventoryResource } from '#facts/inventory-resource.ts';

const DAY_MS = 86_400_000;
/** Azure moves the ends of the time to whole minutes. */
const TOLERANCE_MS = 3_600_000;
/** A scan may ask long after the instant that it is about; an answer that ends before it must not be older than this either. */
const FRESH_MS = DAY_MS;
/** Beyond this many places a sum of floating point numbers says nothing: 30 times 99.99 must be 99.99 on average. */
const PLACES = 6;
const KNOWN = new Set([...AVAILABILITY_METRICS.values()].map((name) => name.toLowerCase()));

/** Sets the platform's own database of a SQL server aside: it holds no data of the service. */
export function setAsideUnmeasured({ type, name, kind }: InventoryResource): Verdict | undefined {
  if (type.toLowerCase() !== 'microsoft.sql/servers/databases') return undefined;
  const isSystem =
    name.split('/').at(-1)?.toLowerCase() === 'master' ||
    (kind ?? '').toLowerCase().split(',').includes('system');
  return isSystem ? notApplicable(`${name} is a system database`, kind ?? null) : undefined;
}

/**
 * Judges the average of the last 30 days, each day counting alike. A day without a figure may have been anything from 0 to 100 %:
 * it never helps, and only harms where even 100 % would not do.
 */
export function judgeAvailability(
  answer: Availability,
  { parameters: { atLeast }, asOf }: { parameters: { atLeast: number }; asOf: Instant },
): Verdict {
  const expected = `at least ${atLeast} %`;
  const read = figuresOf(answer, asOf);
  if (typeof read === 'string') return unknown(read, { expected });
  const { figures, days } = read;
  if (figures.length === 0) {
    return unknown(`Azure has no figure of the last ${AVAILABILITY_DAYS} days: that is not 100 %`, {
      expected,
    });
  }
  let sum = 0;
  for (const figure of figures) sum += figure;
  const worst = round(sum / days);
  const best = round((sum + 100 * (days - figures.length)) / days);
  const shown = { expected, observed: round(sum / figures.length) };
  if (best < atLeast) {
    const most = figures.length < days ? 'at most ' : '';
    return fail(
      `Available for ${most}${best} % of the last ${AVAILABILITY_DAYS} days, not ${atLeast} %`,
      shown,
    );
  }
  if (worst >= atLeast) {
    return pass(
      `Available for ${worst} % of the last ${AVAILABILITY_DAYS} days; what was before is not measured`,
      shown,
    );
  }
  return unknown(
    `Azure has figures of only ${figures.length} of the last ${AVAILABILITY_DAYS} days: the others may have been worse`,
    shown,
  );
}

/** The figures of the days that have one, and how many days there are; a sentence where the answer is not what was asked for. */
function figuresOf(
  answer: Availability,
  asOf: Instant,
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
  const days = new Set(points.map(({ timeStamp }) => window.dayOf(timeStamp)));
  if (days.has(undefined) || days.size !== points.length)
    return 'The points of the metric are not one for each day';
  const figures = points.flatMap(({ average }) => average ?? []);
  if (figures.some((figure) => !(figure >= 0 && figure <= 100)))
    return 'A figure of the metric is no percentage';
  return { figures, days: Math.max(AVAILABILITY_DAYS, points.length) };
}

/** Which day of the answer's time a point is about, from 0; a sentence where that is not the time that was asked for. */
function windowOf(
  { timespan, interval }: Availability,
  asOf: Instant,
): { readonly dayOf: (timeStamp: Instant) => number | undefined } | string {
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
  };
}

function round(figure: number): number {
  return Number(figure.toFixed(PLACES));
}
