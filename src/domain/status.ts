/**
 * Worst first. The one table that says how statuses fold: of several the worst one stands.
 * Source: the contract's scan-result schema, `claimStatus`.
 */
export const CLAIM_STATUSES = [
  'broken',
  'unverified',
  'expired',
  'vacuous',
  'excepted',
  'reported',
  'attested',
  'holds',
] as const;

export type ClaimStatus = (typeof CLAIM_STATUSES)[number];

export const FINDING_STATUSES = ['fail', 'unknown', 'excepted', 'pass', 'not-applicable'] as const;

export type FindingStatus = (typeof FINDING_STATUSES)[number];

/** The worst of several statuses; undefined for none. */
export function worstStatus(statuses: Iterable<ClaimStatus>): ClaimStatus | undefined {
  const present = new Set(statuses);
  return CLAIM_STATUSES.find((status) => present.has(status));
}

/**
 * Folds the findings of a claim's automatic part. `blind`: something that may hold further resources or settings could not be read.
 * A violation that was seen stands whatever else could not be read; everything else yields to not knowing.
 */
export function foldFindings(findings: Iterable<FindingStatus>, blind: boolean): ClaimStatus {
  const present = new Set(findings);
  if (present.has('fail')) return 'broken';
  if (present.has('unknown') || blind) return 'unverified';
  if (present.has('excepted')) return 'excepted';
  return present.has('pass') ? 'holds' : 'vacuous';
}

/** The law of faults: whatever could not be read, a claim's status stays as it would be without the fault or becomes `unverified`. */
export function mayBecomeUnderFault(without: ClaimStatus, withFault: ClaimStatus): boolean {
  return withFault === without || withFault === 'unverified';
}
