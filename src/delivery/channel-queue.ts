import type { Logger } from 'pino';
import type { AlertChannel, Delivery } from '#alerting/channel.ts';
import type { Clock } from '#domain/clock.ts';
import { toInstant, toMilliseconds } from '#domain/instant.ts';
import type { DeliveryResult, LeasedMessage, Outbox } from '#domain/outbox-message.ts';
import { createCircuitBreaker } from './circuit-breaker.ts';
import { resultOf, tryDelivery } from './try-delivery.ts';

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
  /** Called when a message will not be tried again. */
  readonly onDead: () => void;
}

/** One channel's messages, one after the other. */
export interface ChannelQueue {
  /** Ends after `finish`, or when the signal that it was made with is aborted. */
  run(): Promise<void>;
  wake(): void;
  /** Each message that is due is tried once more, and then it ends. */
  finish(): void;
}

/**
 * Creates a channel's queue. It keeps the channel's pace, spares a destination that does not answer, and gives up everything at
 * once for one that says it is gone.
 */
export function createChannelQueue(parts: ChannelQueueParts, signal: AbortSignal): ChannelQueue {
  const { outbox, channel, clock, log } = parts;
  const breaker = createCircuitBreaker();
  let nap = new AbortController();
  let isFinishing = false;
  let nextTryMs = 0;
  /** Why nothing is sent there any more; until the service starts anew. */
  let gone: string | undefined;
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
    const wait = due === undefined ? ROUND_MS : Math.max(due - clock.now(), 1);
    return Math.min(wait, ROUND_MS);
  }

  async function send(message: LeasedMessage): Promise<Delivery> {
    if (gone !== undefined) return { outcome: 'failed', reason: gone, retryable: false };
    // The pace is no reason to wake up for; whoever stops the queue breaks it off.
    const wait = nextTryMs - clock.now();
    if (wait > 0) await clock.sleep(wait, signal).catch(() => undefined);
    const delivery = await tryDelivery(channel, message, signal);
    nextTryMs = clock.now() + channel.minIntervalMs;
    return delivery;
  }

  function learn(delivery: Delivery): void {
    if (delivery.outcome !== 'failed') return breaker.succeeded();
    if (delivery.retryable) breaker.failed(clock.now());
    // A refusal of this one message shows that somebody is there.
    else breaker.succeeded();
    if (delivery.isGone === true)
      gone = `${delivery.reason}: the receiver is gone, nothing is sent there until the next start`;
  }

  async function tryNext(): Promise<boolean> {
    const paused = breaker.pausedUntil(clock.now());
    if (paused !== undefined) return false;
    const now = clock.now();
    const message = await outbox.leaseNext(channel, toInstant(now), toInstant(now + LEASE_MS));
    if (message === undefined) return false;
    const delivery = await send(message);
    learn(delivery);
    const tookMs = clock.now() - now;
    const result = resultOf(delivery, message, channel.pages, clock.now(), parts.random());
    await outbox.settle(message.id, result, toInstant(clock.now()), tookMs);
    tell(message, result, tookMs);
    if (!isFinishing) return true;
    const isRepeated = lastTries.has(message.id);
    lastTries.add(message.id);
    return !isRepeated;
  }

  function tell({ id, attempt }: LeasedMessage, result: DeliveryResult, tookMs: number): void {
    const fields = { channel: channel.name, message: id, attempt, tookMs };
    switch (result.outcome) {
      case 'delivered':
        return log.info(fields, 'alert delivered');
      case 'accepted_unconfirmed':
        return log.info(fields, 'alert accepted');
      case 'retry': {
        const { reason, notBefore } = result;
        return log.warn({ ...fields, reason, notBefore }, 'alert not delivered yet');
      }
      case 'dead':
        log.error({ ...fields, reason: result.reason }, 'alert cannot be delivered');
        return parts.onDead();
    }
  }

  async function pause(): Promise<void> {
    const paused = breaker.pausedUntil(clock.now());
    if (paused === undefined) await rest(await untilNextDue());
    else await rest(paused - clock.now());
  }

  return {
    async run() {
      while (!signal.aborted) {
        try {
          if (await tryNext()) continue;
          if (isFinishing) return;
          await pause();
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
