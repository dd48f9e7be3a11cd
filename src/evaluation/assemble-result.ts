import type { ClaimResult, DocumentResult, ScanResult } from '#domain/scan.ts';
import { type FindingStatus, worstStatus } from '#domain/status.ts';

/** Puts a scan's parts together in the shape of the contract, with its counts. */
export function assembleResult(
  scan: ScanResult['scan'],
  documents: readonly {
    readonly id: string;
    readonly title: string;
    readonly warnings: readonly string[];
  }[],
  claims: readonly ClaimResult[],
): ScanResult {
  return {
    schemaVersion: '1',
    scan,
    documents: documents.map((document) => documentResult(document, claims)),
    claims,
    summary: {
      claims: count(claims.map((claim) => claim.status)),
      findings: countFindings(claims),
    },
  };
}

function documentResult(
  document: { readonly id: string; readonly title: string; readonly warnings: readonly string[] },
  claims: readonly ClaimResult[],
): DocumentResult {
  const statuses = claims
    .filter((claim) => claim.document === document.id)
    .map((claim) => claim.status);
  return {
    id: document.id,
    title: document.title,
    status: worstStatus(statuses) ?? 'vacuous',
    counts: count(statuses),
    warnings: document.warnings,
  };
}

function countFindings(claims: readonly ClaimResult[]): Partial<Record<FindingStatus, number>> {
  const counts = count(claims.flatMap(({ findings }) => findings.map(({ status }) => status)));
  for (const { status, count: more } of claims.flatMap(({ stood = [] }) => stood))
    counts[status] = (counts[status] ?? 0) + more;
  return counts;
}

function count<T extends string>(values: readonly T[]): Partial<Record<T, number>> {
  const counts: Partial<Record<T, number>> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
