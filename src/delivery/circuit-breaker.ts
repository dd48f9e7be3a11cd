/** After so many failures in a row a destination counts as not there. */
const TOLERATED = 5;
const BASE_MS = 1_000;
const CAP_MS = 60_000;

/**
 * Spares a destination that does not answer: after five failures in a row only one try is made per pause, and the pause doubles
 * from two seconds up to a minute. The first success ends it.
 */
export interface CircuitBreaker {
  /** Until when nothing is to be tried, milliseconds since the epoch; undefined: tries are welcome. */
  pausedUntil(nowMs: number): number | undefined;
  succeeded(): void;
  failed(nowMs: number): void;
}

/** Creates one that lets everything through. */
export function createCircuitBreaker(): CircuitBreaker {
  let failures = 0;
  let until = 0;
  return {
    pausedUntil: (nowMs) => (until > nowMs ? until : undefined),
    succeeded() {
      failures = 0;
      until = 0;
    },
    failed(nowMs) {
      failures += 1;
      if (failures < TOLERATED) return;
      until = nowMs + Math.min(CAP_MS, BASE_MS * 2 ** Math.min(failures - TOLERATED + 1, 20));
    },
  };
}
