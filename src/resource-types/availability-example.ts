import { moveInstant } from '#domain/instant.ts';

const START = '2026-10-22T03:00:00.000Z';
const DAYS = 30;

/** What Azure Monitor answers about a resource that was as available on each of the last 30 days; undefined: a day without a figure. */
export function exampleOfAvailability(
  metric: string,
  percentOf: number | ((day: number) => number | undefined),
): unknown {
  const data = Array.from({ length: DAYS }, (_, day) => {
    const average = typeof percentOf === 'number' ? percentOf : percentOf(day);
    return { timeStamp: dayAt(day), ...(average === undefined ? {} : { average }) };
  });
  return {
    timespan: `${dayAt(0)}/${dayAt(DAYS)}`,
    interval: 'P1D',
    value: [
      {
        name: { value: metric },
        unit: 'Percent',
        timeseries: [{ metadatavalues: [], data }],
        errorCode: 'Success',
      },
    ],
  };
}

function dayAt(day: number): string {
  return moveInstant(START, { months: 0, days: day }) ?? START;
}
