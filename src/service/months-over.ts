import { type Instant, moveInstant, toInstant, toMilliseconds } from '#domain/instant.ts';
import { clockOf } from '#domain/wall-clock.ts';
import type { PeriodRequest } from '#evidence/period-requests.ts';

/** The months on the clock of a zone (IANA) that ended after `since` and no later than `now`, oldest first. */
export function monthsOver(
  since: Instant,
  now: Instant,
  timeZone: string,
): readonly PeriodRequest[] {
  const clock = clockOf(timeZone);
  const shown = toInstant(clock.shownAt(toMilliseconds(since) ?? 0));
  const begin = (months: number): Instant => {
    const month = moveInstant(`${shown.slice(0, 7)}-01T00:00:00.000Z`, { months, days: 0 });
    return toInstant(clock.firstShowing(toMilliseconds(month ?? now) ?? 0));
  };
  const months: PeriodRequest[] = [];
  for (let month = 0; begin(month + 1) <= now; month += 1)
    if (begin(month + 1) > since) months.push({ from: begin(month), to: begin(month + 1) });
  return months;
}
