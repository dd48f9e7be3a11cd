import type { Change, ClaimChange } from '#domain/change.ts';
import type { ClaimStatus } from '#domain/status.ts';
import type { ClaimInPeriod } from '#history/period-report.ts';
import type { KnownRun, RunHistory } from '#history/run-history.ts';
import { minute } from '../harness/findings.ts';
import { scanResult } from '../harness/scan-result.ts';

/** A run that began at the nth minute and took one. */
export function run(n: number, changes: Partial<KnownRun> = {}): KnownRun {
  return {
    id: `run-${n}`,
    mode: 'incremental',
    startedAt: minute(n),
    finishedAt: minute(n + 1),
    whole: true,
    scan: scanResult([]).scan,
    ...changes,
  };
}

/** Runs every 15 minutes, at these minutes; due from minute -60 to minute 240. */
export function history(minutes: readonly number[], changes: Partial<RunHistory> = {}): RunHistory {
  return {
    scans: minutes.map((n) => run(n)),
    missed: [],
    expected: Array.from({ length: 21 }, (_, index) => minute(-60 + 15 * index)),
    now: minute(240),
    ...changes,
  };
}

/** A step of the claim, seen by the run that began at the nth minute. */
export function step(n: number, from: ClaimStatus | null, to: ClaimStatus): ClaimChange {
  return {
    document: 'flex',
    claim: 'flex.pitr',
    at: minute(n),
    from,
    to,
    reason: `It is ${to}.`,
  };
}

export function record(
  claimChanges: readonly ClaimChange[],
  changes: readonly Change[] = [],
  isMade = true,
): ClaimInPeriod {
  return {
    document: 'flex',
    claim: 'flex.pitr',
    summary: 'Restorable.',
    claimChanges,
    changes,
    isMade,
  };
}
