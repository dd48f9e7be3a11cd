import { type QuietHours, WEEKDAYS } from '#domain/alert-policy.ts';
import { toInstant, toMilliseconds } from '#domain/instant.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Whether only what is critical is told at this instant (milliseconds since the epoch). */
export function isQuiet(quiet: QuietHours, atMs: number): boolean {
  return quietUntil(quiet, atMs) !== null;
}

/**
 * When the quiet hours that last at this instant are over, in milliseconds since the epoch; null while there are none. They begin
 * and end when a clock of the zone shows the time for the first time on that day; a time that is left out by a change of the clock
 * is the first one after it. So they are one stretch, also in the night in which an hour comes twice.
 */
export function quietUntil(quiet: QuietHours, atMs: number): number | null {
  const clock = clockOf(quiet.timezone);
  const today = Math.floor(clock.shownAt(atMs) / DAY_MS);
  let until: number | null = null;
  // Those that began the day before may last until now.
  for (const day of [today - 1, today]) {
    if (!isChosen(quiet, day)) continue;
    const from = minutesOf(quiet.from);
    const to = minutesOf(quiet.to);
    const begins = clock.firstShowing(day * DAY_MS + from * MINUTE_MS);
    const ends = clock.firstShowing((to <= from ? day + 1 : day) * DAY_MS + to * MINUTE_MS);
    if (begins <= atMs && atMs < ends) until = Math.max(until ?? ends, ends);
  }
  return until;
}

/** The 1st of January 1970 was a Thursday. */
const FIRST_WEEKDAY = WEEKDAYS.indexOf('thu');

function isChosen({ days }: QuietHours, day: number): boolean {
  const weekday = WEEKDAYS[(((day + FIRST_WEEKDAY) % 7) + 7) % 7];
  return days === undefined || (weekday !== undefined && days.includes(weekday));
}

function minutesOf(time: string): number {
  const [hours = '0', minutes = '0'] = time.split(':');
  return Number(hours) * 60 + Number(minutes);
}

/** A clock on a wall. What it shows is said as the instant at which a clock in Greenwich shows the same, in milliseconds. */
function clockOf(timeZone: string) {
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
  return {
    shownAt,
    firstShowing(wanted: number): number {
      // No zone is further from Greenwich than this, and none changes its clock twice within two of them.
      const offsets = [wanted - DAY_MS, wanted + DAY_MS].map((atMs) => shownAt(atMs) - atMs);
      const found = offsets.map((offset) => wanted - offset);
      const shown = found.filter((atMs) => shownAt(atMs) === wanted);
      if (shown.length > 0) return Math.min(...shown);
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

/** `HH:MM` on a clock of the zone, with the weekday, for people: `mon 07:00`. */
export function shownTime(timeZone: string, atMs: number): string {
  const shown = clockOf(timeZone).shownAt(atMs);
  const weekday = WEEKDAYS[(((Math.floor(shown / DAY_MS) + FIRST_WEEKDAY) % 7) + 7) % 7] ?? '';
  return `${weekday} ${toInstant(shown).slice(11, 16)}`;
}
