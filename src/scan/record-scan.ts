import { decide } from '#alerting/decide.ts';
import { claimKey } from '#alerting/unread.ts';
import { type AlertDesk, alertsAt, NOTHING } from '#delivery/alert-desk.ts';
import type { Change } from '#domain/change.ts';
import type { Clock } from '#domain/clock.ts';
import { type Instant, toInstant } from '#domain/instant.ts';
import type { ScanResult } from '#domain/scan.ts';
import type { KeptSchedules } from '#domain/state-store.ts';
import type { AttributableWrite } from '#drift/attribute.ts';
import { compareClaims } from '#drift/compare-claims.ts';
import { selfAndAncestors } from '#drift/touched.ts';
import { assembleResult } from '#evaluation/assemble-result.ts';
import { withUnseen } from '#evaluation/with-unseen.ts';
import { createAbsence } from './absence.ts';
import { collectedWrites } from './change-feeds.ts';
import { compareScan } from './compare-scan.ts';
import { standing } from './compared-with.ts';
import { type RunDigests, runEntries } from './run-entries.ts';
import type { ScanOutcome } from './scanner.ts';

export interface RecordRequest {
  readonly outcome: ScanOutcome;
  readonly desk: AlertDesk;
  readonly clock: Pick<Clock, 'now'>;
  /** In force when it ran; absent: not known. */
  readonly schedules?: KeptSchedules;
  readonly watermarks: Readonly<Record<string, Instant>>;
  readonly digests: RunDigests;
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
 * transaction: what is not recorded did not happen, and what is recorded is not repeated. No other decision comes in between.
 */
export async function recordScan(request: RecordRequest): Promise<RecordedOutcome> {
  return await request.desk.lane.run(async () => await recordInLane(request));
}

async function recordInLane(request: RecordRequest): Promise<RecordedOutcome> {
  const { outcome, desk } = request;
  const { store } = desk;
  const { result } = outcome;
  const at = result.scan.startedAt;
  const comparedWith = await standing(store);
  const difference = await compareScan(outcome, store, comparedWith);
  const absence = createAbsence(outcome);
  const changes = [...outcome.overturned, ...difference.changes];

  const grouped = Map.groupBy(difference.findings, keyOf);
  const previousClaims = await store.claims();
  const compared = compareClaims(
    previousClaims,
    result.claims.map((claim) =>
      withUnseen(claim, grouped.get(`${claim.document}\u001f${claim.id}`) ?? []),
    ),
    at,
  );
  const recorded = assembleResult(result.scan, result.documents, compared.claims);
  // Alerts live by the time at which they are decided, not by that of the first question: a long scan ends hours later, and what
  // was decided meanwhile must not be younger.
  const alerts = await alertsAt(store, toInstant(request.clock.now()));
  const decision = decide(
    {
      ...alerts,
      // A scan's record releases nothing: the digest of quiet hours is left to the clock, which looks every few seconds.
      held: [],
      scan: {
        scanId: result.scan.id,
        startedAt: at,
        mode: result.scan.mode,
        readAllSince: outcome.readAllSince,
        whole: true,
        claims: compared.claims,
        changes,
        subscriptions: result.scan.subscriptions,
        whoTookOut: difference.whoTookOut,
        absentBecause: (finding) => {
          const absent = absence.of(finding);
          return 'unseen' in absent ? 'unseen' : absent;
        },
        unverifiable: new Set(outcome.unverifiable.map(claimKey)),
      },
      confirmed: outcome.confirmed,
      symptoms: null,
      policy: desk.policy,
    },
    desk.familyOf,
    desk.hash,
    desk.factOf,
  );
  const made = new Set(compared.claims.map((claim) => `${claim.document}\u001f${claim.id}`));
  const { startedAt, finishedAt, id, mode } = recorded.scan;
  const { documents, summary, scan } = recorded;
  await store.recordScan({
    scan: {
      id,
      mode,
      startedAt,
      finishedAt,
      whole: true,
      scan,
      documents,
      summary,
      ...(request.schedules === undefined ? {} : { schedules: request.schedules }),
    },
    resources: difference.updates,
    claims: compared.recorded,
    retiredClaims: previousClaims.filter(
      (claim) => !made.has(`${claim.document}\u001f${claim.claim}`),
    ),
    changes,
    claimChanges: compared.changes,
    alerts: decision.alerts,
    messages: decision.messages,
    held: decision.held,
    covers: outcome.covers,
    log: await runEntries(recorded, request.digests, store.log, alerts.at, outcome),
    watermarks: request.watermarks,
  });
  if (decision.warnedSilences.length > 0)
    await store.recordAlerts({
      ...NOTHING,
      at: alerts.at,
      warnedSilences: decision.warnedSilences,
    });
  const writes = collectedWrites(outcome.writes.values());
  const all = [...outcome.told, ...difference.changes];
  const unannounced = comparedWith.firstScan ? 0 : countUnannounced(all, writes);
  return { result: recorded, changes: [...outcome.told, ...changes], unannounced };
}

function keyOf(finding: { readonly document: string; readonly claim: string }): string {
  return `${finding.document}\u001f${finding.claim}`;
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
