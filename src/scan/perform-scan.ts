import { performance } from 'node:perf_hooks';
import type { Configuration } from '#config/configuration.ts';
import type { AlertDesk } from '#delivery/alert-desk.ts';
import type { Change } from '#domain/change.ts';
import type { Attestation, ExceptionCover } from '#domain/document.ts';
import { type Instant, toInstant, toMilliseconds } from '#domain/instant.ts';
import { idKey } from '#domain/resource-id.ts';
import type { ScanMode, ScanResult } from '#domain/scan.ts';
import type { KeptSchedules, StateReader } from '#domain/state-store.ts';
import { fullMark, planScan, type ScanPlan, sweepMark } from './plan-sweep.ts';
import { recordPart } from './record-part.ts';
import { recordScan } from './record-scan.ts';
import { formerlyAsNow } from './recorded-findings.ts';
import { runScan } from './run-scan.ts';
import type { Scanner, ScanOutcome, ScanRequest } from './scanner.ts';
import type { SeenWrites } from './seen-writes.ts';
import type { KnownResources } from './settle-known.ts';
import { takeOverFormer } from './take-over-former.ts';

/** Azure's change records may lag: each scan asks again for what was written this long before the last one. Source: azure-facts §3. */
const CHANGE_FEED_OVERLAP_MINUTES = 15;

export interface PerformRequest {
  readonly scanId: string;
  readonly mode: ScanMode;
  /**
   * Requests in each subscription that this scan may spend on reading everything again: a full scan that takes more is spread over the
   * ones after it. Absent: no bound.
   */
  readonly allowance?: number;
  /** Writes that the scans before this one read after; told of those that this one did. Absent: none is known. */
  readonly seen?: SeenWrites;
  readonly configuration: Configuration;
  readonly only: ScanRequest['only'];
  readonly deadlineMs: number;
  readonly onProgress?: NonNullable<ScanRequest['onProgress']>;
  /** Digest over everything that decides what is asked: another one makes the next scan a full one. */
  readonly configurationSha256: string;
  /** Where a whole scan is recorded; absent: nothing is recorded, and nothing is read a second time. */
  readonly desk?: AlertDesk;
  /** What is recorded, where nothing is to be: what it knows and the scan misses is asked for all the same. Absent: see `desk`. */
  readonly history?: StateReader;
  /**
   * Makes the kept answers durable; called before any verdict that rests on them is recorded. Answers with the digest (64 hex
   * digits) of their index, where one was kept.
   */
  readonly finishEvidence: () => Promise<string | undefined>;
  /** Makes durable what was kept so far, while the scan goes on; absent: nothing is recorded before the scan ends. */
  readonly flushEvidence?: () => Promise<void>;
  /** Where others may read parts of it; absent: all of it is read here. */
  readonly sharing?: NonNullable<ScanRequest['sharing']>;
  /** Called when a part was recorded: there may be something to send. */
  readonly onRecorded?: () => void;
}

export interface Performed {
  /** What the exceptions were seen to cover before this scan. */
  readonly covers: readonly ExceptionCover[];
  /** What people vouched for, in the attestations file and in the state. */
  readonly attestations: readonly Attestation[];
  readonly outcome: ScanOutcome;
  readonly result: ScanResult;
  readonly changes: readonly Change[];
  /** How long it read and judged, by a clock that nobody can set. */
  readonly elapsedMs: number;
}

/**
 * One scan from the decision how to the record of what follows. A scan of a part (some claims, some subscriptions) is never
 * recorded: what it did not look at proves nothing, so it cannot stand for the whole.
 */
