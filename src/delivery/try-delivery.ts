import type { AlertChannel, Delivery } from '#alerting/channel.ts';
import { retryDelayMs } from '#alerting/retry-delay.ts';
import { toInstant, toMilliseconds } from '#domain/instant.ts';
import type { DeliveryResult, LeasedMessage } from '#domain/outbox-message.ts';
import { failureWord } from './failure-word.ts';

/** Longest pause between two tries: what wakes somebody is tried again sooner. Source: alerting A21. */
const PAGE_CAP_MS = 5 * 60_000;
const OTHER_CAP_MS = 30 * 60_000;

/** An end must go where its beginning went; any other place would be told of an alert that it does not know. */
const GONE_VERSION = 'the address or key that was told of the beginning is no longer configured';

/** One try; a channel that throws has a bug, and must not lose the message for it. */
export async function tryDelivery(
  channel: AlertChannel,
  message: LeasedMessage,
  signal: AbortSignal,
): Promise<Delivery> {
  const isUsable = channel.destinationVersions.includes(message.destinationVersion);
  if (message.kind === 'resolve' && !isUsable)
    return { outcome: 'failed', reason: GONE_VERSION, retryable: false };
  try {
    return await channel.deliver(message, signal);
  } catch {
    return { outcome: 'failed', reason: 'the channel failed', retryable: true };
  }
}

/** What follows from a try for its message. `random` is from 0 up to but not including 1. */
export function resultOf(
  delivery: Delivery,
  message: Pick<LeasedMessage, 'attempt' | 'createdAt'>,
  pages: boolean,
  nowMs: number,
  random: number,
): DeliveryResult {
  const status = delivery.status ?? null;
  if (delivery.outcome !== 'failed')
    return { outcome: delivery.outcome, responseId: delivery.responseId ?? null, status };
  const reason = `${failureWord(delivery)}: ${delivery.reason}`;
  if (!delivery.retryable) return { outcome: 'dead', reason, status };
  const age = nowMs - (toMilliseconds(message.createdAt) ?? nowMs);
  const capMs = pages ? PAGE_CAP_MS : OTHER_CAP_MS;
  const wait = retryDelayMs(message.attempt, age, delivery.retryAfterMs, random, capMs);
  if (wait === undefined)
    return { outcome: 'dead', reason: `${reason}, tried for too long`, status };
  return { outcome: 'retry', reason, status, notBefore: toInstant(nowMs + wait) };
}
