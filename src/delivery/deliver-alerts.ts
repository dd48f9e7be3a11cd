import { randomInt } from 'node:crypto';
import type { Logger } from 'pino';
import type { AlertChannel } from '#alerting/channel.ts';
import type { Clock } from '#domain/clock.ts';
import { toInstant } from '#domain/instant.ts';
import type { StateStore } from '#domain/state-store.ts';
import { createChannelQueue } from './channel-queue.ts';
import type { DecisionLane } from './decision-lane.ts';
import { addFallbacks } from './fallback.ts';
import { keepTelling } from './keep-alive.ts';
import { warnOfLostWays } from './lost-ways.ts';

/** How long a last round of tries may take when the service stops. */
const STOP_MS = 10_000;
/** How often it is looked whether a critical beginning needs another way. */
const FALLBACK_ROUND_MS = 3_000;

export interface DeliveryParts {
  readonly store: Pick<StateStore, 'outbox' | 'alert' | 'openAlerts' | 'messages' | 'recordAlerts'>;
  readonly channels: readonly AlertChannel[];
  readonly fallbackAfterMs: number;
  readonly lane: DecisionLane;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
}

/** The running delivery of alerts. */
export interface RunningDelivery {
  /** Looks for new messages at once instead of at the next round. */
  wake(): void;
  /** Tries each message that is due once more, within ten seconds, and ends. What was not delivered stays in the outbox. */
  stop(): Promise<void>;
}

/**
 * Starts delivering what is in the outbox, every channel in a queue of its own, so that a slow one holds up no other. Everything
 * that a process before this one had in its hands is tried again: at least once, and after a crash at most once more.
 */
export async function startDelivery(parts: DeliveryParts): Promise<RunningDelivery> {
  const { store, channels, clock, log } = parts;
  const { outbox } = store;
  const released = await outbox.releaseLeases(toInstant(clock.now()), true);
  if (released > 0) log.info({ messages: released }, 'deliveries taken up again');
  await warnOfLostWays(store, channels, log);
  const abort = new AbortController();
  const fallbacks = createFallbackRounds(parts, () => wake(), abort.signal);
  const queues = channels.map((channel) =>
    createChannelQueue(
      { outbox, channel, clock, log, random: secureRandom, onDead: () => fallbacks.look() },
      abort.signal,
    ),
  );
  function wake(): void {
    for (const queue of queues) queue.wake();
  }
  const running = Promise.all(queues.map(async (queue) => await queue.run()));
  const telling = new AbortController();
  const told = Promise.all(
    channels.map(
      async (channel) => await keepTelling({ store, channel, clock, log }, telling.signal),
    ),
  );
  return {
    wake,
    async stop() {
      telling.abort();
      await told;
      await fallbacks.stop();
      for (const queue of queues) queue.finish();
      const patience = new AbortController();
      const tooLong = clock.sleep(STOP_MS, patience.signal).then(
        () => abort.abort(),
        () => undefined,
      );
      await running;
      patience.abort();
      await tooLong;
    },
  };
}

/** Looks every few seconds, and at once when something died, whether the fallback channels are to be told. */
function createFallbackRounds(parts: DeliveryParts, wake: () => void, signal: AbortSignal) {
  const { store, channels, fallbackAfterMs: afterMs, lane, clock, log } = parts;
  const stopping = new AbortController();
  let nap = new AbortController();
  async function rounds(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        if ((await addFallbacks({ store, channels, afterMs, lane, clock, log })) > 0) wake();
      } catch (error) {
        log.error({ err: error }, 'the fallback channels could not be told');
      }
      const either = AbortSignal.any([signal, stopping.signal, nap.signal]);
      await clock.sleep(FALLBACK_ROUND_MS, either).catch(() => undefined);
      if (nap.signal.aborted) nap = new AbortController();
    }
  }
  const running = rounds();
  return {
    look: () => nap.abort(),
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

/** From 0 up to but not including 1. */
function secureRandom(): number {
  return randomInt(2 ** 32) / 2 ** 32;
}
