import { findingKey } from '#domain/finding.ts';
import type { ScanResult } from '#domain/scan.ts';

/** The same with its verdicts in one order, whichever answer came first: what is so today as well stands where it stood yesterday. */
export function resultInOrder(result: ScanResult): ScanResult {
  const claims = result.claims.map((claim) => {
    const keyed = claim.findings.map((finding) => ({
      finding,
      key: `${finding.resourceId.toLowerCase()}\n${findingKey(finding)}`,
    }));
    keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
    return { ...claim, findings: keyed.map(({ finding }) => finding) };
  });
  return { ...result, claims };
}
