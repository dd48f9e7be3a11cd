import type { Change, ClaimChange } from '#domain/change.ts';
import { type Instant, toInstant, toMilliseconds } from '#domain/instant.ts';
import type { ClaimStatus } from '#domain/status.ts';
import type { Gap } from './gaps.ts';
import { compareInstants, type Reading } from './run-history.ts';

/** A stretch of time in one status; where nothing is known, with the reason. */
export interface StatusStretch {
  readonly from: Instant;
  readonly to: Instant;
  readonly status: ClaimStatus | 'not-known';
  /** Of the status, as the scan said it; of the gap where nothing is known. */
  readonly reason: string | null;
}

/** What is kept of one claim. */
export interface ClaimRecord {
  /** Oldest first, also those before the period. */
  readonly claimChanges: readonly ClaimChange[];
  /** Of its findings, from before the first of its breakages that reach into the period. */
  readonly changes: readonly Change[];
  /** Whether it is still made. Of one that is not, nobody wrote down when it ceased. */
  readonly isMade: boolean;
}

/** A claim took a status at `at`; see `stepsOf`. */
export interface StatusStep {
  readonly at: Instant;
  /** The instant of the run that saw it. */
  readonly asOf: Instant;
  readonly to: ClaimStatus;
  readonly reason: string | null;
}

const FAILING: ReadonlySet<Change['kind']> = new Set(['started-failing', 'found-failing']);

/**
 * A claim's steps of status. It is broken from when Azure's change records say that the breakage was made, else from the begin of
 * the run that saw it; every other status counts from the end of that run. In doubt a claim must not pass for holding.
 */
export function stepsOf(
  { claimChanges, changes }: ClaimRecord,
  readings: readonly Reading[],
): readonly StatusStep[] {
  return claimChanges.map((change) => {
    const { at: asOf, to, reason } = change;
    const at =
      to === 'broken'
        ? (madeAt(change, changes, readings) ?? asOf)
        : (readings.find((reading) => reading.asOf === asOf)?.at ?? asOf);
    return { at, asOf, to, reason };
  });
}

function madeAt(
  { at, from }: ClaimChange,
  changes: readonly Change[],
  readings: readonly Reading[],
): Instant | undefined {
  if (from === null) return undefined;
  const before = readings.filter((reading) => reading.asOf < at).at(-1)?.asOf;
  if (before === undefined) return undefined;
  const authored = changes
    .filter((change) => change.at === at && FAILING.has(change.kind))
    .map(({ finding }) => toMilliseconds(finding.changedBy?.at ?? ''))
    .filter((made) => made !== undefined)
    .map((made) => toInstant(made))
    .filter((made) => made > before && made < at);
  return authored.sort(compareInstants)[0];
}

/** The statuses of a claim over [from, to): the stretches follow one another without a hole, so that their lengths add up. */
export function timelineOf(
  record: ClaimRecord,
  readings: readonly Reading[],
  gaps: readonly Gap[],
  from: Instant,
  to: Instant,
): readonly StatusStretch[] {
  const steps = stepsOf(record, readings);
  const limits = [from, to, ...steps.map(({ at }) => at), ...gaps.flatMap((g) => [g.from, g.to])];
  const bounds = [...new Set(limits)].filter((at) => at >= from && at <= to).sort(compareInstants);
  const stretches: StatusStretch[] = [];
  for (const [index, begin] of bounds.slice(0, -1).entries()) {
    const end = bounds[index + 1] ?? to;
    const piece = { from: begin, to: end, ...statusDuring(record, steps, gaps, begin) };
    const last = stretches.at(-1);
    if (last !== undefined && last.status === piece.status && last.reason === piece.reason) {
      stretches[stretches.length - 1] = { ...last, to: end };
    } else stretches.push(piece);
  }
  return stretches;
}

function statusDuring(
  record: ClaimRecord,
  steps: readonly StatusStep[],
  gaps: readonly Gap[],
  at: Instant,
): Pick<StatusStretch, 'status' | 'reason'> {
  const gap = gaps.find((each) => each.from <= at && at < each.to);
  if (gap !== undefined) return { status: 'not-known', reason: gap.detail };
  const step = steps.filter((each) => each.at <= at).at(-1);
  if (step === undefined) {
    const status = record.claimChanges[0]?.from ?? null;
    return status === null
      ? { status: 'not-known', reason: 'The claim was not verified yet.' }
      : { status, reason: null };
  }
  // The last status of a claim that is no longer made would otherwise last for ever.
  if (!record.isMade && step === steps.at(-1))
    return {
      status: 'not-known',
      reason: 'The claim is no longer made, and when it ceased is not kept.',
    };
  return { status: step.to, reason: step.reason };
}
