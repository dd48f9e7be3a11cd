import type { AlertChannel } from '#alerting/channel.ts';
import type { Clock } from '#domain/clock.ts';
import { ConfigurationError } from '#domain/errors.ts';
import type { Secret } from '#domain/secret.ts';
import { renderCloudEvent } from './cloud-event.ts';
import { createPost } from './post.ts';
import { createSigner } from './standard-webhook.ts';

/** A webhook with its secrets at hand. */
export interface WebhookSettings {
  readonly name: string;
  /** `https:`; `http:` on loopback alone. */
  readonly url: Secret;
  /** Keys to sign with, the newest first; none: unsigned. */
  readonly keys: readonly Secret[];
}

/**
 * Posts each notification as a CloudEvent with the headers of Standard Webhooks; `webhook-id` is the same on every try, so that a
 * receiver can leave out what it has seen. Throws a ConfigurationError for an address that is not https; it does not name it.
 */
export function createWebhookChannel(
  settings: WebhookSettings,
  clock: Pick<Clock, 'now'>,
): AlertChannel {
  const address = settings.url.reveal();
  if (!isAllowed(address)) {
    throw new ConfigurationError(
      'ALERT_WEBHOOK_ADDRESS',
      `The address of webhook ${settings.name} must begin with https:// and hold no user name or password.`,
    );
  }
  const post = createPost(address);
  const sign = createSigner(settings.keys.map((key) => key.reveal()));
  const isSigned = settings.keys.length > 0;
  return {
    type: 'webhook',
    name: settings.name,
    async deliver(notification, signal) {
      const body = renderCloudEvent(notification);
      const nowMs = clock.now();
      const timestamp = Math.floor(nowMs / 1_000);
      const headers = {
        'content-type': 'application/cloudevents+json; charset=utf-8',
        'webhook-id': notification.id,
        'webhook-timestamp': String(timestamp),
        ...(isSigned ? { 'webhook-signature': sign(notification.id, timestamp, body) } : {}),
      };
      return await post(headers, body, nowMs, signal);
    },
  };
}

function isAllowed(address: string): boolean {
  const url = URL.parse(address);
  if (url === null || url.username !== '' || url.password !== '') return false;
  const isLoopback = ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback);
}
