import type { Logger } from 'pino';
import type { AlertChannel } from '#alerting/channel.ts';
import type { StateStore } from '#domain/state-store.ts';

/**
 * Says at the start which messages wait for channels that are no longer configured, and which open alerts cannot be ended where
 * they were told, because the address or key that they were told with is gone (alerting A12: keep it as a previous one until then).
 */
export async function warnOfLostWays(
  store: Pick<StateStore, 'outbox' | 'openAlerts'>,
  channels: readonly AlertChannel[],
  log: Pick<Logger, 'warn'>,
): Promise<void> {
  const byName = new Map(channels.map((channel) => [channel.name, channel]));
  const orphaned = (await store.outbox.waitingChannels()).filter((name) => !byName.has(name));
  if (orphaned.length > 0)
    log.warn({ channels: orphaned }, 'messages wait for channels that are not configured');
  const lost = new Map<string, string[]>();
  for (const { id, destinations } of await store.openAlerts()) {
    for (const { channel, destinationVersion } of destinations) {
      const known = byName.get(channel)?.destinationVersions ?? [];
      if (known.includes(destinationVersion)) continue;
      const way = `${channel} ${destinationVersion}`;
      lost.set(way, [...(lost.get(way) ?? []), id]);
    }
  }
  for (const [way, alerts] of lost)
    log.warn(
      { way, alerts: alerts.slice(0, 20), count: alerts.length },
      'open alerts were told with an address or key that is not configured any more; their end cannot be told there',
    );
}
