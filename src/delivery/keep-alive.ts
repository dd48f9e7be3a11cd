import type { Logger } from 'pino';
import type { AlertChannel } from '#alerting/channel.ts';
import type { Notification } from '#domain/alert.ts';
import type { Clock } from '#domain/clock.ts';
import type { StateReader } from '#domain/state-store.ts';

/** Soon after the start, and after what waits was told. */
const FIRST_MS = 5_000;

export interface KeepAliveParts {
  readonly store: Pick<StateReader, 'openAlerts' | 'messages'>;
  readonly channel: AlertChannel;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'warn' | 'error'>;
}

/** Tells a receiver that forgets again and again what still stands; ends when the signal is aborted. Others need no such thing. */
export async function keepTelling(parts: KeepAliveParts, signal: AbortSignal): Promise<void> {
  const { channel, clock, log } = parts;
  const { keepAlive } = channel;
  if (keepAlive === undefined) return;
  await clock.sleep(FIRST_MS, signal).catch(() => undefined);
  while (!signal.aborted) {
    try {
      const open = await standing(parts);
      const delivery = open.length === 0 ? undefined : await keepAlive.tell(open, signal);
      if (delivery?.outcome === 'failed' && !signal.aborted)
        log.warn(
          { channel: channel.name, reason: delivery.reason },
          'what stands could not be told again',
        );
    } catch (error) {
      log.error({ err: error, channel: channel.name }, 'what stands could not be told again');
    }
    await clock.sleep(keepAlive.everyMs, signal).catch(() => undefined);
  }
}

/** Of each open alert that the channel knows the newest notification that it accepted. */
async function standing({ store, channel }: KeepAliveParts): Promise<readonly Notification[]> {
  const found: Notification[] = [];
  for (const { id, destinations } of await store.openAlerts()) {
    if (!destinations.some((destination) => destination.channel === channel.name)) continue;
    const accepted = (await store.messages(id)).filter(
      ({ message, state }) => message.channel === channel.name && state === 'delivered',
    );
    const newest = accepted.toSorted((a, b) => b.message.sequence - a.message.sequence)[0];
    if (newest !== undefined && newest.message.kind !== 'resolve')
      found.push(newest.message.notification);
  }
  return found;
}
