import { AzureAccessError, EvidenceError, PostureError } from '#domain/errors.ts';
import type { Finding } from '#domain/finding.ts';
import { idKey } from '#domain/resource-id.ts';
import type { ClaimResult } from '#domain/scan.ts';
import { makePlan } from '#evaluation/plan.ts';
import { withUnseen } from '#evaluation/with-unseen.ts';
import { createAbsence } from '#scan/absence.ts';
import type { ScanOutcome } from '#scan/scanner.ts';
import { unseenAmong } from '#scan/unseen-among.ts';
import { askedToday } from './asked-today.ts';
import { compareResults, type ReplayDifference } from './compare-results.ts';
import { compareToday } from './compare-today.ts';
import { openRecorded, type RecordedSnapshot } from './recorded-snapshot.ts';
import { createRecordedWorld, type RecordedWorld } from './recorded-world.ts';
import { replayScan } from './replay-scan.ts';
import type { ReplayTools } from './replay-tools.ts';

/** What came of a re-performance. */
export interface ReplayReport {
  readonly snapshot: string;
  readonly findings: number;
  readonly claims: number;
  readonly differences: readonly ReplayDifference[];
  /** Checks that are not the same source as in the snapshot; a difference of theirs may come from that. */
  readonly changedChecks: readonly {
    readonly id: string;
    readonly recorded: string;
    /** null: this program has no such check. */
    readonly present: string | null;
  }[];
  /** Where it was made with checks of an older version: these, the questions that stand for each, and what they ask that was not asked then. */
  readonly former?: {
    readonly checks: readonly { readonly id: string; readonly questions: readonly string[] }[];
    readonly notAskedThen: readonly string[];
  };
  /** Answers (`sha256:…`) that verdicts rest on and the snapshot does not hold: what rests on them cannot be made again. */
  readonly missing: readonly string[];
}

/**
 * Makes every verdict of a snapshot again: its recorded answers, its documents, attestations and exceptions, this program's checks. Where
 * these are others than then, today's questions stand for them, and what is told otherwise for that reason is told as such. Nothing is asked of anybody. Throws an EvidenceError for what cannot be read as a snapshot. It does not verify who made it.
 */
export async function replaySnapshot(
  path: string,
  tools: ReplayTools,
  signal: AbortSignal,
): Promise<ReplayReport> {
  using opened = await openRecorded(path);
  const today = askedToday(opened, tools.checks);
  const snapshot = today?.snapshot ?? opened;
  const { result, exchanges } = snapshot;
  const world = createRecordedWorld(snapshot);
  const changedChecks = changedSince(snapshot, tools);
  const kept = new Set(exchanges.map(({ sha256 }) => `sha256:${sha256}`));
  const findings = result.claims.flatMap((claim) => claim.findings);
  const lost = new Set(
    findings.flatMap(({ evidence }) => evidence.filter((digest) => !kept.has(digest))),
  );
  const again = await attempt(snapshot, world, tools, signal);
  const differences: ReplayDifference[] = [];
  if ('stopped' in again) differences.push({ kind: 'stopped', reason: again.stopped });
  else {
    const ids = new Set(changedChecks.map(({ id }) => id));
    differences.push(
      ...(today === undefined
        ? compareResults(result.claims, again.claims, ids)
        : compareToday(result.claims, again.claims, wasNotAsked(tools))),
    );
  }
  if (today === undefined)
    for (const question of world.unrecorded) differences.push({ kind: 'question', question });
  return {
    snapshot: path,
    findings: findings.length,
    claims: result.claims.length,
    differences,
    changedChecks,
    ...(today === undefined
      ? {}
      : {
          former: {
            checks: [...today.former].map(([id, questions]) => ({ id, questions })),
            notAskedThen: [...world.unrecorded],
          },
        }),
    missing: [...new Set([...lost, ...[...world.missing].map((sha256) => `sha256:${sha256}`)])],
  };
}

/** 0 everything was seen as recorded; 1 something was not; 2 something cannot be made again, its answers are not there. */
export function replayStatus({ differences, missing }: ReplayReport): 0 | 1 | 2 {
  if (missing.length > 0) return 2;
  if (differences.length === 0) return 0;
  const isNotAsked = (one: ReplayDifference): boolean =>
    one.kind === 'claim' && one.because === 'not-asked-then';
  return differences.every(isNotAsked) ? 2 : 1;
}

/** Whether a verdict rests on an answer that the scan of then had no need of. */
function wasNotAsked({ checks }: ReplayTools): (finding: Finding) => boolean {
  const byId = new Map(checks.map((check) => [check.id, check]));
  return ({ check, resourceType, status, problem }) =>
    status === 'unknown' &&
    problem?.code === 'NotCollected' &&
    byId.get(check)?.resourceTypes.includes(resourceType) === true;
}

async function attempt(
  snapshot: RecordedSnapshot,
  world: RecordedWorld,
  tools: ReplayTools,
  signal: AbortSignal,
): Promise<{ readonly claims: readonly ClaimResult[] } | { readonly stopped: string }> {
  try {
    makePlan(snapshot.documents, tools.checks, () => true);
  } catch (cause) {
    throw new EvidenceError(
      'EVIDENCE_NOT_REPLAYABLE',
      'The documents of the snapshot give a check parameters that this program does not take.',
      { cause },
    );
  }
  try {
    const outcome = await replayScan(snapshot, world, tools, signal);
    return { claims: withWhatIsUnseen(snapshot, outcome) };
  } catch (error) {
    if (error instanceof AzureAccessError) return { stopped: error.message };
    if (error instanceof PostureError || signal.aborted) throw error;
    throw new EvidenceError(
      'EVIDENCE_NOT_REPLAYABLE',
      'The snapshot is not of the form in which scans are kept.',
      { cause: error },
    );
  }
}

/** What the recording added to the scan: of resources that were recorded before and could not be looked for, that it is not known. */
function withWhatIsUnseen(
  { result }: RecordedSnapshot,
  outcome: ScanOutcome,
): readonly ClaimResult[] {
  const absence = createAbsence(outcome);
  const made = Map.groupBy(
    outcome.result.claims.flatMap(({ findings }) => findings),
    ({ resourceId }) => idKey(resourceId),
  );
  const recorded = result.claims.flatMap(({ findings }) => findings);
  const added = [...Map.groupBy(recorded, ({ resourceId }) => idKey(resourceId))].flatMap(
    ([key, findings]) =>
      unseenAmong(
        findings.map((finding) => ({ finding, lastRead: null })),
        made.get(key) ?? [],
        absence,
      ),
  );
  const byClaim = Map.groupBy(added, ({ document, claim }) => `${document}\u001f${claim}`);
  return outcome.result.claims.map((claim) =>
    withUnseen(claim, [
      ...claim.findings,
      ...(byClaim.get(`${claim.document}\u001f${claim.id}`) ?? []),
    ]),
  );
}

function changedSince(
  { checks }: RecordedSnapshot,
  tools: ReplayTools,
): ReplayReport['changedChecks'] {
  const present = new Map(tools.checks.map((check) => [check.id, check]));
  return checks.flatMap(({ id, sha256: recorded }) => {
    const check = present.get(id);
    const own = check === undefined ? null : tools.describeCheck(check).sha256;
    return own === recorded ? [] : [{ id, recorded, present: own }];
  });
}
