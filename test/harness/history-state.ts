import type { Alert } from '#domain/alert.ts';
import type { Change, ClaimChange } from '#domain/change.ts';
import type { RecordedClaim } from '#domain/recorded.ts';
import type { MissedRun, RecordedScan, StateReader } from '#domain/state-store.ts';

/** What a made-up state keeps. */
export interface KeptHistory {
  readonly scans: readonly RecordedScan[];
  readonly missed?: readonly MissedRun[];
  readonly claims: readonly RecordedClaim[];
  readonly claimChanges: readonly ClaimChange[];
  readonly changes?: readonly Change[];
  readonly alerts?: readonly Alert[];
}

/** A state that answers questions about its history; any other question is a mistake of the test. */
export function historyState(kept: KeptHistory): StateReader {
  const answers: Partial<StateReader> = {
    claims: async () => kept.claims,
    claimChangesBefore: async (to) => kept.claimChanges.filter(({ at }) => at < to),
    changesBetween: async (from, to) =>
      (kept.changes ?? []).filter(({ at }) => at >= from && at < to),
    runsBetween: async (from, to) => ({
      scans: kept.scans.filter(({ finishedAt }) => finishedAt >= from && finishedAt < to),
      missed: (kept.missed ?? []).filter(({ due }) => due >= from && due < to),
    }),
    alertsBetween: async () => kept.alerts ?? [],
    close: () => undefined,
  };
  return new Proxy(answers as StateReader, {
    get(target, name) {
      const answer: unknown = Reflect.get(target, name);
      if (answer === undefined && name !== 'then')
        throw new Error(`the made-up state has no ${String(name)}`);
      return answer;
    },
  });
}
