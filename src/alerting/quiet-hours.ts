import { type QuietHours, WEEKDAYS } from '#domain/alert-policy.ts';
import { toInstant } from '#domain/instant.ts';
import { clockOf } from '#domain/wall-clock.ts';

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

/** `HH:MM` on a clock of the zone, with the weekday, for people: `mon 07:00`. */
export function shownTime(timeZone: string, atMs: number): string {
  const shown = clockOf(timeZone).shownAt(atMs);
  const weekday = WEEKDAYS[(((Math.floor(shown / DAY_MS) + FIRST_WEEKDAY) % 7) + 7) % 7] ?? '';
  return `${weekday} ${toInstant(shown).slice(11, 16)}`;
}
