import type { Route } from '#alerting/channel.ts';
import type { Hash } from '#alerting/draft.ts';
import { messagesFor } from '#alerting/messages.ts';
import { reconcile } from '#alerting/reconcile.ts';
import { claimKey } from '#alerting/unread.ts';
import type { Change } from '#domain/change.ts';
import type { Finding } from '#domain/finding.ts';
import type { Instant } from '#domain/instant.ts';
import type { ResourceUpdate } from '#domain/recorded.ts';
import { idKey, parseResourceId } from '#domain/resource-id.ts';
import type { ScanResult } from '#domain/scan.ts';
import type { StateStore } from '#domain/state-store.ts';
import { type AttributableWrite, attributeTo } from '#drift/attribute.ts';
import { compareClaims } from '#drift/compare-claims.ts';
import { compareResource } from '#drift/compare-resource.ts';
import { selfAndAncestors } from '#drift/touched.ts';
import { unseenFindings } from '#drift/unseen-findings.ts';
import { assembleResult } from '#evaluation/assemble-result.ts';
import { withAuthors } from './name-authors.ts';
import type { ScanOutcome } from './scanner.ts';

export interface RecordRequest {
  readonly outcome: ScanOutcome;
  readonly store: StateStore;
  readonly familyOf: (check: string) => string;
  readonly routes: readonly Route[];
  readonly hash: Hash;
  readonly watermarks: Readonly<Record<string, Instant>>;
}

export interface RecordedOutcome {
  /** The result with `since`, authors, and what could not be seen any more. */
  readonly result: ScanResult;
  readonly changes: readonly Change[];
  /** Changes that the feed had not announced: how far it can be trusted. */
  readonly unannounced: number;
}

/**
 * Compares a whole scan with the state and records everything that follows from it (findings, changes, alerts, messages) in one
 * transaction: what is not recorded did not happen, and what is recorded is not repeated.
 */
export async function recordScan(request: RecordRequest): Promise<RecordedOutcome> {
  const { outcome, store } = request;
  const { result } = outcome;
  const at = result.scan.startedAt;
  const firstScan = (await store.scans(1)).length === 0;
  const writes = [...outcome.writes.values()].flatMap((feed) =>
    feed.status === 'collected' ? feed.value : [],
  );
  const current = Map.groupBy(
    result.claims.flatMap((claim) => claim.findings),
    (finding) => idKey(finding.resourceId),
  );
  const absence = createAbsence(outcome);
  const ids = new Map((await store.resourceIds()).map((id) => [idKey(id), id]));
  for (const [key, [finding]] of current)
    if (finding !== undefined) ids.set(key, finding.resourceId);
  const author = attributeTo(writes, (key) => ids.has(key));
  const findings: Finding[] = [];
  const changes: Change[] = [];
  const updates: ResourceUpdate[] = [];
  for (const [key, resourceId] of ids) {
    const previous = await store.findingsOf(resourceId);
    const seen = current.get(key);
    const reason = seen === undefined ? absence.whyUnseen(key) : undefined;
    const now = reason === undefined ? (seen ?? []) : unseenFindings(previous, reason);
    const difference = compareResource({
      resourceId,
      previous,
      current: withAuthors(now, previous, author, at),
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

  const grouped = Map.groupBy(findings, (finding) => `${finding.document}\u001f${finding.claim}`);
  const previousClaims = await store.claims();
  const compared = compareClaims(
    previousClaims,
    result.claims.map((claim) => ({
      ...claim,
      findings: grouped.get(`${claim.document}\u001f${claim.id}`) ?? [],
    })),
    at,
  );
  const recorded = assembleResult(result.scan, result.documents, compared.claims);
  const { alerts, notifications } = reconcile(
    {
      scanId: result.scan.id,
      mode: result.scan.mode,
      whole: true,
      at,
      open: await store.openAlerts(),
      claims: compared.claims,
      changes,
      subscriptions: result.scan.subscriptions,
      unverifiable: new Set(outcome.unverifiable.map(claimKey)),
    },
    request.familyOf,
    request.hash,
  );
  const made = new Set(compared.claims.map((claim) => `${claim.document}\u001f${claim.id}`));
  const { startedAt, finishedAt, id, mode } = recorded.scan;
  await store.recordScan({
    scan: {
      id,
      mode,
      startedAt,
      finishedAt,
      whole: true,
      scan: recorded.scan,
      documents: recorded.documents,
      summary: recorded.summary,
    },
    resources: updates,
    claims: compared.recorded,
    retiredClaims: previousClaims.filter(
      (claim) => !made.has(`${claim.document}\u001f${claim.claim}`),
    ),
    changes,
    claimChanges: compared.changes,
    alerts,
    messages: messagesFor(notifications, request.routes),
    watermarks: request.watermarks,
  });
  return {
    result: recorded,
    changes,
    unannounced: firstScan ? 0 : countUnannounced(changes, writes),
  };
}

/** Tells a resource that is gone from one that only could not be seen, and both from one that is there but in no scope. */
function createAbsence(outcome: ScanOutcome): {
  readonly isGone: (key: string) => boolean;
  readonly whyUnseen: (key: string) => string | undefined;
} {
  const present = new Set(outcome.population.map((row) => idKey(row.resourceId)));
  const complete = new Set(
    outcome.result.scan.subscriptions
      .filter((subscription) => subscription.status === 'complete')
      .map((subscription) => subscription.id),
  );
  const looked = new Set(outcome.result.scan.subscriptions.map((subscription) => subscription.id));
  return {
    isGone: (key) => !present.has(key) && parseResourceId(key) !== undefined,
    whyUnseen(key) {
      const parts = parseResourceId(key);
      // A subscription that no statement speaks of any more was left on purpose, and a page is no resource.
      if (
        parts === undefined ||
        present.has(key) ||
        outcome.seenGone.has(key) ||
        !looked.has(parts.subscriptionId)
      )
        return undefined;
      if (!complete.has(parts.subscriptionId)) {
        return 'It is not in what could be read of its subscription, which proves nothing.';
      }
      const isBelowUnlisted = selfAndAncestors(key).some((ancestor) =>
        outcome.unlisted.has(ancestor),
      );
      return isBelowUnlisted ? 'The list that names it could not be read.' : undefined;
    },
  };
}

function countUnannounced(
  changes: readonly Change[],
  writes: readonly AttributableWrite[],
): number {
  const announced = new Set(writes.flatMap((write) => selfAndAncestors(write.resourceId)));
  const real = changes.filter(
    ({ kind }) => kind !== 'became-unreadable' && kind !== 'readable-again',
  );
  return real.filter(
    ({ finding }) => !selfAndAncestors(finding.resourceId).some((key) => announced.has(key)),
  ).length;
}
