import { StoreError } from '#domain/errors.ts';
import type { Finding } from '#domain/finding.ts';
import type { ClaimResult, ScanResult } from '#domain/scan.ts';
import type { StateReader } from '#domain/state-store.ts';
import type { Stood } from './stood.ts';

/**
 * A recorded scan's result with all findings, also those that stood without having been looked at: they are in the state as they were.
 * Throws a StoreError where the state holds others by now.
 */
export async function wholeResult(
  result: ScanResult,
  stood: Stood,
  state: Pick<StateReader, 'findingsOf'>,
): Promise<ScanResult> {
  if (stood.keys.size === 0) return result;
  const byClaim = new Map<string, Finding[]>();
  for (const key of stood.keys) {
    for (const { finding } of await state.findingsOf(key)) {
      const name = keyOf(finding.document, finding.claim);
      const findings = byClaim.get(name) ?? [];
      byClaim.set(name, findings);
      findings.push(finding);
    }
  }
  return {
    ...result,
    claims: result.claims.map((claim) =>
      completed(claim, byClaim.get(keyOf(claim.document, claim.id)) ?? []),
    ),
  };
}

function completed({ stood = [], ...claim }: ClaimResult, others: readonly Finding[]): ClaimResult {
  const left = new Map(stood.map(({ check, status, count }) => [`${check} ${status}`, count]));
  for (const { check, status } of others) {
    const name = `${check} ${status}`;
    left.set(name, (left.get(name) ?? 0) - 1);
  }
  if (left.values().some((count) => count !== 0))
    throw new StoreError(
      'STORE_MOVED_ON',
      `What the state says of ${claim.id} is no longer what the scan found: it was written since.`,
    );
  return { ...claim, findings: [...claim.findings, ...others] };
}

function keyOf(document: string, claim: string): string {
  return `${document}\u001f${claim}`;
}
