import type { ChangeAuthor, Finding } from './finding.ts';
import type { Instant } from './instant.ts';
import type { ResourceId } from './resource-id.ts';
import type { Problem } from './scan.ts';
import type { Severity } from './severity.ts';
import type { ClaimStatus } from './status.ts';

/** `violation`: claims are broken; `blind`: they could not be verified; `expired`: an attestation is missing or out of date. */
export type AlertKind = 'violation' | 'blind' | 'expired';

/**
 * What its members have in common; one cause is one alert.
 * - `correlation`: Azure says that one operation changed them
 * - `operation`: the same actor through the same operation, within ten minutes of `from`
 * - `scan`: nobody is known yet; seen first by one scan, below one outermost resource (lower case), in one family of checks
 * - `unreadable`: one code of one subscription
 * - `not-understood`: a check met something that it does not know, in one subscription
 * - `document`: claims of one document, for a reason that lies in no subscription
 */
export type AlertCause =
  | { readonly kind: 'correlation'; readonly correlationId: string }
  | {
      readonly kind: 'operation';
      readonly operation: string | null;
      readonly by: string;
      readonly from: Instant;
    }
  | {
      readonly kind: 'scan';
      readonly scanId: string;
      readonly parent: string;
      readonly family: string;
    }
  | { readonly kind: 'unreadable'; readonly subscriptionId: string; readonly code: string }
  | { readonly kind: 'not-understood'; readonly subscriptionId: string; readonly check: string }
  | { readonly kind: 'document'; readonly document: string };

/** Why a member is over: what its finding became. */
export type OverBecause = 'passes' | 'excepted' | 'not-applicable' | 'gone' | 'left-scope';

/** A violation. `failing`: seen so by the last reading; `unreadable`: it could not be looked at since, which mends nothing. */
export interface FindingMember {
  readonly kind: 'finding';
  /** `findingKey`. */
  readonly key: string;
  readonly state: 'failing' | 'unreadable' | 'over';
  /** As it was last seen failing. */
  readonly finding: Finding;
  /** The claim in its published words. */
  readonly summary: string;
  /** What Azure answered before the violation; null where that is not known. */
  readonly from: unknown;
  readonly over: {
    readonly at: Instant;
    readonly because: OverBecause;
    /** What Azure answers now; null for what is gone. */
    readonly observed: unknown;
    readonly changedBy: ChangeAuthor | null;
  } | null;
}

/** Something that cannot be read, counted, with the first few operations. */
export interface ProblemMember {
  readonly kind: 'problem';
  readonly key: string;
  readonly state: 'failing' | 'over';
  readonly subscriptionId: string;
  readonly code: string;
  /** The worst of the claims that it leaves unverified. */
  readonly severity: Severity;
  readonly count: number;
  readonly examples: readonly Problem[];
  /** Claims that are not verified because of it; the first few. */
  readonly claims: readonly ClaimWords[];
}

/** A claim that is not verified for a reason of its own. */
export interface ClaimMember {
  readonly kind: 'claim';
  readonly key: string;
  readonly state: 'failing' | 'over';
  readonly document: string;
  readonly claim: string;
  readonly summary: string;
  readonly severity: Severity;
  readonly status: ClaimStatus;
  readonly reason: string | null;
}

export type AlertMember = FindingMember | ProblemMember | ClaimMember;

/** An alert with its life so far. Members never leave it, they become `over`; it is resolved when all of them are. */
export interface Alert {
  readonly id: string;
  readonly kind: AlertKind;
  readonly cause: AlertCause;
  readonly state: 'firing' | 'resolved';
  readonly severity: Severity;
  readonly openedAt: Instant;
  readonly resolvedAt: Instant | null;
  /** Since when a member cannot be looked at; null while all can. */
  readonly staleSince: Instant | null;
  /** Number of the last notification; 1 is the first. */
  readonly sequence: number;
  readonly members: readonly AlertMember[];
}

/** A claim in its published words. */
export interface ClaimWords {
  readonly document: string;
  readonly claim: string;
  readonly summary: string;
}

export type NotificationKind = 'firing' | 'updated' | 'resolved';

/** One line of a notification. */
export interface NotificationItem {
  readonly document: string | null;
  readonly claim: string | null;
  readonly check: string | null;
  readonly resourceId: ResourceId | null;
  /** The setting before and after; for a resolved alert from the violation to what is there now. */
  readonly from: unknown;
  readonly to: unknown;
  readonly expected: unknown;
  readonly reason: string;
  readonly since: Instant | null;
  readonly changedBy: ChangeAuthor | null;
  /** The exact command that mends it. */
  readonly remediation: string | null;
}

/** What a channel tells. Complete in itself: it is kept in the outbox and sent as it was decided, however late. */
export interface Notification {
  /** The same on every try; has no dot. */
  readonly id: string;
  readonly alertId: string;
  readonly sequence: number;
  readonly kind: NotificationKind;
  readonly about: AlertKind;
  readonly severity: Severity;
  /** In the claim's words. */
  readonly title: string;
  /** The scan's instant. */
  readonly at: Instant;
  readonly openedAt: Instant;
  /** The first author that Azure names; null while not known. */
  readonly who: ChangeAuthor | null;
  readonly claims: readonly ClaimWords[];
  /** The first few; `counts.items` says how many there are. */
  readonly items: readonly NotificationItem[];
  readonly counts: {
    readonly items: number;
    readonly claims: number;
    readonly resources: number;
    /** Members that still fail or cannot be looked at. */
    readonly open: number;
  };
  readonly where: {
    readonly subscriptionIds: readonly string[];
    readonly resourceGroups: readonly string[];
  };
  /** Digests of the unaltered answers; the first few. */
  readonly evidence: readonly string[];
}
