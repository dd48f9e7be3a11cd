import type { Change } from '#domain/change.ts';
import { type ChangeAuthor, type Finding, findingKey } from '#domain/finding.ts';
import type { ResourceUpdate } from '#domain/recorded.ts';
import { idKey } from '#domain/resource-id.ts';
import type { StateReader } from '#domain/state-store.ts';
import { attributeTo } from '#drift/attribute.ts';
import { compareResource } from '#drift/compare-resource.ts';
import { unseenFindings } from '#drift/unseen-findings.ts';
import { createAbsence } from './absence.ts';
import { collectedWrites } from './earlier-scan.ts';
import { withAuthors } from './name-authors.ts';
import type { ScanOutcome } from './scanner.ts';

/** A scan's findings against what is recorded. */
export interface ScanDifference {
  /** With `since`, authors, and what could not be seen any more. */
  readonly findings: readonly Finding[];
  readonly changes: readonly Change[];
  readonly updates: readonly ResourceUpdate[];
}

/**
 * Compares a whole scan with the state, resource by resource. `authors`: names that were found between scans, by `findingKey`; the
 * change records of this scan may begin too late to tell them again.
 */
export async function compareScan(
  outcome: ScanOutcome,
  store: Pick<StateReader, 'findingsOf' | 'resourceIds'>,
  firstScan: boolean,
  authors: ReadonlyMap<string, ChangeAuthor>,
): Promise<ScanDifference> {
  const { result } = outcome;
  const at = result.scan.startedAt;
  const current = Map.groupBy(
    result.claims.flatMap((claim) => claim.findings),
    (finding) => idKey(finding.resourceId),
  );
  const absence = createAbsence(outcome);
  const ids = new Map((await store.resourceIds()).map((id) => [idKey(id), id]));
  for (const [key, [finding]] of current)
    if (finding !== undefined) ids.set(key, finding.resourceId);
  const author = attributeTo(collectedWrites(outcome.writes), (key) => ids.has(key));
  const findings: Finding[] = [];
  const changes: Change[] = [];
  const updates: ResourceUpdate[] = [];
  for (const [key, resourceId] of ids) {
    const previous = await store.findingsOf(resourceId);
    const seen = current.get(key);
    const reason = seen === undefined ? absence.whyUnseen(key) : undefined;
    const now = reason === undefined ? (seen ?? []) : unseenFindings(previous, reason);
    const named = withAuthors(now, previous, author, at);
    const difference = compareResource({
      resourceId,
      previous,
      current: authors.size === 0 ? named : named.map((finding) => remembered(finding, authors)),
      at,
      firstScan,
      absence: () => (absence.isGone(key) ? 'gone' : 'left-scope'),
    });
    findings.push(...difference.findings);
    changes.push(
      ...difference.changes.map((change) =>
        change.kind === 'gone' ? { ...change, removedBy: author(change.finding) } : change,
      ),
    );
    updates.push(difference.update);
  }
  return { findings, changes, updates };
}

function remembered(finding: Finding, authors: ReadonlyMap<string, ChangeAuthor>): Finding {
  if (finding.status !== 'fail' || finding.changedBy !== null) return finding;
  const known = authors.get(findingKey(finding));
  return known === undefined ? finding : { ...finding, changedBy: known };
}
