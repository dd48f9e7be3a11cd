import { AS_OF } from './judge-type.ts';

const DAY_MS = 86_400_000;
const END = Date.parse(AS_OF);

/** How an answer differs from the plain one: 30 days up to the tests' instant, a figure on each. */
export interface MetricChanges {
  readonly metric?: string;
  readonly unit?: string | null;
  readonly errorCode?: string;
  readonly interval?: string | null;
  readonly timespan?: string;
  readonly series?: readonly unknown[];
}

/** What Azure Monitor answers of these figures, the last of them of the last day; `undefined` and `null` are days without one. */
export function metricAnswer(
  figures: readonly (number | null | undefined)[],
  changes: MetricChanges = {},
): { readonly value: readonly unknown[] } {
  const { metric = 'Availability', errorCode } = changes;
  const start = END - 30 * DAY_MS;
  const data = figures.map((average, day) => ({ timeStamp: dayAt(day, start), average }));
  return {
    timespan: changes.timespan ?? `${dayAt(0, start)}/${dayAt(30, start)}`,
    interval: changes.interval === undefined ? 'P1D' : changes.interval,
    value: [
      {
        name: { value: metric },
        unit: changes.unit === undefined ? 'Percent' : changes.unit,
        ...(errorCode === undefined ? {} : { errorCode }),
        timeseries: changes.series ?? [{ data }],
      },
    ],
  } as { readonly value: readonly unknown[] };
}

/** The same figure on every day, with other ones on the last days. */
export function everyDay(
  figure: number,
  ...last: readonly (number | null | undefined)[]
): (number | null | undefined)[] {
  return [...Array.from({ length: 30 - last.length }, () => figure), ...last];
}

function dayAt(day: number, start: number): string {
  return new Date(start + day * DAY_MS).toISOString();
}
