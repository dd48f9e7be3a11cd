/** How fast one kind of request may go: state and arithmetic only, instants are milliseconds since the epoch. */
export interface Allowance {
  /** When the next request may go; `now` or earlier: at once. */
  freeAt(now: number): number;
  take(now: number): void;
  /** Nothing goes before `until`, and afterwards only as fast as it refills: sleepers must not wake all together. */
  pause(until: number): void;
  /** Azure says how much is left on its side: never more than that here, and slower when it gets scarce. */
  remaining(count: number, now: number): void;
}

/** Azure-facts §13: slow down when fewer calls than this are left. */
const SCARCE = 50;
/** Slower than this share of the rate it never gets by scarcity alone. */
const SLOWEST = 0.1;

/** A token bucket of `burst`, refilled by `perSecond`. */
export function createTokenBucket(perSecond: number, burst: number): Allowance {
  let tokens = burst;
  let countedAt = 0;
  let pausedUntil = 0;
  let share = 1;

  const refill = (now: number): void => {
    const from = Math.max(countedAt, Math.min(pausedUntil, now));
    tokens = Math.min(burst, tokens + (Math.max(0, now - from) / 1000) * perSecond * share);
    countedAt = now;
  };

  return {
    freeAt(now) {
      refill(now);
      if (pausedUntil > now) return pausedUntil;
      return tokens >= 1 ? now : now + Math.ceil(((1 - tokens) / (perSecond * share)) * 1000);
    },
    take(now) {
      refill(now);
      tokens -= 1;
    },
    pause(until) {
      pausedUntil = Math.max(pausedUntil, until);
      tokens = Math.min(tokens, 1);
    },
    remaining(count, now) {
      refill(now);
      tokens = Math.min(tokens, count);
      share = Math.max(SLOWEST, Math.min(1, count / SCARCE));
    },
  };
}

/** At most `count` requests in any `windowMs`: Resource Graph counts so. */
export function createSlidingWindow(count: number, windowMs: number): Allowance {
  const taken: number[] = [];
  let pausedUntil = 0;
  return {
    freeAt(now) {
      while (taken[0] !== undefined && taken[0] <= now - windowMs) taken.shift();
      const oldest = taken.length < count ? undefined : taken[0];
      return Math.max(pausedUntil, oldest === undefined ? now : oldest + windowMs);
    },
    take(now) {
      taken.push(now);
    },
    pause(until) {
      pausedUntil = Math.max(pausedUntil, until);
    },
    remaining() {
      // Resource Graph says when its quota comes back; the governor pauses until then.
    },
  };
}
