import type { Logger } from 'pino';
import { fallbackMessages } from '#alerting/messages.ts';
import type { ChannelFacts } from '#domain/alert-policy.ts';
import type { Clock } from '#domain/clock.ts';
import { toInstant } from '#domain/instant.ts';
import type { OutboxMessage } from '#domain/outbox-message.ts';
import type { StateStore } from '#domain/state-store.ts';
import { NOTHING } from './alert-desk.ts';
import type { DecisionLane } from './decision-lane.ts';

export interface FallbackParts {
  readonly store: Pick<StateStore, 'outbox' | 'alert' | 'recordAlerts'>;
  readonly channels: readonly ChannelFacts[];
  /** How long an accepted answer of the first channels is waited for. */
  readonly afterMs: number;
  readonly lane: DecisionLane;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Pick<Logger, 'warn'>;
}

/**
 * Tells the fallback channels of every critical beginning that none of its own channels has accepted in time, or that is dead
 * (alerting A15). Answers how many messages were put in. The alert remembers the new way first: a crash in between tells nobody
 * twice, and the end goes to whomever the beginning went.
 */
export async function addFallbacks(parts: FallbackParts): Promise<number> {
  const { store, channels, clock, log, lane } = parts;
  const before = toInstant(clock.now() - parts.afterMs);
  const needing = await store.outbox.needingFallback(before);
  const told = new Set<string>();
  let added = 0;
  for (const original of needing) {
    const known = channels.filter(({ name }) => original.fallback.includes(name));
    const unknown = original.fallback.filter((name) => !channels.some((one) => one.name === name));
    if (unknown.length > 0)
      log.warn({ channels: unknown }, 'fallback channels are not configured any more');
    // Two ways of one notification may have failed; their common fallback is told once.
    const messages = messagesOf(original, parts).filter(({ id }) => !told.has(id));
    for (const { id } of messages) told.add(id);
    await lane.run(async () => {
      await rememberWays(store, original.alertId, known, toInstant(clock.now()));
      await store.outbox.addFallback(original, messages);
    });
    added += messages.length;
    log.warn(
      { channel: original.channel, message: original.id, told: known.map(({ name }) => name) },
      'a critical alert goes to the fallback channels',
    );
  }
  return added;
}

/** The same notification with the reason why it comes here. */
function messagesOf(original: OutboxMessage, { channels, clock }: FallbackParts) {
  const note = `Told here because ${original.channel} has not accepted it.`;
  const messages = fallbackMessages(original, channels, toInstant(clock.now()));
  return messages.map((message): OutboxMessage => {
    const { notification } = message;
    return {
      ...message,
      notification: { ...notification, notes: [note, ...notification.notes] },
    };
  });
}

async function rememberWays(
  store: FallbackParts['store'],
  alertId: string,
  channels: readonly ChannelFacts[],
  at: string,
): Promise<void> {
  const alert = await store.alert(alertId);
  if (alert === undefined || alert.state === 'resolved') return;
  const known = new Set(alert.destinations.map(({ channel }) => channel));
  const fresh = channels
    .filter(({ name }) => !known.has(name))
    .map(({ name, destinationVersion }) => ({ channel: name, destinationVersion }));
  if (fresh.length === 0) return;
  const destinations = [...alert.destinations, ...fresh];
  await store.recordAlerts({ ...NOTHING, at, alerts: [{ ...alert, destinations }] });
}
