import type { ClaimResult, ScanResult } from '#domain/scan.ts';

/**
 * The result as the contract's scan-result schema has it, piece by piece, one line per finding. A value that is undefined becomes
 * null, so that no member disappears.
 */
export function* jsonPieces(result: ScanResult): Generator<string> {
  const { claims, ...rest } = result;
  for (const [index, [name, value]] of Object.entries(rest).entries()) {
    yield `${index === 0 ? '{' : ','}\n  ${jsonLine(name)}: ${jsonLine(value)}`;
  }
  yield ',\n  "claims": [';
  for (const [index, claim] of claims.entries()) {
    yield index === 0 ? '\n    ' : ',\n    ';
    yield* claimPieces(claim);
  }
  yield claims.length === 0 ? ']\n}\n' : '\n  ]\n}\n';
}

function* claimPieces({ findings, ...claim }: ClaimResult): Generator<string> {
  yield `${jsonLine(claim).slice(0, -1)},"findings":[`;
  for (const [index, finding] of findings.entries()) {
    yield `${index === 0 ? '' : ','}\n      ${jsonLine(finding)}`;
  }
  yield findings.length === 0 ? ']}' : '\n    ]}';
}

/** As one line; a value that is undefined becomes null, so that no member disappears. */
export function jsonLine(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) => member ?? null);
}
