import type { AlertChannel } from '#alerting/channel.ts';
import type { Clock } from '#domain/clock.ts';
import { createPost } from './post.ts';
import { renderSlackMessage } from './slack-message.ts';
import { type AddressSettings, addressesOf } from './webhook-address.ts';

/** Source: docs.slack.dev, "Rate limits": one message per second and webhook. */
const MIN_INTERVAL_MS = 1_000;

/**
 * Tells a Slack channel through an incoming webhook. Slack knows no key that would make a repeat harmless: each message ends with its
 * reference, so that people can tell. Throws a ConfigurationError for an address that is not https; it does not name it.
 */
export function createSlackChannel(
  settings: AddressSettings,
  clock: Pick<Clock, 'now'>,
): AlertChannel {
  const addresses = addressesOf(settings);
  const post = createPost(settings);
  return {
    type: 'slack',
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
          body: renderSlackMessage(message.notification),
          nowMs: clock.now(),
          // Anything else with a 200 was answered by somebody between us and Slack.
          judge: (delivered, body) =>
            body.trim() === 'ok'
              ? delivered
              : { outcome: 'failed', reason: 'the answer is not that of Slack', retryable: true },
        },
        signal,
      );
    },
  };
}
