import { rm } from 'node:fs/promises';
import { type Instant, toMilliseconds } from '#domain/instant.ts';
import { listPeriods, listSnapshots } from './list-snapshots.ts';
import { PACKED } from './packed-snapshot.ts';
import { removeFolder } from './remove-folder.ts';

/**
 * Removes the snapshots, and the sealed periods, whose period ended before `before`, oldest first, and answers with their names. One whose manifest cannot be
 * read stays: nobody knows how old it is, and somebody should look at it.
 */
export async function pruneSnapshots(
  directory: string,
  before: Instant,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const limit = toMilliseconds(before) ?? 0;
  const removed: string[] = [];
  const all = [...(await listPeriods(directory)), ...(await listSnapshots(directory))];
  for (const { name, path, manifest } of all.toReversed()) {
    signal.throwIfAborted();
    const end = manifest === null ? undefined : toMilliseconds(manifest.period.to);
    if (end === undefined || end >= limit) continue;
    const isPacked = path.endsWith(PACKED);
    if (isPacked) await rm(path, { force: true });
    // Also as a kill while it was being packed left it.
    await removeFolder(isPacked ? path.slice(0, -PACKED.length) : path);
    removed.push(name);
  }
  return removed;
}
