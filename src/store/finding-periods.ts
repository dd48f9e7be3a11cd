import type { Change } from '#domain/change.ts';
import { findingKey } from '#domain/finding.ts';
import { isFormerCheck } from '#domain/former-checks.ts';
import type { Instant } from '#domain/instant.ts';
import type { RecordedFinding } from '#domain/recorded.ts';
import type { ResourceHistory } from '#domain/state-store.ts';

const ENDS: ReadonlySet<Change['kind']> = new Set(['gone', 'left-scope', 'not-claimed']);

type Period = ResourceHistory['periods'][number];

/**
 * In which status each finding of a resource was from when until when, oldest first: from its changes (newest first), and for one
 * without changes (it passed at the first scan and ever since) from what is recorded of it. `takenOverAt`: since when the question that
 * asks it now tells what a former check told.
 */
export function findingPeriods(
  changes: readonly Change[],
  recorded: readonly RecordedFinding[],
  takenOverAt?: Instant | null,
): readonly Period[] {
  const periods = new Map<string, Period[]>();
  for (const change of changes.toReversed()) {
    const { document, claim, check, status } = change.finding;
    const key = findingKey(change.finding);
    const known = periods.get(key) ?? [];
    periods.set(key, known);
    const last = known.at(-1);
    const isEnd = ENDS.has(change.kind);
    if (last?.status === status && last.until === null && !isEnd) continue;
    if (last?.until === null) known[known.length - 1] = { ...last, until: change.at };
    if (!isEnd) known.push({ document, claim, check, status, from: change.at, until: null });
  }
  for (const { finding } of recorded) {
    const key = findingKey(finding);
    if (periods.has(key) || finding.since === null) continue;
    const { document, claim, check, status, since } = finding;
    periods.set(key, [{ document, claim, check, status, from: since, until: null }]);
  }
  const last = takenOverAt ?? undefined;
  return [...periods.values()]
    .flat()
    .map((period) =>
      period.until === null && last !== undefined && isFormerCheck(period.check)
        ? { ...period, until: last }
        : period,
    );
}
