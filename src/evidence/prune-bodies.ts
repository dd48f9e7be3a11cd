import { open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Digest } from '#domain/reading.ts';
import { baseOf, HEAD_BYTES } from './packed-body.ts';

/** A file of a body, or what a crash left half-written. */
export interface BodyFile {
  readonly path: string;
  readonly digest: Digest;
  readonly size: number;
  readonly mayGo: boolean;
}

/**
 * Removes the bodies that are not in `keep`, that no body which stays is written down as the difference from, and that were not used
 * since `limit` (milliseconds).
 */
export async function pruneBodies(
  directory: string,
  keep: ReadonlySet<Digest>,
  limit: number,
  signal: AbortSignal,
): Promise<{ readonly bodies: number; readonly bytes: number }> {
  const unneeded: BodyFile[] = [];
  const bases = new Set<Digest>();
  for await (const file of bodyFiles(directory, keep, limit)) {
    signal.throwIfAborted();
    if (file.mayGo) unneeded.push(file);
    else if (file.path.endsWith('.zst')) {
      const base = await baseOfFile(file.path);
      if (base !== undefined) bases.add(base);
    }
  }
  let bodies = 0;
  let bytes = 0;
  for (const { path, digest, size } of unneeded) {
    signal.throwIfAborted();
    // What a scan has met again meanwhile, itself or as a base, stays.
    if (bases.has(digest) || (await stat(path)).mtimeMs >= limit) continue;
    await rm(path, { force: true });
    bodies += 1;
    bytes += size;
  }
  return { bodies, bytes };
}

/** Every file of a body, and what a crash left; `mayGo`: it is not in `keep` and was not used since `limit` (milliseconds). */
export async function* bodyFiles(
  directory: string,
  keep: ReadonlySet<Digest>,
  limit: number,
): AsyncGenerator<BodyFile> {
  const within = join(directory, 'bodies');
  const folders = (await namesIn(within)).map((name) => join(within, name));
  for (const folder of [...folders, join(directory, 'incoming')]) {
    for (const name of await namesIn(folder)) {
      const path = join(folder, name);
      const { mtimeMs, size } = await stat(path);
      const digest: Digest = `sha256:${name.replace(/\.(?:body|zst)$/u, '')}`;
      yield { path, digest, size, mayGo: !keep.has(digest) && mtimeMs < limit };
    }
  }
}

/** The body that a packed one is the difference from; undefined where it stands by itself. */
export async function baseOfFile(path: string): Promise<Digest | undefined> {
  await using file = await open(path, 'r');
  const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
  const base = baseOf(buffer.subarray(0, bytesRead));
  return base === undefined ? undefined : `sha256:${base}`;
}

/** Of a folder; none where there is no folder: a store into which nothing was kept yet has none. */
export async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
