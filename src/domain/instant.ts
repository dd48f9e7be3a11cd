/** An instant as ISO-8601 UTC text with milliseconds, e.g. `2026-11-21T03:00:00.000Z`. */
export type Instant = string;

const FORM = /^(\d{4})-(\d{2})-(\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/u;

/** Milliseconds since the epoch; undefined for what is not an ISO-8601 instant or date. */
export function toMilliseconds(instant: Instant): number | undefined {
  const parts = FORM.exec(instant);
  // The engine takes the 31st of February for a day in March; a date that no calendar has is no date.
  if (parts === null || Number(parts[3]) > daysIn(Number(parts[1]), Number(parts[2])))
    return undefined;
  // Azure leaves out the zone in some answers; ARM instants are UTC.
  const zoned =
    instant.includes('T') && !/(Z|[+-]\d{2}:\d{2})$/u.test(instant) ? `${instant}Z` : instant;
  const milliseconds = Date.parse(zoned);
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}

export function toInstant(milliseconds: number): Instant {
  return new Date(milliseconds).toISOString();
}

/** Hours from the earlier to the later instant, negative when they are the other way round; undefined when one is no instant. */
export function hoursBetween(earlier: Instant, later: Instant): number | undefined {
  const from = toMilliseconds(earlier);
  const to = toMilliseconds(later);
  return from === undefined || to === undefined ? undefined : (to - from) / 3_600_000;
}

/**
 * The instant moved by whole calendar months and then by days, in UTC; the 31st of a shorter month becomes its last day.
 * Undefined for what is no instant, and for an end that lies beyond what an instant can say.
 */
export function moveInstant(
  instant: Instant,
  by: { months: number; days: number },
): Instant | undefined {
  const milliseconds = toMilliseconds(instant);
  if (milliseconds === undefined) return undefined;
  const at = new Date(milliseconds);
  const month = at.getUTCFullYear() * 12 + at.getUTCMonth() + by.months;
  const lastDay = daysIn(Math.floor(month / 12), 1 + (month - Math.floor(month / 12) * 12));
  at.setUTCFullYear(0, month, Math.min(at.getUTCDate(), lastDay) + by.days);
  return isWritable(at) ? at.toISOString() : undefined;
}

/** `month` counts from 1. */
function daysIn(year: number, month: number): number {
  const lastDay = new Date(0);
  lastDay.setUTCFullYear(year, month, 0);
  return lastDay.getUTCDate();
}

// Years of other than four digits are no part of an instant's form.
function isWritable(date: Date): boolean {
  return date.getTime() >= -62_167_219_200_000 && date.getTime() < 253_402_300_800_000;
}

/** Whether an ISO-8601 text names an instant later than these milliseconds since the epoch; false for what is no instant. */
export function isInstantAfter(instant: Instant, milliseconds: number): boolean {
  const at = toMilliseconds(instant);
  return at !== undefined && at > milliseconds;
}