export async function performScan(
  scanner: Scanner,
  request: PerformRequest,
  signal: AbortSignal,
): Promise<Performed> {
  const { configuration, desk } = request;
  const isWhole = Object.keys(request.only).length === 0;
  const startedAt = toInstant(scanner.clock.now());
  if (desk !== undefined && isWhole) {
    const { documents } = configuration;
    await desk.lane.run(
      async () => await takeOverFormer(desk.store, documents, scanner.checks, startedAt),
    );
  }
  const watermark = desk === undefined ? undefined : await desk.store.watermark('changes');
  const { configurationSha256: mark } = request;
  const plan: ScanPlan =
    desk !== undefined && isWhole
      ? await planScan(desk.store, request.mode, mark, startedAt, request.allowance)
      : {};
  const { earlier, begins, ...how } = plan;
  const changesSince =
    watermark === undefined ? undefined : minutesBefore(watermark, CHANGE_FEED_OVERLAP_MINUTES);
  const past = desk?.store ?? request.history;
  const covers = past === undefined ? [] : await past.exceptionCovers();
  const attestations = [
    ...configuration.attestations,
    ...(past === undefined ? [] : await past.attestations()),
  ];
  const known = earlier ?? (past === undefined ? undefined : await knownFrom(past));
  const begun = performance.now();
  const outcome = await runScan(
    scanner,
    {
      id: request.scanId,
      mode: earlier === undefined ? 'full' : 'incremental',
      documents: configuration.documents,
      attestations,
      exceptions: configuration.exceptions,
      covers,
      only: request.only,
      deadlineMs: request.deadlineMs,
      ...(earlier === undefined ? {} : { earlier }),
      ...how,
      ...(request.seen === undefined ? {} : { seen: request.seen }),
      ...(known === undefined ? {} : { known }),
      ...(changesSince === undefined ? {} : { changesSince }),
      ...(past === undefined
        ? {}
        : {
            findingsOf: formerlyAsNow(past),
          }),
      ...(desk === undefined || !isWhole
        ? {}
        : { confirm: { before: desk.store, withinMs: desk.policy.timing.confirmWithinMs } }),
      ...(request.onProgress === undefined ? {} : { onProgress: request.onProgress }),
      ...partRecording(request, isWhole, scanner.clock),
      ...(request.sharing === undefined || !isWhole ? {} : { sharing: request.sharing }),
    },
    signal,
  );
  const elapsedMs = performance.now() - begun;
  const exchangesSha256 = await request.finishEvidence();
  // A scan that was told to stop knows less than it could for no reason of Azure's: it is neither recorded nor shown.
  signal.throwIfAborted();
  if (desk === undefined || !isWhole)
    return { outcome, covers, attestations, result: outcome.result, changes: [], elapsedMs };
  const { result, changes, unannounced } = await recordScan({
    outcome,
    desk,
    clock: scanner.clock,
    digests: {
      configurationSha256: request.configurationSha256,
      ...(exchangesSha256 === undefined ? {} : { exchangesSha256 }),
    },
    ...(configuration.schedules === undefined
      ? {}
      : { schedules: cronOf(configuration.schedules) }),
    watermarks: {
      changes: startedAt,
      ...(begins === undefined ? {} : { [sweepMark(mark)]: begins }),
      ...(outcome.readAllSince === null ? {} : { [fullMark(mark)]: outcome.readAllSince }),
    },
  });
  request.seen?.replace(outcome.readAfter);
  if ((earlier === undefined || how.sweep !== undefined) && unannounced > 0) {
    scanner.log.info(
      { scanId: request.scanId, unannounced },
      'reading everything again found changes that the change feed had not announced',
    );
  }
  return { outcome, covers, attestations, result, changes, elapsedMs };
}

/** Where a whole scan is recorded, each part is as soon as the answers that it rests on are durable. */
function partRecording(
  { desk, flushEvidence, onRecorded }: PerformRequest,
  isWhole: boolean,
  clock: Scanner['clock'],
): Pick<ScanRequest, 'recordPart'> {
  if (desk === undefined || flushEvidence === undefined || !isWhole) return {};
  return {
    async recordPart(part) {
      await flushEvidence();
      const changes = await recordPart(part, desk, clock);
      onRecorded?.();
      return changes;
    },
  };
}

/** When runs are due, without what they may cost. */
function cronOf({ scan, full, evidence, timezone }: Configuration['schedules']): KeptSchedules {
  return { scan, full, evidence, timezone };
}

/** A full scan asks for the findings of what it misses alone, and keeps no others in memory. */
async function knownFrom(store: StateReader): Promise<KnownResources> {
  const ids = new Map((await store.resourceIds()).map((id) => [idKey(id), id]));
  return {
    resourceKeys: () => ids.keys(),
    findingsOf: async (key) =>
      (await store.findingsOf(ids.get(key) ?? key)).map(({ finding }) => finding),
  };
}

function minutesBefore(instant: Instant, minutes: number): Instant {
  return toInstant((toMilliseconds(instant) ?? 0) - minutes * 60_000);
}
