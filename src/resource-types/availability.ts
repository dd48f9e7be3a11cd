import { type Instant, toInstant, toMilliseconds } from '#domain/instant.ts';
import { unavailable } from '#domain/reading.ts';
import { resourceTypeOf } from '#domain/resource-id.ts';
import { type Availability, type Measured, roundFigure } from '#traits/availability.ts';
import type { Cell } from '#traits/cell.ts';
import { andThen, everyOne, map, type Said, together } from '#traits/said.ts';
import { beside, type Translation } from '#traits/trait.ts';
import type { ItemRead } from './define-read.ts';

/**
 * The metric that says how available a resource was, in percent, by its type in lower case. For storage and key vaults it is the
 * share of requests that did not fail by the service's fault; for SQL databases the share of minutes in which one could connect.
 * Source: Azure Monitor, supported metrics of Microsoft.KeyVault/vaults, Microsoft.Storage/storageAccounts and
 * Microsoft.Sql/servers/databases. Guess: the spelling for the availability tests of Application Insights; not tried.
 */
const METRICS: ReadonlyMap<string, string> = new Map([
  ['microsoft.insights/components', 'availabilityResults/availabilityPercentage'],
  ['microsoft.keyvault/vaults', 'Availability'],
  ['microsoft.sql/servers/databases', 'availability'],
  ['microsoft.storage/storageaccounts', 'Availability'],
]);
const KNOWN = new Set([...METRICS.values()].map((name) => name.toLowerCase()));

const PERMISSION = 'Microsoft.Insights/metrics/read';
const DAY_MS = 86_400_000;
/** Days that are asked for. Azure keeps metrics for 93. */
const DAYS = 30;
/** Azure moves the ends of the time to whole minutes; clocks may differ as well. */
const TOLERANCE_MS = 3_600_000;

/** How available one resource was, day by day: a question per resource, for Azure Resource Manager answers no more at once. */
export const availability: ItemRead = {
  name: 'availability',
  kind: 'item',
  permissions: [PERMISSION],
  apiVersion: '2024-02-01',
  source: 'Microsoft.Insights/metrics: Metrics - List',
  requestKey: (id) => id,
  read: async (azure, id, signal) => {
    const metric = METRICS.get(resourceTypeOf(id));
    if (metric === undefined) {
      return unavailable('Unsupported', `Azure publishes no availability of ${id}`);
    }
    return await azure.one(
      { operation: `availability of ${id}`, permission: PERMISSION, signal },
      (clients) => clients.metrics().dailyAverages(id, metric, DAYS, signal),
    );
  },
};

/** Whose figure it is, and since when it can have one. */
export interface MeasuredThing extends Pick<Availability, 'what' | 'by'> {
  /** The member that says when it was made; absent: none does, and all days count. */
  readonly made?: Cell;
}

/**
 * The days on which the resource was there from beginning to end, of the last 30; all of them where Azure does not say since when.
 * One that was made less than a day ago has no whole day to measure.
 */
export function availabilityOf(
  metrics: Cell,
  { what, by, made }: MeasuredThing,
): Translation<Availability> {
  const since = made?.past();
  if (made !== undefined && since?.said === true) {
    const age = made.readAt - (toMilliseconds(since.value) ?? Number.NaN);
    if (age < DAY_MS) return beside(`Made on ${since.value}: not yet a day to measure`);
  }
  return [{ what, by, measured: measuredOf(metrics, since?.said === true ? since.value : null) }];
}

function measuredOf(metrics: Cell, made: Instant | null): Said<Measured> {
  return andThen(metrics.at('value').list(), ([metric, ...others]) => {
    if (metric === undefined || others.length > 0) {
      return metrics.at('value').notUnderstood('Azure did not answer one metric');
    }
    const answered = together({ is: isAsked(metric), window: windowOf(metrics) });
    return andThen(answered, ({ window }) =>
      andThen(metric.at('timeseries').list(), ([series, ...rest]) => {
        if (rest.length > 0) {
          return metric.at('timeseries').notUnderstood('Azure split the metric by a dimension');
        }
        // No series, and a series without data: Azure has no points.
        const data = series?.at('data');
        const hasData = data?.isThere();
        if (
          series === undefined ||
          data === undefined ||
          hasData?.said !== true ||
          !hasData.value
        ) {
          return metric.at('timeseries').means(sumUp([], window, made));
        }
        return andThen(data.list(), (points) => {
          const figures = everyOne(points.map((point) => figureOf(point, window)));
          if (!figures.said) return figures;
          if (new Set(figures.value.map(({ day }) => day)).size !== points.length) {
            return data.notUnderstood('The points of the metric are not one for each day');
          }
          return data.means(sumUp(figures.value, window, made));
        });
      }),
    );
  });
}

