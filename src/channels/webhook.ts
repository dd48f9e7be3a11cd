import type { AlertChannel } from '#alerting/channel.ts';
import type { Clock } from '#domain/clock.ts';
import type { Secret } from '#domain/secret.ts';
import { renderAlertmanagerWebhook } from './alertmanager-webhook.ts';
import { renderCloudEvent } from './cloud-event.ts';
import { createDestinations } from './destination.ts';
import { createPost, type PostSettings } from './post.ts';
import { createSigner } from './standard-webhook.ts';
import { checkAddress } from './webhook-address.ts';

/** A webhook with its secrets at hand. */
export interface WebhookSettings extends PostSettings {
  readonly name: string;
  /** `https:`; `http:` on loopback alone. */
  readonly url: Secret;
  /** Keys to sign with, the newest first; none: unsigned. */
  readonly keys: readonly Secret[];
  /** It wakes somebody. */
  readonly pages: boolean;
  /** Of the body; absent: cloudevents. `alertmanager` is what Alertmanager posts to its own webhook receivers (version 4). */
  readonly format?: keyof typeof FORMATS;
}

const FORMATS = {
  cloudevents: {
    render: renderCloudEvent,
    type: 'application/cloudevents+json; charset=utf-8',
  },
  alertmanager: {
    render: renderAlertmanagerWebhook,
    type: 'application/json; charset=utf-8',
  },
} as const;

/**
 * Posts each notification as a CloudEvent, or in Alertmanager's form, with the headers of Standard Webhooks; `webhook-id` is the same on every try, so that a
 * receiver can leave out what it has seen. During a rotation each message carries a signature of every key. Throws a
 * ConfigurationError for an address that is not https; it does not name it.
 */
export function createWebhookChannel(
  settings: WebhookSettings,
  clock: Pick<Clock, 'now'>,
): AlertChannel {
  const address = settings.url.reveal();
  checkAddress(settings.name, address);
  const keys = settings.keys.map((key) => key.reveal());
  const format = FORMATS[settings.format ?? 'cloudevents'];
  const isSigned = keys.length > 0;
  const destinations = createDestinations(isSigned ? keys : [''], (key) => [address, key]);
  const post = createPost(settings);
  const sign = createSigner(keys);
  return {
    type: 'webhook',
    name: settings.name,
    pages: settings.pages,
    minIntervalMs: MIN_INTERVAL_MS,
    destinationVersion: destinations.inForce,
    destinationVersions: destinations.versions,
    async deliver(message, signal) {
      const { notification } = message;
      const destination = destinations.keyFor(message);
      if ('failed' in destination) return destination.failed;
      const body = format.render(notification);
      const nowMs = clock.now();
      const timestamp = Math.floor(nowMs / 1_000);
      const headers = {
        'content-type': format.type,
        'webhook-id': notification.id,
        'webhook-timestamp': String(timestamp),
        ...(isSigned ? { 'webhook-signature': sign(notification.id, timestamp, body) } : {}),
      };
      return await post({ address, headers, body, nowMs }, signal);
    },
  };
}

/** Five messages a second. Source: alerting requirement A20. */
const MIN_INTERVAL_MS = 200;
