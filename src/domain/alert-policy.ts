import type { AlertKind } from './alert.ts';
import type { Severity } from './severity.ts';

/** What an alert must be like; every member that is there must agree, one of its values suffices. No member: everything. */
export interface AlertMatch {
  readonly kinds?: readonly AlertKind[];
  readonly severities?: readonly Severity[];
  readonly documents?: readonly string[];
  /** Globs. */
  readonly claims?: readonly string[];
  readonly checks?: readonly string[];
  /** Globs of those who have to vouch for a claim, as the documents name them. */
  readonly owners?: readonly string[];
  readonly subscriptions?: readonly string[];
  /** Globs, compared without case. */
  readonly resourceGroups?: readonly string[];
  /** Globs of resource ids, compared without case. */
  readonly resources?: readonly string[];
}

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** A stretch of each day on the clock of a place in which only what is critical is told; the rest waits for one digest. */
export interface QuietHours {
  /** IANA name. */
  readonly timezone: string;
  /** `HH:MM`; the end may lie on the next day. Equal: the whole day. */
  readonly from: string;
  readonly to: string;
  /** Days on which it begins; all when absent. */
  readonly days?: readonly (typeof WEEKDAYS)[number][];
}

/** Who is told of what. The first route that matches counts, and with `continue` the following ones too. */
export interface AlertRoute {
  /** As configured, or `route 1`, `route 2`, … */
  readonly name: string;
  readonly match: AlertMatch;
  readonly channels: readonly string[];
  /** Told when none of `channels` has accepted a critical beginning in time. */
  readonly fallback: readonly string[];
  readonly quiet: QuietHours | null;
  readonly continue: boolean;
}

/** Times of an alert's life. Source: the alerting requirements, "Defaults". */
export interface AlertTiming {
  /** How long a second, direct read may take before an alert fires without it. */
  readonly confirmWithinMs: number;
  /** How long everything must pass before it is over. */
  readonly recoverAfterMs: number;
  readonly remindAfterMs: number;
  readonly remindAcknowledgedAfterMs: number;
  /** The least time between two messages about an alert that goes on. */
  readonly updateEveryMs: number;
  /** How long an accepted answer of the first channels is waited for. */
  readonly fallbackAfterMs: number;
  /** After how many scans what cannot be read is told. */
  readonly blindAfterScans: number;
}

/** How a channel is known to whoever decides what goes where. */
export interface ChannelFacts {
  readonly name: string;
  readonly type: string;
  /** It wakes somebody: without routes of its own it is told only what is critical or high. */
  readonly pages: boolean;
  /** Fingerprint of the address and key that are in force. */
  readonly destinationVersion: string;
}

/** Everything that decides who is told what, and when. */
export interface AlertPolicy {
  /** None: every channel is told everything, those that page only what is critical or high. */
  readonly routes: readonly AlertRoute[];
  /** Told of what no route matches. */
  readonly defaultChannels: readonly string[];
  readonly timing: AlertTiming;
  readonly channels: readonly ChannelFacts[];
  /** Address of the service for people; null: messages name commands instead. */
  readonly publicUrl: string | null;
  /** How the program is called where the service runs, with the options that it needs there; absent: `posture`. */
  readonly command?: string;
  /** IANA name of the zone whose time stands beside UTC in messages; absent: UTC alone. */
  readonly timezone?: string;
  /** The first glob of a claim that matches names the runbook. */
  readonly runbooks: readonly { readonly claims: string; readonly url: string }[];
  /** A claim (its id) that must be broken in every scan; nobody is told of it, but of its holding. */
  readonly canary: string | null;
}
