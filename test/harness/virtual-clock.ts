import type { Clock } from '#domain/clock.ts';

/** Time that passes only when somebody sleeps. */
export function createVirtualClock(): Clock {
  let now = 1_000_000;
  return {
    now: () => now,
    sleep(milliseconds, signal) {
      return new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
        setImmediate(() => {
          if (signal.aborted) return;
          now += milliseconds;
          resolve();
        });
      });
    },
  };
}
