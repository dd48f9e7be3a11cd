import { rm } from 'node:fs/promises';
import type { Instant } from '#domain/instant.ts';
import {
  type ListedSnapshot,
  listPeriods,
  listSnapshots,
  readSnapshotFile,
} from './list-snapshots.ts';
import { PACKED } from './packed-snapshot.ts';
import { removeFolder } from './remove-folder.ts';

/** Up to when evidence ended that may go. */
interface Limits {
  /** Snapshots of runs. */
  readonly before: Instant;
  /** Of each month the one that stays, and periods; absent: as all others. */
  readonly monthlyBefore?: Instant;
}

/**
 * Removes the snapshots, and the sealed periods, whose period ended before the limit, oldest first, and answers with their names. Of each
 * month (UTC) the last sealed one stays longer, or the last one where none was sealed: which that is does not change while older ones
 * go, so that a kill between two of them takes nothing that was to stay. One whose manifest cannot be read stays: nobody knows how old
 * it is, and somebody should look at it.
 */
export async function pruneSnapshots(
  directory: string,
  { before, monthlyBefore = before }: Limits,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const runs = await listSnapshots(directory);
  const old = runs.filter((each) => endedBefore(each, before));
  const stays = await lastOfMonths(runs, old);
  const going = [
    ...(await listPeriods(directory)).filter((each) =>
      endedBefore(each, monthlyBefore < before ? monthlyBefore : before),
    ),
    ...old.filter((each) => !stays.has(each.name) || endedBefore(each, monthlyBefore)),
  ];
  for (const { path } of going.toReversed()) {
    signal.throwIfAborted();
    const isPacked = path.endsWith(PACKED);
    if (isPacked) await rm(path, { force: true });
    // Also as a kill while it was being packed left it.
    await removeFolder(isPacked ? path.slice(0, -PACKED.length) : path);
  }
  return going.toReversed().map(({ name }) => name);
}

function endedBefore({ manifest }: ListedSnapshot, limit: Instant): boolean {
  return manifest !== null && manifest.period.to < limit;
}

/** Names of those that stand for the months in which any of `old` ended; `runs` in the order of time, the newest first. */
async function lastOfMonths(
  runs: readonly ListedSnapshot[],
  old: readonly ListedSnapshot[],
): Promise<ReadonlySet<string>> {
  const months = new Set(old.map(monthOf));
  const names = new Set<string>();
  for (const [month, snapshots] of Map.groupBy(runs, monthOf)) {
    if (month === undefined || !months.has(month)) continue;
    const last = (await firstSealed(snapshots)) ?? snapshots[0];
    if (last !== undefined) names.add(last.name);
  }
  return names;
}

async function firstSealed(
  snapshots: readonly ListedSnapshot[],
): Promise<ListedSnapshot | undefined> {
  for (const snapshot of snapshots) {
    // One that is not whole is no evidence.
    const seal = await readSnapshotFile(snapshot.path, 'attestation.sig').catch(() => undefined);
    if (seal !== undefined) return snapshot;
  }
  return undefined;
}

/** `2026-11`; undefined where nobody knows. */
function monthOf({ manifest }: ListedSnapshot): string | undefined {
  return manifest?.period.to.slice(0, 7);
}
