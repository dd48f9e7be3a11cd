import { type Finding, findingKey } from '#domain/finding.ts';
import type { LastRead, RecordedFinding } from '#domain/recorded.ts';
import { FINDING_STATUSES } from '#domain/status.ts';
import { lastRead } from './transition.ts';

/**
 * What asks today what a finding's check asked: the same check; the question of the claim that does; or `nothing`, where the claim
 * asks that no more.
 */
export type Successor = (
  finding: Pick<Finding, 'document' | 'claim' | 'check' | 'resourceId'>,
) => { readonly check: string } | 'same' | 'nothing';

export interface TakenOver {
  /** All findings of the resource as they are now. */
  readonly findings: readonly RecordedFinding[];
  /** Keys (`findingKey`) of findings that are no more. */
  readonly removed: readonly string[];
}

/**
 * One resource's findings under the names of the questions that ask today what they tell. Several that are one now become the worst of
 * them. What nothing asks any more goes without a word, unless it fails: that the claim drops it is for the next comparison to tell. Each
 * is marked, for what was observed is in the form of then also where the question has kept its name.
 */
export function takeOverFindings(
  recorded: readonly RecordedFinding[],
  successorOf: Successor,
): TakenOver {
  const kept: RecordedFinding[] = [];
  const removed: string[] = [];
  const renamed: RecordedFinding[] = [];
  for (const entry of recorded) {
    const { finding, formerly = [] } = entry;
    const successor = successorOf(finding);
    if (successor === 'same' || (successor === 'nothing' && fails(entry))) {
      kept.push({ ...entry, formerly: formerly.length === 0 ? [finding.check] : formerly });
      continue;
    }
    removed.push(findingKey(finding));
    if (successor === 'nothing') continue;
    const { check } = successor;
    renamed.push({
      ...entry,
      finding: { ...finding, check },
      formerly: [...formerly, finding.check],
    });
  }
  const known = new Set(kept.map(({ finding }) => findingKey(finding)));
  const findings = [...kept];
  for (const [key, entries] of Map.groupBy(renamed, ({ finding }) => findingKey(finding))) {
    // What the question has told by itself is newer.
    const one = known.has(key) ? undefined : worstOf(entries);
    if (one !== undefined) findings.push(one);
  }
  return { findings, removed };
}

function fails(entry: RecordedFinding): boolean {
  return lastRead(entry)?.status === 'fail';
}

/** The worst of several, since the first of those that are as bad. */
function worstOf(entries: readonly RecordedFinding[]): RecordedFinding | undefined {
  const [worst, ...others] = entries.toSorted(
    (a, b) => rank(a.finding) - rank(b.finding) || bySince(a.finding, b.finding),
  );
  if (worst === undefined) return undefined;
  const { finding } = worst;
  const alike = others.filter((other) => other.finding.status === finding.status);
  const author = alike.map((other) => other.finding.changedBy).find((by) => by !== null);
  const { readFrom: _decided, ...said } = finding;
  return {
    finding: {
      ...said,
      changedBy: finding.changedBy ?? author ?? null,
      evidence: [...new Set(entries.flatMap((entry) => entry.finding.evidence))],
    },
    lastRead: finding.status === 'unknown' ? knownOf(entries) : null,
    formerly: [...new Set(entries.flatMap(({ formerly = [] }) => formerly))].sort(),
  };
}

/** What was last read of a whole of which a part is unreadable: its violation, else nothing unless all of it was read once. */
function knownOf(entries: readonly RecordedFinding[]): LastRead | null {
  const known = entries.map(lastRead);
  const read = known
    .filter((one) => one !== null)
    .sort((a, b) => rank(a) - rank(b) || bySince(a, b));
  const [worst = null] = read;
  return worst?.status === 'fail' || read.length === known.length ? worst : null;
}

function rank({ status }: Pick<Finding, 'status'>): number {
  return FINDING_STATUSES.indexOf(status);
}

function bySince(a: Pick<Finding, 'since'>, b: Pick<Finding, 'since'>): number {
  const [one, other] = [a.since ?? '', b.since ?? ''];
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
