import type { Notification } from './alert.ts';
import type { ChannelFacts } from './alert-policy.ts';
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
  /** Channels that are told instead when this one has not accepted it in time; only for a critical beginning or reminder. */
  readonly fallback: readonly string[];
}

/** A notification that quiet hours keep back from one channel, until they are over. */
export interface HeldNotification {
  readonly id: string;
  readonly channel: string;
  /** The route whose quiet hours hold it. */
  readonly route: string;
  readonly notification: Notification;
  readonly heldAt: Instant;
}

/** A message that one deliverer holds until its lease ends. */
export interface LeasedMessage extends OutboxMessage {
  /** 1 for the first try. */
  readonly attempt: number;
}

/** The end of one try. */
export type DeliveryResult =
  | {
      readonly outcome: 'delivered' | 'accepted_unconfirmed';
      readonly responseId: string | null;
      readonly status: number | null;
    }
  | {
      readonly outcome: 'retry';
      readonly reason: string;
      readonly status: number | null;
      readonly notBefore: Instant;
    }
  | { readonly outcome: 'dead'; readonly reason: string; readonly status: number | null };

/** One message on its way, for people. */
export interface MessageStatus {
  readonly message: OutboxMessage;
  readonly state: MessageState;
  readonly attempts: readonly {
    readonly at: Instant;
    readonly tookMs: number;
    readonly outcome: string;
    readonly status: number | null;
    readonly reason: string | null;
    readonly responseId: string | null;
  }[];
}

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
   * its beginning. Updates that a later message makes pointless become `superseded`; so does a beginning that was never tried and
   * is over already, and for a channel that pages its end with it (others are told the end alone, as a note).
   */
  leaseNext(
    channel: Pick<ChannelFacts, 'name' | 'pages'>,
    now: Instant,
    leaseUntil: Instant,
  ): Promise<LeasedMessage | undefined>;
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
  /**
   * Critical beginnings and reminders with a fallback that no channel of the same notification has accepted, and that are dead or
   * were made before `before`; each once, until `addFallback` was called for it.
   */
  needingFallback(before: Instant): Promise<readonly OutboxMessage[]>;
  /** Puts in what the fallback channels are told instead, in one transaction with the mark that it was done. */
  addFallback(original: OutboxMessage, messages: readonly OutboxMessage[]): Promise<void>;
  /** When the oldest beginning that nobody has accepted was made; undefined when there is none. */
  oldestUndelivered(): Promise<Instant | undefined>;
}
