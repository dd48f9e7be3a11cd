import { AVAILABILITY_DAYS } from './availability.ts';

const DAY_MS = 86_400_000;

/** An answer for the examples of checks: the same figure on every day up to the instant at which examples are judged. */
export function exampleOfAvailability(metric: string, percent: number | undefined): unknown {
  const start = Date.UTC(2026, 9, 22, 3);
  const at = (day: number) => new Date(start + day * DAY_MS).toISOString();
  const data = Array.from({ length: AVAILABILITY_DAYS }, (_, day) => ({
    timeStamp: at(day),
    ...(percent === undefined ? {} : { average: percent }),
  }));
  return {
    timespan: `${at(0)}/${at(AVAILABILITY_DAYS)}`,
    interval: 'P1D',
    value: [{ name: { value: metric }, unit: 'Percent', timeseries: [{ data }] }],
  };
}