/** Whether a metric that was answered is the one in question, and was answered. */
function isAsked(metric: Cell): Said<unknown> {
  const name = metric.at('name/value');
  const error = metric.at('errorCode').optionalText();
  const unit = metric.at('unit');
  return everyOne([
    andThen(name.text(), (text) =>
      KNOWN.has(text.toLowerCase())
        ? name.text()
        : name.notUnderstood(`Azure answered another metric: ${text}`),
    ),
    // Absent or `Success`: the metric itself was answered. Source: Microsoft.Insights/metrics 2024-02-01.
    andThen(error, (text) =>
      (text ?? 'Success') === 'Success'
        ? error
        : metric.at('errorCode').notUnderstood(`Azure could not answer the metric: ${text}`),
    ),
    andThen(unit.text(), (text) =>
      text === 'Percent'
        ? unit.text()
        : unit.notUnderstood(`The metric is not in percent: ${text}`),
    ),
  ]);
}

/** The days of an answer's time, in milliseconds since the epoch. */
interface Window {
  readonly start: number;
  readonly end: number;
}

function windowOf(metrics: Cell): Said<Window> {
  const interval = metrics.at('interval');
  const timespan = metrics.at('timespan');
  const byDay = andThen(interval.text(), (text) =>
    text === 'P1D'
      ? interval.text()
      : interval.notUnderstood(`The metric is not by the day: ${text}`),
  );
  return andThen(byDay, () =>
    andThen(timespan.text(), (text) => {
      const [start, end, ...more] = text.split('/').map(toMilliseconds);
      if (start === undefined || end === undefined || more.length > 0) {
        return timespan.notUnderstood(`The time of the metric is not understood: ${text}`);
      }
      const isWhole = Math.abs(end - start - DAYS * DAY_MS) <= TOLERANCE_MS;
      return isWhole && end <= metrics.readAt + TOLERANCE_MS
        ? timespan.means({ start, end })
        : timespan.notUnderstood(`The metric is of another time: ${text}`);
    }),
  );
}

interface Figure {
  readonly day: number;
  /** Null: the day has none. */
  readonly figure: number | null;
}

function figureOf(point: Cell, { start }: Window): Said<Figure> {
  return andThen(point.at('timeStamp').past(), (text) => {
    // A point bears the whole minute in which its day begins; one may begin just at the end.
    const day = Math.floor(((toMilliseconds(text) ?? Number.NaN) - start + 60_000) / DAY_MS);
    if (!(day >= 0 && day <= DAYS)) {
      return point.notUnderstood('The points of the metric are not one for each day');
    }
    const average = point.at('average');
    const isThere = average.isThere();
    return andThen(isThere, (isGiven): Said<Figure> => {
      if (!isGiven) return map(isThere, () => ({ day, figure: null }));
      return andThen(average.number(), (figure) =>
        figure >= 0 && figure <= 100
          ? average.means({ day, figure })
          : average.notUnderstood('A figure of the metric is no percentage'),
      );
    });
  });
}

function sumUp(figures: readonly Figure[], window: Window, made: Instant | null): Measured {
  const first = firstWholeDay(window, made);
  const days = DAYS - first;
  let sum = 0;
  let count = 0;
  for (const { day, figure } of figures) {
    // Never a figure of a day that does not count: were it lost, nobody would miss it.
    if (figure === null || day < first || day >= DAYS) continue;
    sum += figure;
    count += 1;
  }
  return {
    mean: count === 0 ? null : roundFigure(sum / count),
    worst: roundFigure(sum / days),
    best: roundFigure((sum + 100 * (days - count)) / days),
    daysWithFigure: count,
    days,
    isYoung: first > 0,
    until: toInstant(window.end),
  };
}

/** The first day on which a resource was there from beginning to end: 0 where nobody knows when it was made. */
function firstWholeDay({ start }: Window, made: Instant | null): number {
  const at = made === null ? undefined : toMilliseconds(made);
  const day = at === undefined ? 0 : Math.ceil((at - start) / DAY_MS);
  // A day must be left: a resource that would be made later than that is one of which nobody knows.
  return day > 0 && day < DAYS ? day : 0;
}
