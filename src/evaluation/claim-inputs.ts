import type { BoundDocument, Claim } from '#domain/document.ts';
import type { Finding } from '#domain/finding.ts';
import type { FindingCount } from '#domain/recorded.ts';
import type { ClaimStatus } from '#domain/status.ts';
import type { AttestationVerdict } from './attestation.ts';

/** Of one claim: what stands without having been looked at. */
export interface StoodFindings {
  readonly counts: readonly Pick<FindingCount, 'check' | 'status' | 'count'>[];
  readonly figures: readonly Figure[];
}

/** A finding by which a claim's figure is worked out. */
export type Figure = Pick<Finding, 'check' | 'status' | 'observed' | 'reason' | 'resourceId'>;

/** What a claim's status rests on. */
export interface ClaimInputs {
  readonly document: BoundDocument;
  readonly claim: Claim;
  readonly findings: readonly Finding[];
  /** What stands besides without having been looked at; absent: nothing. */
  readonly stood?: StoodFindings;
  /** Checks that the claim names and that do not exist. */
  readonly missingChecks: readonly string[];
  /** Why something in the claim's scope may be unseen; null when everything was seen. */
  readonly blind: string | null;
  /** Checks that give the figure which the claim states; none: there is no such measure. */
  readonly measuredBy?: readonly string[];
  /** Over how many days at most those measure. */
  readonly measuredDays?: number;
  /** Present where the claim demands one. */
  readonly attestation?: AttestationVerdict;
}

/** One of the kinds of a claim, judged by itself. */
export interface Part {
  readonly status: ClaimStatus;
  /** One sentence why; null where there is nothing to explain. */
  readonly reason: string | null;
}
