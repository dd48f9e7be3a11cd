import type { Logger } from 'pino';
import type { AlertChannel, Delivery } from '#alerting/channel.ts';
import { retryDelayMs } from '#alerting/retry-delay.ts';
import type { Clock } from '#domain/clock.ts';
import { toInstant, toMilliseconds } from '#domain/instant.ts';
import type { DeliveryResult, LeasedMessage, Outbox } from '#domain/outbox-message.ts';

/** Longer than a try can take: who holds a message beyond this is dead. */
const LEASE_MS = 60_000;
/** How long nothing is looked for when nothing is known to be due; a wake-up call ends it. */
const ROUND_MS = 5_000;
/** How long to leave the state alone after it failed. */
const STORE_TROUBLE_MS = 1_000;

export interface ChannelQueueParts {
  readonly outbox: Outbox;
  readonly channel: AlertChannel;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** From 0 up to but not including 1. */
  readonly random: () => number;
}

/** One channel's messages, one after the other. */
export interface ChannelQueue {
  /** Ends after `finish`, or when the signal that it was made with is aborted. */
  run(): Promise<void>;
  wake(): void;
  /** Each message that is due is tried once more, and then it ends. */
  finish(): void;
}

export function createChannelQueue(parts: ChannelQueueParts, signal: AbortSignal): ChannelQueue {
  const { outbox, channel, clock, log } = parts;
  let nap = new AbortController();
  let isFinishing = false;
  /** Tried since the end began: a second try is for the next start. */
  const lastTries = new Set<string>();

  /** Waits until something is due, something woke it, or it is time to look. */
  async function rest(milliseconds: number): Promise<void> {
    const woken = nap.signal;
    await clock.sleep(milliseconds, AbortSignal.any([signal, woken])).catch(() => undefined);
    if (woken.aborted) nap = new AbortController();
  }

  async function untilNextDue(): Promise<number> {
    const due = toMilliseconds((await outbox.nextDue(channel.name)) ?? '');
    return due === undefined ? ROUND_MS : Math.min(Math.max(due - clock.now(), 1), ROUND_MS);
  }

  async function tryNext(): Promise<boolean> {
    const now = clock.now();
    const message = await outbox.leaseNext(channel.name, toInstant(now), toInstant(now + LEASE_MS));
    if (message === undefined) return false;
    const delivery = await attempt(channel, message, signal);
    const took = clock.now() - now;
    const result = resultOf(delivery, message, clock.now(), parts.random);
    await outbox.settle(message.id, result, toInstant(clock.now()), took);
    const fields = {
      channel: channel.name,
      message: message.id,
      attempt: message.attempt,
      tookMs: took,
    };
    if (result.outcome === 'delivered') log.info(fields, 'alert delivered');
    if (result.outcome === 'retry')
      log.warn(
        { ...fields, reason: result.reason, notBefore: result.notBefore },
        'alert not delivered yet',
      );
    if (result.outcome === 'dead')
      log.error({ ...fields, reason: result.reason }, 'alert cannot be delivered');
    if (!isFinishing) return true;
    const isRepeated = lastTries.has(message.id);
    lastTries.add(message.id);
    return !isRepeated;
  }

  return {
    async run() {
      while (!signal.aborted) {
        try {
          if (await tryNext()) continue;
          if (isFinishing) return;
          await rest(await untilNextDue());
        } catch (error) {
          // The messages are safe in the outbox or were never acknowledged; delivery must outlive a full disk.
          log.error({ err: error, channel: channel.name }, 'the outbox cannot be used');
          if (isFinishing) return;
          await rest(STORE_TROUBLE_MS);
        }
      }
    },
    wake: () => nap.abort(),
    finish() {
      isFinishing = true;
      nap.abort();
    },
  };
}

/** One try; a channel that throws has a bug, and must not lose the message for it. */
async function attempt(
  channel: AlertChannel,
  message: LeasedMessage,
  signal: AbortSignal,
): Promise<Delivery> {
  try {
    return await channel.deliver(message.notification, signal);
  } catch {
    return { outcome: 'failed', reason: 'the channel failed', retryable: true };
  }
}

function resultOf(
  delivery: Delivery,
  message: LeasedMessage,
  nowMs: number,
  random: () => number,
): DeliveryResult {
  if (delivery.outcome === 'delivered') {
    return { outcome: 'delivered', responseId: delivery.responseId ?? null };
  }
  const { reason } = delivery;
  if (!delivery.retryable) return { outcome: 'dead', reason };
  const age = nowMs - (toMilliseconds(message.createdAt) ?? nowMs);
  const wait = retryDelayMs(message.attempt, age, delivery.retryAfterMs, random());
  if (wait === undefined) return { outcome: 'dead', reason: `${reason}, tried for too long` };
  return { outcome: 'retry', reason, notBefore: toInstant(nowMs + wait) };
}
