import type { Notification } from '#domain/alert.ts';

/** How one try of sending ended. `retryAfterMs`: what the receiver asked for, already within sane limits. */
export type Delivery =
  | { readonly outcome: 'delivered'; readonly responseId?: string }
  | {
      readonly outcome: 'failed';
      /** A few words without address, key or message text of the receiver. */
      readonly reason: string;
      readonly retryable: boolean;
      readonly retryAfterMs?: number;
    };

/** A destination of alerts. It neither retries nor sleeps nor remembers. */
export interface AlertChannel {
  /** e.g. `webhook`. */
  readonly type: string;
  /** As configured; messages in the outbox refer to it. */
  readonly name: string;
  /** One try. Throws for a bug only. */
  deliver(notification: Notification, signal: AbortSignal): Promise<Delivery>;
}

/** Where an alert goes: a channel, and which version of its settings is in force. */
export interface Route {
  readonly channel: string;
  readonly destinationVersion: string;
}
