import { type Finding, findingKey } from '#domain/finding.ts';
import type { ClaimResult } from '#domain/scan.ts';
import { worstStatus } from '#domain/status.ts';

/**
 * A claim with all findings that stand now, those among them that the scan could not look for and that it was therefore not folded
 * from: with one of these it is verified no longer. What is broken stays broken.
 */
export function withUnseen(claim: ClaimResult, findings: readonly Finding[]): ClaimResult {
  const folded = new Set(claim.findings.map(findingKey));
  const unseen = findings.find(
    (finding) => finding.status === 'unknown' && !folded.has(findingKey(finding)),
  );
  if (unseen === undefined) return { ...claim, findings };
  const status = worstStatus([claim.status, 'unverified']) ?? 'unverified';
  if (status === claim.status) return { ...claim, findings };
  return { ...claim, findings, status, reason: `${unseen.resourceId}: ${unseen.reason}` };
}
