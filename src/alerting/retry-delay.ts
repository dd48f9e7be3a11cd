const BASE_MS = 1_000;
const CAP_MS = 5 * 60_000;
const HORIZON_MS = 72 * 3_600_000;

/**
 * How long to wait after a failed try; undefined when a message is so old (72 hours) that it will not be tried again. Full jitter:
 * anything between nothing and a limit that doubles from one second up to `capMs`; what the receiver asks for counts instead.
 * `random` is from 0 up to but not including 1.
 */
export function retryDelayMs(
  attempt: number,
  ageMs: number,
  retryAfterMs: number | undefined,
  random: number,
  capMs: number = CAP_MS,
): number | undefined {
  const limit = Math.min(capMs, BASE_MS * 2 ** Math.min(attempt - 1, 20));
  const wait = retryAfterMs ?? Math.floor(limit * random);
  return ageMs + wait > HORIZON_MS ? undefined : wait;
}
