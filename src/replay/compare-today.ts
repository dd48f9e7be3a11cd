import { type Finding, findingKey } from '#domain/finding.ts';
import type { ClaimResult } from '#domain/scan.ts';
import { claimKey, type ReplayDifference, verdictOf } from './compare-results.ts';

/** So many verdicts explain why a claim is told otherwise. */
const SHOWN = 5;

/**
 * What today's questions tell otherwise than the checks that a snapshot was made with: every claim of another status, with what makes
 * it so, and every violation that only one of the two sees. The words of a verdict and what it observes are in another form: they cannot
 * be compared. `wasNotAsked`: whether a verdict lacks an answer that nobody asked for then.
 */
export function compareToday(
  recorded: readonly ClaimResult[],
  replayed: readonly ClaimResult[],
  wasNotAsked: (finding: Finding) => boolean,
): readonly ReplayDifference[] {
  const again = new Map(replayed.map((claim) => [claimKey(claim), claim]));
  return recorded.flatMap((claim): readonly ReplayDifference[] => {
    const other = again.get(claimKey(claim));
    if (other === undefined) return [toldOtherwise(claim, undefined, 'asked-anew')];
    const pairs = pairsOf(claim.findings, other.findings);
    const violations = pairs.filter(([was, is]) => isViolated(was) !== isViolated(is));
    const told = violations.filter(([, is]) => is === undefined || !wasNotAsked(is));
    if (other.status === claim.status) return told.map(toldDifferently);
    const doubts = pairs.filter(
      ([was, is]) => is?.status === 'unknown' && was?.status !== 'unknown',
    );
    const isOnlyNotAsked =
      other.status === 'unverified' &&
      told.length === 0 &&
      doubts.length > 0 &&
      doubts.every(([, is]) => is !== undefined && wasNotAsked(is));
    const shown = isOnlyNotAsked ? [] : [...told, ...doubts.slice(0, SHOWN)];
    const because = isOnlyNotAsked ? 'not-asked-then' : 'asked-anew';
    return [...new Set(shown)].map(toldDifferently).concat(toldOtherwise(claim, other, because));
  });
}

type Pair = readonly [Finding | undefined, Finding | undefined];

function pairsOf(recorded: readonly Finding[], replayed: readonly Finding[]): readonly Pair[] {
  const again = new Map(replayed.map((finding) => [findingKey(finding), finding]));
  const pairs: Pair[] = recorded.map((finding) => {
    const key = findingKey(finding);
    const is = again.get(key);
    again.delete(key);
    return [finding, is];
  });
  for (const finding of again.values()) pairs.push([undefined, finding]);
  return pairs;
}

function isViolated(finding: Finding | undefined): boolean {
  return finding?.status === 'fail';
}

function toldDifferently([was, is]: Pair): ReplayDifference {
  const { document = '', claim = '', check = '', resourceId = '' } = is ?? was ?? {};
  return {
    kind: 'verdict',
    document,
    claim,
    check,
    resourceId,
    recorded: was === undefined ? null : verdictOf(was),
    replayed: is === undefined ? null : verdictOf(is),
    checkChanged: true,
  };
}

function toldOtherwise(
  { document, id, status }: ClaimResult,
  other: ClaimResult | undefined,
  because: 'asked-anew' | 'not-asked-then',
): ReplayDifference {
  return {
    kind: 'claim',
    document,
    claim: id,
    recorded: status,
    replayed: other?.status ?? null,
    because,
    reason: other?.reason ?? null,
  };
}
