import type { Notification } from '#domain/alert.ts';
import type { ChannelFacts } from '#domain/alert-policy.ts';
import type { LeasedMessage } from '#domain/outbox-message.ts';

/** How one try of sending ended. `retryAfterMs`: what the receiver asked for, already within sane limits. */
export type Delivery =
  | {
      /** `accepted_unconfirmed`: the receiver took it, and may still lose it without our ever knowing (Teams answers 202 before it posts). */
      readonly outcome: 'delivered' | 'accepted_unconfirmed';
      readonly responseId?: string;
      /** HTTP or SMTP status, where there is one. */
      readonly status?: number;
    }
  | {
      readonly outcome: 'failed';
      /** A few words without address, key or message text of the receiver. */
      readonly reason: string;
      readonly status?: number;
      readonly retryable: boolean;
      readonly retryAfterMs?: number;
      /** The receiver says that it is gone for good (410): nothing more is sent there until the service starts anew. */
      readonly isGone?: true;
    };

/** A destination of alerts. It neither retries nor sleeps nor remembers. */
export interface AlertChannel extends ChannelFacts {
  /** As configured; messages in the outbox refer to it. */
  readonly name: string;
  /** The least time between two tries, in milliseconds; 0: none. */
  readonly minIntervalMs: number;
  /**
   * Versions of its address and key that can still be used: the one in force first, then those under `previousKeys`. A message whose
   * version is not among them is sent with the one in force, unless it is an end: that one fails for good.
   */
  readonly destinationVersions: readonly string[];
  /** One try. Throws for a bug only. */
  deliver(
    message: Pick<LeasedMessage, 'notification' | 'destinationVersion'>,
    signal: AbortSignal,
  ): Promise<Delivery>;
  /** Only of a receiver that forgets what it is not told again (Alertmanager). */
  readonly keepAlive?: {
    /** How often what still stands is told again, in milliseconds; the first time soon after the start. */
    readonly everyMs: number;
    /**
     * Tells again what is open: of each alert that was sent to this channel and has not ended, the newest notification that was
     * delivered to it. A failure needs no second try before the next time. Throws for a bug only.
     */
    tell(open: readonly Notification[], signal: AbortSignal): Promise<Delivery>;
  };
}
