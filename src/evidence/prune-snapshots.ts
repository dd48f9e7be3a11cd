import { rm } from 'node:fs/promises';
import { type Instant, toMilliseconds } from '#domain/instant.ts';
import { listSnapshots } from './list-snapshots.ts';

/**
 * Removes the snapshots whose period ended before `before`, oldest first, and answers with their names. One whose manifest cannot be
 * read stays: nobody knows how old it is, and somebody should look at it.
 */
export async function pruneSnapshots(
  directory: string,
  before: Instant,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const limit = toMilliseconds(before) ?? 0;
  const removed: string[] = [];
  for (const { name, path, manifest } of (await listSnapshots(directory)).toReversed()) {
    signal.throwIfAborted();
    const end = manifest === null ? undefined : toMilliseconds(manifest.period.to);
    if (end === undefined || end >= limit) continue;
    await rm(path, { recursive: true, force: true });
    removed.push(name);
  }
  return removed;
}
