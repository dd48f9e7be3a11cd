import { canonicalLine } from '#domain/canonical-json.ts';
import { type Finding, findingKey } from '#domain/finding.ts';
import type { ClaimResult } from '#domain/scan.ts';
import type { ClaimStatus } from '#domain/status.ts';

/** What a verdict says. */
export interface ComparedVerdict {
  readonly status: Finding['status'];
  readonly expected: unknown;
  readonly observed: unknown;
  readonly reason: string;
}

/** One thing that a re-performance saw otherwise. */
export type ReplayDifference =
  | {
      readonly kind: 'verdict';
      readonly document: string;
      readonly claim: string;
      readonly check: string;
      readonly resourceId: string;
      /** null: the snapshot has none. */
      readonly recorded: ComparedVerdict | null;
      /** null: the answers give none. */
      readonly replayed: ComparedVerdict | null;
      /** Whether this program's check is another one than the snapshot's. */
      readonly checkChanged: boolean;
    }
  | {
      readonly kind: 'claim';
      readonly document: string;
      readonly claim: string;
      readonly recorded: ClaimStatus | null;
      readonly replayed: ClaimStatus | null;
      /** Set where today's questions stand for the checks of then, and tell it otherwise; or need what was not asked then. */
      readonly because?: 'asked-anew' | 'not-asked-then';
      /** Of the status that they come to. */
      readonly reason?: string | null;
    }
  | { readonly kind: 'question'; readonly question: string }
  | { readonly kind: 'stopped'; readonly reason: string };

/** Whether two findings say the same: status, expected, observed, reason. */
export function hasSameVerdict(a: Finding, b: Finding): boolean {
  return canonicalLine(verdictOf(a)) === canonicalLine(verdictOf(b));
}

/** Every verdict and every claim's status that is not the same in both; the snapshot's first, in its order. */
export function compareResults(
  recorded: readonly ClaimResult[],
  replayed: readonly ClaimResult[],
  changedChecks: ReadonlySet<string>,
): readonly ReplayDifference[] {
  const differences: ReplayDifference[] = [];
  const again = new Map(replayed.map((claim) => [claimKey(claim), claim]));
  for (const claim of recorded) {
    const other = again.get(claimKey(claim));
    again.delete(claimKey(claim));
    differences.push(...compareFindings(claim.findings, other?.findings ?? [], changedChecks));
    if (other?.status !== claim.status) differences.push(claimDifference(claim, other));
  }
  for (const claim of again.values()) {
    differences.push(...compareFindings([], claim.findings, changedChecks));
    differences.push(claimDifference(undefined, claim));
  }
  return differences;
}

function compareFindings(
  recorded: readonly Finding[],
  replayed: readonly Finding[],
  changedChecks: ReadonlySet<string>,
): readonly ReplayDifference[] {
  const again = new Map(replayed.map((finding) => [findingKey(finding), finding]));
  const differences: ReplayDifference[] = [];
  const tell = (one: Finding, was: Finding | undefined, is: Finding | undefined): void => {
    const { document, claim, check, resourceId } = one;
    differences.push({
      kind: 'verdict',
      document,
      claim,
      check,
      resourceId,
      recorded: was === undefined ? null : verdictOf(was),
      replayed: is === undefined ? null : verdictOf(is),
      checkChanged: changedChecks.has(check),
    });
  };
  for (const finding of recorded) {
    const other = again.get(findingKey(finding));
    again.delete(findingKey(finding));
    if (other === undefined || !hasSameVerdict(finding, other)) tell(finding, finding, other);
  }
  for (const finding of again.values()) tell(finding, undefined, finding);
  return differences;
}

function claimDifference(
  recorded: ClaimResult | undefined,
  replayed: ClaimResult | undefined,
): ReplayDifference {
  const { document = '', id = '' } = recorded ?? replayed ?? {};
  return {
    kind: 'claim',
    document,
    claim: id,
    recorded: recorded?.status ?? null,
    replayed: replayed?.status ?? null,
  };
}

/** What a verdict says, as the evidence has it. */
export function verdictOf({ status, expected, observed, reason }: Finding): ComparedVerdict {
  // A value that JSON has no word for is null in the evidence.
  return { status, expected: expected ?? null, observed: observed ?? null, reason };
}

/** A claim's identity. */
export function claimKey({ document, id }: ClaimResult): string {
  return `${document}\u001f${id}`;
}
