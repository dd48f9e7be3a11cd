import type { Change } from '#domain/change.ts';
import { findingKey } from '#domain/finding.ts';
import type { ScanResult } from '#domain/scan.ts';

const ENDS: ReadonlySet<Change['kind']> = new Set([
  'stopped-failing',
  'gone',
  'left-scope',
  'not-claimed',
]);

/** Of each finding its last end among the changes, oldest first, unless the result has it failing or unknown again. */
export function endedChanges(
  changes: readonly Change[],
  { claims }: ScanResult,
): readonly Change[] {
  const open = new Set<string>();
  for (const { findings } of claims)
    for (const finding of findings)
      if (finding.status === 'fail' || finding.status === 'unknown') open.add(findingKey(finding));
  const last = new Map<string, Change>();
  for (const change of changes) {
    const key = findingKey(change.finding);
    // Put in anew, so that the order is that of the ends.
    last.delete(key);
    if (ENDS.has(change.kind) && !open.has(key)) last.set(key, change);
  }
  return [...last.values()];
}
