import { moveInstant } from '#domain/instant.ts';
import { AVAILABILITY_DAYS } from './availability.ts';

const START = '2026-10-22T03:00:00.000Z';

/** When the resources of these examples were made: five whole days before the instant at which examples are judged. */
export const EXAMPLE_CREATED = dayAt(AVAILABILITY_DAYS - 5);

/** An answer for the examples of checks: the same figure on each of the last five days, or none at all. */
export function exampleOfAvailability(metric: string, percent?: number): unknown {
  return answer(metric, percent, AVAILABILITY_DAYS - 5);
}

/** The same for a resource of which nobody knows when it was made: the figure on each of the last 30 days. */
export function exampleOfWholeAvailability(metric: string, percent?: number): unknown {
  return answer(metric, percent, 0);
}

function answer(metric: string, percent: number | undefined, since: number): unknown {
  const data = Array.from({ length: AVAILABILITY_DAYS }, (_, day) => ({
    timeStamp: dayAt(day),
    ...(percent === undefined || day < since ? {} : { average: percent }),
  }));
  return {
    timespan: `${dayAt(0)}/${dayAt(AVAILABILITY_DAYS)}`,
    interval: 'P1D',
    value: [{ name: { value: metric }, unit: 'Percent', timeseries: [{ data }] }],
  };
}

function dayAt(day: number): string {
  return moveInstant(START, { months: 0, days: day }) ?? START;
}
