import { toMilliseconds } from './instant.ts';

const DAY_MS = 86_400_000;

/** A clock on a wall. What it shows is said as the instant at which a clock in Greenwich shows the same, in milliseconds. */
export interface WallClock {
  readonly shownAt: (atMs: number) => number;
  /** Every instant at which it shows this: none in an hour that is left out, two in one that comes twice. */
  readonly showing: (wanted: number) => readonly number[];
  /** The first of them; where it is left out, the first instant at which the clock shows more. */
  readonly firstShowing: (wanted: number) => number;
}

/** The clock of a time zone (IANA). */
export function clockOf(timeZone: string): WallClock {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  const shownAt = (atMs: number): number => {
    const parts = new Map(format.formatToParts(atMs).map(({ type, value }) => [type, value]));
    const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? '';
    const day = `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
    const text = `${day}T${part('hour')}:${part('minute')}:${part('second')}Z`;
    return toMilliseconds(text) ?? atMs;
  };
  const candidates = (wanted: number): readonly number[] => {
    // No zone is further from Greenwich than this, and none changes its clock twice within two of them.
    const offsets = [wanted - DAY_MS, wanted + DAY_MS].map((atMs) => shownAt(atMs) - atMs);
    return [...new Set(offsets.map((offset) => wanted - offset))].toSorted((a, b) => a - b);
  };
  const showing = (wanted: number): readonly number[] =>
    candidates(wanted).filter((atMs) => shownAt(atMs) === wanted);
  return {
    shownAt,
    showing,
    firstShowing(wanted) {
      const [first] = showing(wanted);
      if (first !== undefined) return first;
      const found = candidates(wanted);
      // Left out: the first instant at which the clock shows more than that.
      return firstWhere(Math.min(...found), Math.max(...found), (atMs) => shownAt(atMs) > wanted);
    },
  };
}

/** The first instant within (low, high] for which the test is true, when it is false before and true from there on. */
function firstWhere(low: number, high: number, test: (atMs: number) => boolean): number {
  let before = low - 1;
  let after = high;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (test(middle)) after = middle;
    else before = middle;
  }
  return after;
}
