/** An instant as ISO-8601 UTC text with milliseconds, e.g. `2026-11-21T03:00:00.000Z`. */
export type Instant = string;

/** Milliseconds since the epoch; undefined for what is not an ISO-8601 instant or date. */
export function toMilliseconds(instant: Instant): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/u.test(instant)) {
    return undefined;
  }
  // Azure leaves out the zone in some answers; ARM instants are UTC.
  const zoned = instant.includes('T') && !/(Z|[+-]\d{2}:\d{2})$/u.test(instant) ? `${instant}Z` : instant;
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

/** The instant moved by whole calendar months and then by days, in UTC; the 31st of a shorter month becomes its last day. */
export function moveInstant(instant: Instant, by: { months: number; days: number }): Instant | undefined {
  const milliseconds = toMilliseconds(instant);
  if (milliseconds === undefined) return undefined;
  const at = new Date(milliseconds);
  const day = at.getUTCDate();
  const moved = new Date(milliseconds);
  moved.setUTCDate(1);
  moved.setUTCMonth(moved.getUTCMonth() + by.months);
  const lastDay = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate();
  moved.setUTCDate(Math.min(day, lastDay) + by.days);
  return moved.toISOString();
}
