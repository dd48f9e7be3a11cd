import { rm, stat } from 'node:fs/promises';
import { type Instant, toMilliseconds } from '#domain/instant.ts';
import type { Digest } from '#domain/reading.ts';
import type { KeptBody } from './body-vault.ts';
import { snapshotPieces } from './list-snapshots.ts';
import { type BodyFile, baseOfFile, bodyFiles } from './prune-bodies.ts';
import type { VaultKeeper } from './vault-keeper.ts';

/**
 * Removes from the vault what is not in `keep` and was not used since `limit`, and remembers what it holds. What was used while it was being
 * looked through stays.
 */
export async function pruneVault(
  keeper: VaultKeeper,
  keep: ReadonlySet<Digest>,
  limit: Instant,
  signal: AbortSignal,
): Promise<void> {
  const limitMs = toMilliseconds(limit) ?? 0;
  const found = new Map<string, number>();
  const unneeded: KeptBody[] = [];
  for await (const body of keeper.vault.list(signal)) {
    if (!keep.has(`sha256:${body.sha256}`) && body.usedMs < limitMs) unneeded.push(body);
    else found.set(body.sha256, body.usedMs);
  }
  // First: what is forgotten and still there costs a question, what is remembered and gone would be lost.
  await keeper.remember(found);
  for (const body of unneeded) await keeper.vault.remove(body, signal);
}

/**
 * Removes from the directory the bodies that were not used since `limit`, each when the vault has it. What packed snapshots are made of stays, so
 * that they are listed and tidied without the vault; so does what another body that stays is the difference from.
 */
export async function evictBodies(
  directory: string,
  keeper: VaultKeeper,
  now: Instant,
  limit: Instant,
  signal: AbortSignal,
): Promise<void> {
  const pieces = await snapshotPieces(directory);
  // Of a snapshot that is not whole nobody knows what it is made of.
  if (pieces === undefined) return;
  const limitMs = toMilliseconds(limit) ?? 0;
  const going: BodyFile[] = [];
  const bases = new Set<Digest>();
  for await (const file of bodyFiles(directory, pieces, limitMs)) {
    signal.throwIfAborted();
    if (file.mayGo && !file.path.includes('/incoming/')) going.push(file);
    else if (file.path.endsWith('.zst')) {
      const base = await baseOfFile(file.path);
      if (base !== undefined) bases.add(base);
    }
  }
  const gone = going.filter(({ digest }) => !bases.has(digest));
  await keeper.keep(
    gone.map(({ digest }) => digest.slice('sha256:'.length)),
    now,
    signal,
  );
  for (const { path } of gone) {
    signal.throwIfAborted();
    // What a scan has met again meanwhile stays.
    if ((await stat(path)).mtimeMs < limitMs) await rm(path, { force: true });
  }
}
