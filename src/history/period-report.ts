import type { Alert } from '#domain/alert.ts';
import { type Instant, toMilliseconds } from '#domain/instant.ts';
import { type BlindStretch, blindStretches } from './blindness.ts';
import { type BrokenSpell, brokenSpells } from './broken-spells.ts';
import { type ClaimRecord, type StatusStretch, stepsOf, timelineOf } from './claim-timeline.ts';
import { type Gap, gapsOf } from './gaps.ts';
import { type Coverage, coverageOf, type RunHistory, readingsOf } from './run-history.ts';

/** A claim with what is kept of it. */
export interface ClaimInPeriod extends ClaimRecord {
  readonly document: string;
  readonly claim: string;
  /** In its published words; null for one that is no longer made. */
  readonly summary: string | null;
}

/** The statuses that a claim had over a period. */
export interface ClaimPeriod {
  readonly document: string;
  readonly claim: string;
  readonly summary: string | null;
  /** One after the other without a hole. */
  readonly timeline: readonly StatusStretch[];
  /** Milliseconds in each status; they add up to the period. */
  readonly milliseconds: Readonly<Partial<Record<StatusStretch['status'], number>>>;
  readonly spells: readonly BrokenSpell[];
}

/** What was so over a period [from, to), and how much of it is known. */
export interface PeriodReport {
  readonly from: Instant;
  readonly to: Instant;
  readonly coverage: Coverage;
  readonly gaps: readonly Gap[];
  readonly blind: readonly BlindStretch[];
  readonly claims: readonly ClaimPeriod[];
}

/**
 * Folds the kept history into what was so over [from, to). Pure. What no run looked at is `not-known`, and never what it was
 * before. A period that is not over is told up to `runs.now` by whoever asks: what is open then has lasted until then.
 */
export function periodReport(
  input: {
    readonly runs: RunHistory;
    readonly claims: readonly ClaimInPeriod[];
    /** That were open at some time within the period. */
    readonly alerts: readonly Alert[];
  },
  from: Instant,
  to: Instant,
): PeriodReport {
  const { runs, claims, alerts } = input;
  const gaps = gapsOf(runs, from, to);
  const readings = readingsOf(runs);
  return {
    from,
    to,
    coverage: coverageOf(runs, from, to),
    gaps,
    blind: blindStretches(runs.scans, from, to),
    claims: claims.map((record) => {
      const timeline = timelineOf(record, readings, gaps, from, to);
      const { document, claim, summary } = record;
      const steps = stepsOf(record, readings);
      return {
        document,
        claim,
        summary,
        timeline,
        milliseconds: lengths(timeline),
        spells: brokenSpells(steps, record.changes, alerts, from, to),
      };
    }),
  };
}

function lengths(timeline: readonly StatusStretch[]): ClaimPeriod['milliseconds'] {
  const sums: Partial<Record<StatusStretch['status'], number>> = {};
  for (const { from, to, status } of timeline)
    sums[status] = (sums[status] ?? 0) + millisecondsBetween(from, to);
  return sums;
}

function millisecondsBetween(from: Instant, to: Instant): number {
  return (toMilliseconds(to) ?? 0) - (toMilliseconds(from) ?? 0);
}
