import type { Clock } from '#domain/clock.ts';
import type { Allowance } from './token-bucket.ts';

/** The requests of one subscription (or of Resource Graph) on their way out: first come, first served. */
export interface Lane {
  /** Waits for this request's turn; rejects with the signal's reason. `ticket` keeps a repeated request's old place. */
  turn(family: string, ticket: number, signal: AbortSignal): Promise<void>;
  readonly whole: Allowance;
  /** One provider's share: a provider that is throttled does not hold up the others. */
  family(name: string): Allowance;
}

interface Waiter {
  readonly family: Allowance;
  readonly ticket: number;
  readonly go: () => void;
  readonly giveUp: (reason: unknown) => void;
}

/** `closing` ends the lane's own waiting when the program stops. */
export function createLane(options: {
  readonly whole: Allowance;
  readonly createFamily: () => Allowance;
  readonly clock: Clock;
  readonly closing: AbortSignal;
}): Lane {
  const { whole, clock, closing } = options;
  const families = new Map<string, Allowance>();
  const waiters: Waiter[] = [];
  // Set while the pump sleeps: a new waiter may be free to go sooner than those that it sleeps for.
  let sleeping: AbortController | undefined;

  const family = (name: string): Allowance => {
    const known = families.get(name) ?? options.createFamily();
    families.set(name, known);
    return known;
  };

  const serve = (): number | undefined => {
    for (;;) {
      const now = clock.now();
      let soonest: number | undefined;
      let served = false;
      for (const [index, waiter] of waiters.entries()) {
        const freeAt = Math.max(whole.freeAt(now), waiter.family.freeAt(now));
        if (freeAt <= now) {
          whole.take(now);
          waiter.family.take(now);
          waiters.splice(index, 1);
          waiter.go();
          served = true;
          break;
        }
        soonest = Math.min(soonest ?? freeAt, freeAt);
        if (whole.freeAt(now) > now) break;
      }
      if (!served) return soonest === undefined ? undefined : soonest - now;
    }
  };

  const pump = async (): Promise<void> => {
    for (;;) {
      const waitMs = serve();
      if (waitMs === undefined) {
        // In the same breath as the look at the queue, or a waiter that comes now would find nobody to wake.
        sleeping = undefined;
        return;
      }
      const sleep = new AbortController();
      sleeping = sleep;
      try {
        await clock.sleep(waitMs, sleep.signal);
      } catch (error) {
        if (!sleep.signal.aborted) throw error;
      }
    }
  };

  const wake = (): void => {
    if (sleeping === undefined) void pump();
    else sleeping.abort();
  };

  closing.addEventListener('abort', () => {
    for (const waiter of waiters.splice(0)) waiter.giveUp(closing.reason);
    sleeping?.abort();
  });

  return {
    whole,
    family,
    async turn(name, ticket, signal) {
      signal.throwIfAborted();
      closing.throwIfAborted();
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const waiter: Waiter = { family: family(name), ticket, go: resolve, giveUp: reject };
      const place = waiters.findIndex((other) => other.ticket > ticket);
      waiters.splice(place === -1 ? waiters.length : place, 0, waiter);
      const leave = (): void => {
        const index = waiters.indexOf(waiter);
        if (index !== -1) waiters.splice(index, 1);
        reject(signal.reason);
      };
      signal.addEventListener('abort', leave, { once: true });
      wake();
      try {
        await promise;
      } finally {
        signal.removeEventListener('abort', leave);
      }
    },
  };
}
