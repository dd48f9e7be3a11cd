import type { AlertChannel } from '#alerting/channel.ts';
import type { Clock } from '#domain/clock.ts';
import { createPost } from './post.ts';
import { renderTeamsMessage } from './teams-card.ts';
import { type AddressSettings, addressesOf } from './webhook-address.ts';

const MIN_INTERVAL_MS = 1_000;

/**
 * Tells a Teams channel through a workflow webhook. The workflow answers before it posts, so that no success is certain (A25).
 * Throws a ConfigurationError for an address that is not https; it does not name it.
 */
export function createTeamsChannel(
  settings: AddressSettings,
  clock: Pick<Clock, 'now'>,
): AlertChannel {
  const addresses = addressesOf(settings);
  const post = createPost(settings);
  return {
    type: 'teams',
    name: settings.name,
    pages: settings.pages,
    minIntervalMs: MIN_INTERVAL_MS,
    destinationVersion: addresses.inForce,
    destinationVersions: addresses.versions,
    async deliver(message, signal) {
      const destination = addresses.keyFor(message);
      if ('failed' in destination) return destination.failed;
      return await post(
        {
          address: destination.key,
          headers: { 'content-type': 'application/json; charset=utf-8' },
          body: renderTeamsMessage(message.notification),
          nowMs: clock.now(),
          judge: (delivered) => ({ ...delivered, outcome: 'accepted_unconfirmed' }),
        },
        signal,
      );
    },
  };
}
