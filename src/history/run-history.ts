import type { Instant } from '#domain/instant.ts';
import type { RecordedScan } from '#domain/state-store.ts';

/** A run as far as a period needs it. */
export type KnownRun = Pick<
  RecordedScan,
  'id' | 'mode' | 'startedAt' | 'finishedAt' | 'whole' | 'scan'
>;

/** What is kept of the runs. `scans` and `expected` also reach back before the period, or its begin cannot be judged. */
export interface RunHistory {
  readonly scans: readonly KnownRun[];
  readonly missed: readonly {
    readonly schedule: string;
    readonly due: Instant;
    readonly reason: string;
  }[];
  /** When a run was due by the schedules, oldest first, from before the period until after `now` or the period's end. */
  readonly expected: readonly Instant[];
  /** What lies after it has not happened yet. */
  readonly now: Instant;
}

/** What a run saw of everything that is configured, and how long that may be taken for what is so. */
export interface Reading {
  readonly scanId: string;
  /** The run's own instant, which changes that it saw bear; what it read, it read after this. */
  readonly asOf: Instant;
  /** When it had read everything. */
  readonly at: Instant;
  readonly until: Instant;
}

/**
 * A reading counts until the next run is due; if that run takes place, until its result, but not beyond the time at which yet
 * another one is due; a full run that is under way stands for those that come due meanwhile, as the service has it, and may take
 * longer. A run that covered only a part of the configuration is no reading. All instants have the same form, so that their order
 * as text is their order in time.
 */
export function readingsOf({ scans, expected, now }: RunHistory): readonly Reading[] {
  const whole = scans
    .filter((scan) => scan.whole && scan.finishedAt <= now)
    .sort((a, b) => compareInstants(a.finishedAt, b.finishedAt));
  return whole.map((scan, index) => ({
    scanId: scan.id,
    asOf: scan.startedAt,
    at: scan.finishedAt,
    until: validUntil(scan.finishedAt, whole[index + 1], expected, now),
  }));
}

function validUntil(
  at: Instant,
  next: KnownRun | undefined,
  expected: readonly Instant[],
  now: Instant,
): Instant {
  const due = firstAfter(expected, at);
  if (due === undefined) return next?.finishedAt ?? now;
  const slotEnd = firstAfter(expected, due) ?? now;
  if (next === undefined) {
    // The run that is due may be under way.
    return now < slotEnd ? now : due;
  }
  if (next.finishedAt <= due) return next.finishedAt;
  if (next.startedAt >= slotEnd) return due;
  if (next.mode === 'full') return next.finishedAt;
  return next.finishedAt < slotEnd ? next.finishedAt : slotEnd;
}

/** How many runs were due and how many of them took place. */
export interface Coverage {
  readonly expected: number;
  readonly observed: number;
}

/**
 * Of the runs due within [from, to) whose time is over: a run took place when one that covers everything began before the next was
 * due, or when a full one was under way, which stands for it.
 */
export function coverageOf(history: RunHistory, from: Instant, to: Instant): Coverage {
  const full = history.scans.filter(({ whole, mode }) => whole && mode === 'full');
  const starts = history.scans
    .filter((scan) => scan.whole)
    .map((scan) => scan.startedAt)
    .sort(compareInstants);
  let expected = 0;
  let observed = 0;
  for (const [index, due] of history.expected.entries()) {
    const slotEnd = history.expected[index + 1] ?? history.now;
    if (due < from || due >= to || slotEnd > history.now || due >= history.now) continue;
    expected += 1;
    const start = firstFrom(starts, due);
    const isStoodFor = full.some(
      ({ startedAt, finishedAt }) => startedAt <= due && due < finishedAt,
    );
    if (isStoodFor || (start !== undefined && start < slotEnd)) observed += 1;
  }
  return { expected, observed };
}

/** For sorting; without a locale. */
export function compareInstants(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function firstAfter(sorted: readonly Instant[], instant: Instant): Instant | undefined {
  return sorted[boundary(sorted, (each) => each > instant)];
}

function firstFrom(sorted: readonly Instant[], instant: Instant): Instant | undefined {
  return sorted[boundary(sorted, (each) => each >= instant)];
}

/** Index of the first one for which it is true; it must be true for all after it. */
function boundary(sorted: readonly Instant[], isBeyond: (each: Instant) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBeyond(sorted[middle] ?? '')) high = middle;
    else low = middle + 1;
  }
  return low;
}
