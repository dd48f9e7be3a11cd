import { randomInt } from 'node:crypto';
import type { Logger } from 'pino';
import type { AlertChannel } from '#alerting/channel.ts';
import type { Clock } from '#domain/clock.ts';
import { toInstant } from '#domain/instant.ts';
import type { Outbox } from '#domain/outbox-message.ts';
import { createChannelQueue } from './channel-queue.ts';

/** How long a last round of tries may take when the service stops. */
const STOP_MS = 10_000;

export interface DeliveryParts {
  readonly outbox: Outbox;
  readonly channels: readonly AlertChannel[];
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
  const { outbox, channels, clock, log } = parts;
  const released = await outbox.releaseLeases(toInstant(clock.now()), true);
  if (released > 0) log.info({ messages: released }, 'deliveries taken up again');
  const known = new Set(channels.map(({ name }) => name));
  const orphaned = (await outbox.waitingChannels()).filter((name) => !known.has(name));
  if (orphaned.length > 0)
    log.warn({ channels: orphaned }, 'messages wait for channels that are not configured');
  const abort = new AbortController();
  const queues = channels.map((channel) =>
    createChannelQueue({ outbox, channel, clock, log, random: secureRandom }, abort.signal),
  );
  const running = Promise.all(queues.map(async (queue) => await queue.run()));
  return {
    wake() {
      for (const queue of queues) queue.wake();
    },
    async stop() {
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

/** From 0 up to but not including 1. */
function secureRandom(): number {
  return randomInt(2 ** 32) / 2 ** 32;
}
