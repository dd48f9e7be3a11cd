import type { AlertChannel } from '#alerting/channel.ts';
import type { Notification } from '#domain/alert.ts';
import type { Clock } from '#domain/clock.ts';
import { createPost, type PostRequest } from './post.ts';
import { type AddressSettings, addressesOf } from './webhook-address.ts';

/** What one kind of chat does differently from another. */
export interface ChatForm {
  readonly type: string;
  readonly minIntervalMs: number;
  readonly render: (notification: Notification) => string;
  readonly judge: NonNullable<PostRequest['judge']>;
}

/**
 * A chat that is told by posting JSON to a secret address. Throws a ConfigurationError for an address that is not https; it does
 * not name it.
 */
export function createAddressChannel(
  { type, minIntervalMs, render, judge }: ChatForm,
  settings: AddressSettings,
  clock: Pick<Clock, 'now'>,
): AlertChannel {
  const addresses = addressesOf(settings);
  const post = createPost(settings);
  return {
    type,
    name: settings.name,
    pages: settings.pages,
    minIntervalMs,
    destinationVersion: addresses.inForce,
    destinationVersions: addresses.versions,
    async deliver(message, signal) {
      const destination = addresses.keyFor(message);
      if ('failed' in destination) return destination.failed;
      return await post(
        {
          address: destination.key,
          headers: { 'content-type': 'application/json; charset=utf-8' },
          body: render(message.notification),
          nowMs: clock.now(),
          judge,
        },
        signal,
      );
    },
  };
}
