import type { ClaimChange } from '#domain/change.ts';
import type { Instant } from '#domain/instant.ts';
import type { RecordedClaim } from '#domain/recorded.ts';
import type { ClaimResult } from '#domain/scan.ts';

export interface ClaimDifference {
  /** The results with `since`. */
  readonly claims: readonly ClaimResult[];
  readonly recorded: readonly RecordedClaim[];
  readonly changes: readonly ClaimChange[];
}

/**
 * Compares the claims' statuses with the recorded ones. `since` is kept while the status stays; a claim that is broken before and
 * after it could not be verified is broken since the first of the two, as its findings are.
 */
export function compareClaims(
  previous: readonly RecordedClaim[],
  current: readonly ClaimResult[],
  at: Instant,
): ClaimDifference {
  const known = new Map(previous.map((claim) => [keyOf(claim.document, claim.claim), claim]));
  const claims: ClaimResult[] = [];
  const recorded: RecordedClaim[] = [];
  const changes: ClaimChange[] = [];
  for (const result of current) {
    const { document, id: claim, status, reason } = result;
    const before = known.get(keyOf(document, claim));
    const since = sinceOf(before, result, at);
    const brokenSince = brokenSinceOf(before, result, since);
    claims.push({ ...result, since });
    recorded.push({ document, claim, status, since, reason, brokenSince });
    if (before?.status !== status) {
      changes.push({ document, claim, at, from: before?.status ?? null, to: status, reason });
    }
  }
  return { claims, recorded, changes };
}

function sinceOf(before: RecordedClaim | undefined, { status }: ClaimResult, at: Instant): Instant {
  if (before?.status === status) return before.since;
  return status === 'broken' ? (before?.brokenSince ?? at) : at;
}

function brokenSinceOf(
  before: RecordedClaim | undefined,
  { status }: ClaimResult,
  since: Instant,
): Instant | null {
  if (status === 'broken') return since;
  return status === 'unverified' ? (before?.brokenSince ?? null) : null;
}

/** No id contains the divider. */
function keyOf(document: string, claim: string): string {
  return `${document}\u001f${claim}`;
}
