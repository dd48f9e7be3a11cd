import { type Instant, toInstant, toMilliseconds } from './instant.ts';
import { clockOf } from './wall-clock.ts';

/** What would be right, for the message about what is not. */
const INSTANT_FORMS =
  '2026-03-01T08:00:00Z, 2026-03-01T08:00+01:00, or local time such as "2026-03-01 08:00" or 2026-03-01';

type ReadInstant =
  | { readonly instant: Instant; readonly isDay: boolean }
  /** Why it is none, in a sentence. */
  | { readonly problem: string };

/**
 * Reads an instant as people write it: ISO 8601 with its zone, or local time of `timeZone` (IANA) without one; a day alone is its
 * begin there. A local time that the clock leaves out or shows twice is no instant: which one is meant, nobody knows.
 */
export function readInstant(text: string, timeZone: string): ReadInstant {
  const word = text.trim().replace(/^(\d{4}-\d{2}-\d{2}) +(?=\d)/u, '$1T');
  const milliseconds = toMilliseconds(word);
  if (milliseconds === undefined)
    return { problem: `is neither a date nor an instant; write ${INSTANT_FORMS} (${timeZone})` };
  const isDay = !word.includes('T');
  if (/(Z|[+-]\d{2}:\d{2})$/u.test(word) && !isDay)
    return { instant: toInstant(milliseconds), isDay };
  // Without a zone it was read as a clock in Greenwich shows it: what the clock of the zone is to show.
  const clock = clockOf(timeZone);
  const [first, second] = clock.showing(milliseconds);
  if (isDay) return { instant: toInstant(clock.firstShowing(milliseconds)), isDay };
  if (first === undefined)
    return { problem: `does not exist in ${timeZone}: the clock leaves it out; say it in UTC` };
  if (second !== undefined) {
    const both = `${toInstant(first)} or ${toInstant(second)}`;
    return { problem: `comes twice in ${timeZone}: say ${both}` };
  }
  return { instant: toInstant(first), isDay };
}

/** The end of the day that begins at this instant on the clock of a zone. */
export function endOfDay(begin: Instant, timeZone: string): Instant {
  const clock = clockOf(timeZone);
  const shown = clock.shownAt(toMilliseconds(begin) ?? 0);
  const day = Math.floor(shown / DAY_MS);
  return toInstant(clock.firstShowing((day + 1) * DAY_MS));
}

const DAY_MS = 86_400_000;
