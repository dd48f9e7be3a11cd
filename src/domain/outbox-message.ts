import type { Notification } from './alert.ts';
import type { Instant } from './instant.ts';

/** The word of the outbox for what a message does at its receiver. `ack`, `digest` and `test` carry no alert's opening or end. */
export type MessageKind = 'trigger' | 'update' | 'ack' | 'resolve' | 'digest' | 'test';

/** A notification on its way to one channel. Holds no secret: addresses and keys are put in when it is sent. */
export interface OutboxMessage {
  /** The same for the same notification and channel. */
  readonly id: string;
  readonly alertId: string;
  readonly sequence: number;
  readonly channel: string;
  /** Which version of the channel's settings was in force when the alert was raised. */
  readonly destinationVersion: string;
  readonly kind: MessageKind;
  readonly notification: Notification;
  readonly createdAt: Instant;
}

/** A message that one deliverer holds until its lease ends. */
export interface LeasedMessage extends OutboxMessage {
  /** 1 for the first try. */
  readonly attempt: number;
}

/** The end of one try. */
export type DeliveryResult =
  | { readonly outcome: 'delivered'; readonly responseId: string | null }
  | { readonly outcome: 'retry'; readonly reason: string; readonly notBefore: Instant }
  | { readonly outcome: 'dead'; readonly reason: string };

/** Final states, and what a person asks of the outbox. */
export type MessageState =
  | 'queued'
  | 'sending'
  | 'delivered'
  | 'accepted_unconfirmed'
  | 'superseded'
  | 'dead';

/** The durable queue between deciding and sending. Each call is durable when it returns. */
export interface Outbox {
  /**
   * Leases the next message that is due for a channel: of each alert the lowest unfinished number, so that an end never overtakes
   * its beginning. Updates that a later message makes pointless, and an end whose beginning never arrived, become `superseded`.
   */
  leaseNext(channel: string, now: Instant, leaseUntil: Instant): Promise<LeasedMessage | undefined>;
  /** Writes down how a try ended. A message that is no longer leased stays as it is. */
  settle(messageId: string, result: DeliveryResult, at: Instant, tookMs: number): Promise<void>;
  /** Gives back every message whose lease ended before `now`; with `all`, whatever is leased (nobody else delivers at start). */
  releaseLeases(now: Instant, all: boolean): Promise<number>;
  /** When the next message of the channel becomes due; undefined while there is none waiting. */
  nextDue(channel: string): Promise<Instant | undefined>;
  countsByState(): Promise<Readonly<Partial<Record<MessageState, number>>>>;
  /** Channels that have unfinished messages. */
  waitingChannels(): Promise<readonly string[]>;
  /** Messages that will not be tried again, newest first. */
  deadLetters(): Promise<readonly (OutboxMessage & { readonly reason: string })[]>;
}
