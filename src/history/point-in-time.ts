import { type Instant, toInstant, toMilliseconds } from '#domain/instant.ts';
import { type StatusStretch, stepsOf, timelineOf } from './claim-timeline.ts';
import { gapsOf } from './gaps.ts';
import type { ClaimInPeriod } from './period-report.ts';
import { type RunHistory, readingsOf } from './run-history.ts';

/** What was so at one instant, and what it rests on. */
export interface PointInTime {
  readonly document: string;
  readonly claim: string;
  readonly summary: string | null;
  readonly at: Instant;
  readonly status: StatusStretch['status'];
  /** One sentence: why it is that, or why it is not known. */
  readonly reason: string;
  /** The last complete run before it and the next one after it, with what they said of the claim; null: none is kept. */
  readonly before: RunWord | null;
  readonly after: RunWord | null;
}

/** What a run said of the claim. */
export interface RunWord {
  readonly scanId: string;
  readonly at: Instant;
  readonly status: StatusStretch['status'];
}

/**
 * Whether a claim was true at `at`. Only what a run saw counts, for as long as its reading counts; in a gap, and between a run that
 * saw it hold and one that saw it broken without a word of Azure about when it was changed, the answer is `not-known`.
 */
export function pointInTime(runs: RunHistory, record: ClaimInPeriod, at: Instant): PointInTime {
  const { document, claim, summary } = record;
  const readings = readingsOf(runs);
  const before = readings.filter((reading) => reading.at <= at).at(-1);
  const after = readings.find((reading) => reading.at > at);
  const word = (reading: typeof before): RunWord | null =>
    reading === undefined
      ? null
      : {
          scanId: reading.scanId,
          at: reading.at,
          status:
            record.claimChanges.filter((each) => each.at <= reading.asOf).at(-1)?.to ?? 'not-known',
        };
  const [stretch] = timelineOf(
    record,
    readings,
    gapsOf(runs, at, justAfter(at)),
    at,
    justAfter(at),
  );
  const told = { document, claim, summary, at, before: word(before), after: word(after) };
  const status = stretch?.status ?? 'not-known';
  if (status === 'not-known')
    return { ...told, status, reason: stretch?.reason ?? 'Nothing is kept of it.' };
  const broke = stepsOf(record, readings).find(
    (step) => step.asOf === after?.asOf && step.to === 'broken',
  );
  if (status !== 'broken' && broke !== undefined)
    return broke.at < broke.asOf
      ? {
          ...told,
          status,
          reason: `It was broken at ${broke.at} by Azure's change records, later than this.`,
        }
      : {
          ...told,
          status: 'not-known',
          reason: `It was ${status} at ${before?.at ?? '-'} and broken at ${broke.asOf}; when it broke between the two is not known.`,
        };
  return {
    ...told,
    status,
    reason: stretch?.reason ?? `So the run that ended at ${before?.at ?? '-'} saw it.`,
  };
}

function justAfter(at: Instant): Instant {
  return toInstant((toMilliseconds(at) ?? 0) + 1);
}
