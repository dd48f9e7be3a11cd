import { type Instant, moveInstant, toMilliseconds } from './instant.ts';

/** An ISO-8601 duration of whole years, months, weeks and days; `PT0S` is zero (Azure's way to say "off"). */
export interface CalendarDuration {
  readonly months: number;
  readonly days: number;
}

const FORM =
  /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/u;

/** Parses `P1M`, `P12M`, `P6W`, `P2Y`, `P10D`, `PT0S`; undefined for anything else, a time part other than zero included. */
export function parseDuration(text: string): CalendarDuration | undefined {
  const match = FORM.exec(text);
  if (match === null || text === 'P' || text.endsWith('T')) return undefined;
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(1)
    .map((part) => (part === undefined ? 0 : Number(part)));
  if (hours + minutes + seconds !== 0) return undefined;
  return { months: years * 12 + months, days: weeks * 7 + days };
}

export function isZeroDuration(duration: CalendarDuration): boolean {
  return duration.months === 0 && duration.days === 0;
}

/**
 * Whether `duration` lasts at least as long as `minimum` whenever it starts: months are compared by calendar rules over every
 * start within four years, so four weeks are never a month, `P31D` is at least `P1M`, and `P12M` equals `P1Y`.
 */
export function isAtLeast(duration: CalendarDuration, minimum: CalendarDuration): boolean {
  if (duration.months === minimum.months) return duration.days >= minimum.days;
  // Far apart, the calendar cannot matter; this decides nearly every database without walking through it.
  if (daysWith(duration, 28) >= daysWith(minimum, 31)) return true;
  if (daysWith(duration, 31) < daysWith(minimum, 28)) return false;
  for (let month = 0; month < 48; month += 1) {
    // The 1st and the 31st bracket what the length of a month can do.
    for (const day of ['01', '31']) {
      const start = moveInstant(`2023-01-${day}T00:00:00.000Z`, { months: month, days: 0 });
      if (start === undefined) return false;
      const ends = toMilliseconds(moveInstant(start, duration) ?? '');
      const demanded = toMilliseconds(moveInstant(start, minimum) ?? '');
      if (ends === undefined || demanded === undefined || ends < demanded) return false;
    }
  }
  return true;
}

function daysWith({ months, days }: CalendarDuration, daysOfMonth: number): number {
  return months * daysOfMonth + days;
}

/** The end of a duration that starts at `start`; undefined when `start` is no instant. */
export function endOf(start: Instant, duration: CalendarDuration): Instant | undefined {
  return moveInstant(start, duration);
}

/** The instant that lies `duration` before `end`. */
export function startOf(end: Instant, duration: CalendarDuration): Instant | undefined {
  return moveInstant(end, { months: -duration.months, days: -duration.days });
}
