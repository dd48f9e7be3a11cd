import type { Change } from '#domain/change.ts';
import { type ChangeAuthor, type Finding, findingKey } from '#domain/finding.ts';
import type { Absent } from '#domain/finding-end.ts';
import type { Instant } from '#domain/instant.ts';
import type { ResourceUpdate } from '#domain/recorded.ts';
import { idKey, parseResourceId } from '#domain/resource-id.ts';
import type { StateReader } from '#domain/state-store.ts';
import { type AttributableWrite, type Attribution, attributeTo } from '#drift/attribute.ts';
import {
  compareResource,
  type ResourceComparison,
  type ResourceDifference,
} from '#drift/compare-resource.ts';
import { type Absence, createAbsence } from './absence.ts';
import { collectedWrites } from './change-feeds.ts';
import { createKnownOf, type KnownOf } from './known-of.ts';
import { withAuthors } from './name-authors.ts';
import type { ScanOutcome } from './scanner.ts';
import { unseenAmong } from './unseen-among.ts';

/** A scan's findings against what is recorded. */
export interface ScanDifference {
  /** With `since`, authors, and what could not be seen any more. */
  readonly findings: readonly Finding[];
  readonly changes: readonly Change[];
  readonly updates: readonly ResourceUpdate[];
  /** Who took a finding's resource out of the scope after it was read, as far as Azure's records say it. */
  readonly whoTookOut: (finding: Finding) => ChangeAuthor | null;
}

/** What both comparisons are made with. */
export interface ComparedWith {
  /** A scan was never recorded. */
  readonly firstScan: boolean;
  /** Names that were found between scans, by `findingKey`; the change records of this scan may begin too late to tell them again. */
  readonly authors: ReadonlyMap<string, ChangeAuthor>;
  /** Since when something fails that comes back into the scope. */
  readonly sinceWhen?: (key: string) => Instant | undefined;
}

/** What is compared, with the questions of whose findings the next scan goes by what is known of them. */
interface Asked extends ComparedWith {
  readonly knownOf: KnownOf;
}

type Recorded = Pick<StateReader, 'findingsOf' | 'resourceIds'>;

/** The subscriptions (lower case) in which findings lie. */
export function subscriptionsOf(findings: Iterable<Finding>): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { resourceId } of findings) {
    const id = parseResourceId(resourceId)?.subscriptionId;
    if (id !== undefined) found.add(id);
  }
  return found;
}

/** Compares a whole scan with the state, resource by resource. */
export async function compareScan(
  outcome: ScanOutcome,
  store: Recorded,
  comparedWith: ComparedWith,
): Promise<ScanDifference> {
  const { result } = outcome;
  const at = result.scan.startedAt;
  const current = Map.groupBy(
    result.claims.flatMap((claim) => claim.findings),
    (finding) => idKey(finding.resourceId),
  );
  const absence = createAbsence(outcome);
  const asked = { ...comparedWith, knownOf: createKnownOf(outcome.plan) };
  const ids = new Map((await store.resourceIds()).map((id) => [idKey(id), id]));
  for (const [key, [finding]] of current)
    if (finding !== undefined) ids.set(key, finding.resourceId);
  const author = attributeTo(collectedWrites(outcome.writes.values()), (key) => ids.has(key));
  const findings: Finding[] = [];
  const changes: Change[] = [];
  const updates: ResourceUpdate[] = [];
  for (const [key, resourceId] of ids) {
    // Nobody looked at it, because nothing of it can be otherwise.
    if (outcome.stood.keys.has(key)) continue;
    const previous = await store.findingsOf(resourceId);
    const seen = current.get(key);
    const now = [...(seen ?? []), ...unseenAmong(previous, seen ?? [], absence)];
    const difference = compareOne(
      { resourceId, previous, now, at, absence: (finding) => absentOf(finding, absence) },
      author,
      asked,
    );
    findings.push(...difference.findings);
    changes.push(
      ...difference.changes.map((change) =>
        change.kind === 'gone' || change.kind === 'left-scope'
          ? { ...change, removedBy: whoEnded(change, author) }
          : change,
      ),
    );
    updates.push(difference.update);
  }
  const whoTookOut = (finding: Finding) => whoEnded({ kind: 'left-scope', finding }, author);
  return { findings, changes, updates, whoTookOut };
}

/**
 * Compares what was read of some resources with the state while the scan goes on. A resource of which something is recorded that is
 * not among the findings is left to the end of the scan: until then nobody can say why.
 */
export async function comparePart(
  part: {
    readonly findings: readonly Finding[];
    readonly writes: readonly AttributableWrite[];
    /** The scan's instant. */
    readonly at: Instant;
    readonly knownOf: KnownOf;
  },
  store: Recorded,
  comparedWith: ComparedWith,
): Promise<Omit<ScanDifference, 'whoTookOut'>> {
  const current = Map.groupBy(part.findings, (finding) => idKey(finding.resourceId));
  const known = new Set<string>();
  for (const id of subscriptionsOf(part.findings))
    for (const resourceId of await store.resourceIds(id)) known.add(idKey(resourceId));
  const author = attributeTo(part.writes, (key) => known.has(key) || current.has(key));
  const findings: Finding[] = [];
  const changes: Change[] = [];
  const updates: ResourceUpdate[] = [];
  for (const now of current.values()) {
    const [first] = now;
    if (first === undefined) continue;
    const { resourceId } = first;
    const previous = await store.findingsOf(resourceId);
    const keys = new Set(now.map(findingKey));
    if (!previous.every(({ finding }) => keys.has(findingKey(finding)))) continue;
    const difference = compareOne(
      { resourceId, previous, now, at: part.at, absence: () => 'not-asked' },
      author,
      { ...comparedWith, knownOf: part.knownOf },
    );
    findings.push(...difference.findings);
    changes.push(...difference.changes);
    updates.push(difference.update);
  }
  return { findings, changes, updates };
}

function compareOne(
  one: Pick<ResourceComparison, 'resourceId' | 'previous' | 'at' | 'absence'> & {
    readonly now: readonly Finding[];
  },
  author: Attribution,
  { firstScan, authors, sinceWhen, knownOf }: Asked,
): ResourceDifference {
  const { now, ...rest } = one;
  const named = withAuthors(now, rest.previous, author, rest.at);
  return compareResource({
    ...rest,
    current: authors.size === 0 ? named : named.map((finding) => remembered(finding, authors)),
    firstScan,
    knownOf,
    ...(sinceWhen === undefined ? {} : { sinceWhen }),
  });
}

function absentOf(finding: Finding, absence: Absence): Absent | 'not-asked' {
  const found = absence.of(finding);
  return 'unseen' in found ? 'not-asked' : found;
}

/** Who removed it, or took it out of the scope: by the last write since it was read, to it, to what it lies in or to its group. */
function whoEnded(
  { kind, finding }: Pick<Change, 'kind' | 'finding'>,
  author: Attribution,
): ChangeAuthor | null {
  const within = kind === 'left-scope' ? { after: finding.readAt } : {};
  const own = author(finding, within);
  const parts = parseResourceId(finding.resourceId);
  if (own !== null || kind === 'gone' || parts?.resourceGroup === undefined) return own;
  const group = `/subscriptions/${parts.subscriptionId}/resourceGroups/${parts.resourceGroup}`;
  return author({ resourceId: group, observed: null }, within);
}

function remembered(finding: Finding, authors: ReadonlyMap<string, ChangeAuthor>): Finding {
  if (finding.status !== 'fail' || finding.changedBy !== null) return finding;
  const known = authors.get(findingKey(finding));
  return known === undefined ? finding : { ...finding, changedBy: known };
}
