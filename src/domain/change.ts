import type { ChangeAuthor, Finding } from './finding.ts';
import type { EndedBecause } from './finding-end.ts';
import type { Instant } from './instant.ts';
import type { ClaimStatus } from './status.ts';

/**
 * What became of a finding between two scans.
 * `found-failing`: it failed when it was first seen (first scan, new resource, new claim).
 * `gone`: the resource was *seen* to be gone, in a readable population without it.
 * `left-scope`: it is still there, but the claim no longer speaks of it (scope, tags or group changed).
 * `not-claimed`: the document, the claim or its check is no longer made; nothing is known of it any more.
 */
export type ChangeKind =
  | 'found-failing'
  | 'started-failing'
  | 'stopped-failing'
  | 'became-unreadable'
  | 'readable-again'
  | 'value-changed'
  | 'appeared'
  | 'gone'
  | 'left-scope'
  | 'not-claimed';

export interface Change {
  readonly kind: ChangeKind;
  readonly at: Instant;
  /** The finding as it is now; for `gone`, `left-scope` and `not-claimed` as it was last. */
  readonly finding: Finding;
  /** Status and observed value before; null when there was none. */
  readonly before: { readonly status: Finding['status']; readonly observed: unknown } | null;
  /** How it ended; for `stopped-failing` and whatever has no finding any more. */
  readonly ended?: EndedBecause;
  /** Who removed the resource, or took it out of the scope, where Azure's change records say so. */
  readonly removedBy?: ChangeAuthor | null;
}

/** A claim took another status. */
export interface ClaimChange {
  readonly document: string;
  readonly claim: string;
  readonly at: Instant;
  readonly from: ClaimStatus | null;
  readonly to: ClaimStatus;
  readonly reason: string | null;
}
