import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Instant, toMilliseconds } from '#domain/instant.ts';
import type { Digest } from '#domain/reading.ts';
import { questionKey, readExchanges } from './kept-exchange.ts';

export interface Pruned {
  readonly bodies: number;
  readonly bytes: number;
  /** Indexes of scans none of whose answers is needed any more. */
  readonly indexes: number;
}

/**
 * Removes what no snapshot and no current verdict refers to: bodies outside `keepDigests`, indexes that say nothing of them which a newer
 * one does not say (an empty list is the answer of every scan), and what a crash left half-written; all only when not used since `unusedSince`, so that a running scan loses nothing. Bodies of an
 * index that stays for another body's sake are removed all the same. Snapshots are not touched: they hold their own links.
 */
export async function pruneAnswers(
  directory: string,
  keepDigests: ReadonlySet<Digest>,
  unusedSince: Instant,
  signal: AbortSignal,
): Promise<Pruned> {
  const limit = toMilliseconds(unusedSince) ?? 0;
  const keep = new Set(keepDigests);
  const indexes = await pruneIndexes(join(directory, 'scans'), keep, limit, signal);
  let bodies = 0;
  let bytes = 0;
  const folders = (await namesIn(join(directory, 'bodies'))).map((name) =>
    join(directory, 'bodies', name),
  );
  for (const folder of [...folders, join(directory, 'incoming')]) {
    for (const name of await namesIn(folder)) {
      signal.throwIfAborted();
      const { mtimeMs, size } = await stat(join(folder, name));
      const digest: Digest = `sha256:${name.replace(/\.body$/u, '')}`;
      if (keep.has(digest) || mtimeMs >= limit) continue;
      await rm(join(folder, name), { force: true });
      bodies += 1;
      bytes += size;
    }
  }
  return { bodies, bytes, indexes };
}

/** Removes indexes without a needed answer that no newer one names; adds the questions of needed answers to what is kept. */
async function pruneIndexes(
  folder: string,
  keep: Set<Digest>,
  limit: number,
  signal: AbortSignal,
): Promise<number> {
  let removed = 0;
  const named = new Set<string>();
  // Named after their scans, whose names are in the order of time.
  for (const name of (await namesIn(folder)).toSorted().reverse()) {
    signal.throwIfAborted();
    const path = join(folder, name);
    let isNeeded = (await stat(path)).mtimeMs >= limit;
    for await (const exchange of readExchanges(path)) {
      const digest: Digest = `sha256:${exchange?.sha256 ?? ''}`;
      if (exchange === undefined || !keep.has(digest)) continue;
      const answered = `${digest} ${questionKey(exchange)}`;
      if (!named.has(answered)) isNeeded = true;
      named.add(answered);
      if (exchange.requestSha256 !== null) keep.add(`sha256:${exchange.requestSha256}`);
    }
    if (isNeeded) continue;
    await rm(path);
    removed += 1;
  }
  return removed;
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    // A store into which nothing was kept yet has no directories.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
