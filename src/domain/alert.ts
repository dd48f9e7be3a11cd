import type { FactWords } from './fact-words.ts';
import type { ChangeAuthor, Finding } from './finding.ts';
import type { FindingEnd } from './finding-end.ts';
import type { Instant } from './instant.ts';
import type { ResourceId } from './resource-id.ts';
import type { Problem } from './scan.ts';
import type { Severity } from './severity.ts';
import type { ClaimStatus } from './status.ts';

/**
 * - `violation`: claims are broken
 * - `blind`: they could not be verified, or the monitor itself does not work as it should
 * - `expired`: an attestation is missing or out of date, or soon will be
 * - `flapping`: one setting that keeps breaking and mending
 * - `storm`: more causes at once than anybody can read one by one
 * - `suspect`: so much failed at once, with nobody who changed it, that the monitor is to be doubted first
 * - `left-scope`: claims were broken when the statement ceased to speak of the resource
 */
export const ALERT_KINDS = [
  'violation',
  'blind',
  'expired',
  'flapping',
  'storm',
  'suspect',
  'left-scope',
] as const;

export type AlertKind = (typeof ALERT_KINDS)[number];

/**
 * What its members have in common; one cause is one alert.
 * - `correlation`: Azure says that one operation changed them
 * - `operation`: the same actor through the same operation, within ten minutes of `from`
 * - `scan`: nobody is known yet; seen first by one scan, below one outermost resource (lower case), in one family of checks
 * - `unreadable`: one code of one subscription
 * - `not-understood`: a check met something that it does not know, in one subscription
 * - `document`: claims of one document, for a reason that lies in no subscription
 * - `owner`: claims that one person or team has to vouch for
 * - `monitor`: something that the monitor sees in itself, by its code (see `Symptom`)
 * - `flapping`: one finding, by its key
 * - `left-scope`: one rule by which resources left the scope of one document, in words
 * - `storm`, `suspect`: everything that came up from one instant on; for `suspect` of one check
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
  | { readonly kind: 'document'; readonly document: string }
  | { readonly kind: 'owner'; readonly owner: string }
  | { readonly kind: 'monitor'; readonly code: string }
  | { readonly kind: 'flapping'; readonly finding: string }
  | { readonly kind: 'left-scope'; readonly document: string; readonly rule: string }
  | { readonly kind: 'storm'; readonly from: Instant }
  | { readonly kind: 'suspect'; readonly check: string; readonly from: Instant };

/** A violation. `failing`: seen so by the last reading; `unreadable`: it could not be looked at since, which mends nothing. */
export interface FindingMember {
  readonly kind: 'finding';
  /** `findingKey`. */
  readonly key: string;
  readonly state: 'failing' | 'unreadable' | 'over';
  /** As it was last seen failing. */
  readonly finding: Finding;
  /** The checks of an older version by which it was found, and by whose names it is still routed and silenced; absent for any other. */
  readonly formerly?: readonly string[];
  /** The claim in its published words. */
  readonly summary: string;
  /** The violation as a telephone shows it; absent in what an earlier version has written. */
  readonly words?: FactWords;
  /** What Azure answered before the violation; null where that is not known. */
  readonly from: unknown;
  readonly over: {
    readonly at: Instant;
    readonly because: FindingEnd;
    /** By what, as a clause; absent where it was not kept. */
    readonly how?: string | null;
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
  /** It is over because nobody asks any more, and not because it was read; absent for any other end. */
  readonly isNotAsked?: true;
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
  /** Who has to vouch for it; absent where nobody has to. */
  readonly owner?: string;
  /** It is over because the claim is no longer made; absent for any other end. */
  readonly isNotAsked?: true;
}

/** An alert that another one stands for: part of a storm, or of what makes the monitor suspect. */
export interface AttachedMember {
  readonly kind: 'attached';
  /** The id of the alert. */
  readonly key: string;
  readonly state: 'failing' | 'over';
  readonly title: string;
  readonly severity: Severity;
}

export type AlertMember = FindingMember | ProblemMember | ClaimMember | AttachedMember;

/**
 * - `pending`: seen, but not often enough to wake anybody (what cannot be read, until the second run)
 * - `firing`: it is so, and those who ought to know are told
 * - `recovering`: everything passes, but not for long enough to believe it
 * - `resolved`: over; nothing follows
 */
export type AlertState = 'pending' | 'firing' | 'recovering' | 'resolved';

/** Why nobody is told of an alert that stands; it is listed, counted and recorded all the same. */
export interface Mute {
  readonly because: 'silence' | 'inhibition' | 'storm' | 'suspect' | 'flapping';
  /** The id of the silence, or of the alert that stands for it. */
  readonly by: string;
}

/** A way on which an alert's beginning was sent; its end goes the same way, whatever was configured since. */
export interface AlertDestination {
  readonly channel: string;
  readonly destinationVersion: string;
}

/** An alert with its life so far. Members never leave it, they become `over`; it recovers when all of them are. */
export interface Alert {
  readonly id: string;
  readonly kind: AlertKind;
  readonly cause: AlertCause;
  readonly state: AlertState;
  readonly severity: Severity;
  readonly openedAt: Instant;
  /** Since when everything passes; null unless it is recovering or resolved. */
  readonly recoveringSince: Instant | null;
  readonly resolvedAt: Instant | null;
  /** How many scans have seen it fail, counted up to the number that opens it. */
  readonly scansSeen: number;
  /** Whether a second, direct read saw it too; null where none was made. */
  readonly confirmed: boolean | null;
  readonly mute: Mute | null;
  /** When somebody was last told; null while nobody was. */
  readonly toldAt: Instant | null;
  /** News that was not told yet because the last message is too recent, or because it is muted. */
  readonly hasUntoldNews: boolean;
  readonly destinations: readonly AlertDestination[];
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

/**
 * - `firing`, `updated`, `resolved`: what they say
 * - `reminder`: it still stands, after hours in which nothing was said
 * - `acknowledged`: somebody has taken it
 * - `digest`: everything that quiet hours held back
 * - `test`: nothing is wrong, the way is tried
 */
export type NotificationKind =
  | 'firing'
  | 'updated'
  | 'reminder'
  | 'acknowledged'
  | 'resolved'
  | 'digest'
  | 'test';

/** One line of a notification. */
export interface NotificationItem {
  readonly document: string | null;
  readonly claim: string | null;
  readonly check: string | null;
  readonly resourceId: ResourceId | null;
  /** How the setting is, in a few words; null for what is no violation. Absent in what an earlier version has written, like `property`. */
  readonly fact?: string | null;
  /** What Azure calls the setting whose values `from` and `to` are; null where they name their members themselves. */
  readonly property?: string | null;
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
  /** Resource, fact, claim: what a telephone shows of it. */
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
  /** When it was changed in Azure, by the first author that Azure names; null while not known. `at` and `openedAt` say when it was seen. */
  readonly changedAt: Instant | null;
  /** For the end of violations: the names under which they ended, once each; absent for anything else. */
  readonly ends?: readonly string[];
  /** For an end: since when it was so. */
  readonly resolvedAt: Instant | null;
  readonly confirmed: boolean | null;
  readonly acknowledgedBy: string | null;
  /** Sentences that belong to it and fit nowhere else, e.g. that the author is still looked for; the most important first. */
  readonly notes: readonly string[];
  /** Address of the runbook, from the configuration. */
  readonly runbook: string | null;
  /** Address of the alert, where the configuration says under which address the service is reached. */
  readonly link: string | null;
  /** Commands for whoever reads it. */
  readonly commands: {
    readonly show: string;
    readonly acknowledge: string;
    readonly silence: string;
    /** Of its first claim; null for an alert without one. Absent in what an earlier version has written. */
    readonly explain?: string | null;
  } | null;
  /** Place of the alert's entry in the evidence log, put in when it is recorded; null before, or where no log is kept. */
  readonly logIndex: number | null;
  /** IANA name of the zone whose time stands beside UTC; absent: UTC alone. */
  readonly timezone?: string;
}
