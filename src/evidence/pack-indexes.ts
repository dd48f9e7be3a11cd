import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress } from 'node:zlib';
import { type Instant, toMilliseconds } from '#domain/instant.ts';
import { flushToDisk } from './hashed-file.ts';
import { packedIndex } from './kept-exchange.ts';
import { namesIn } from './prune-bodies.ts';

/**
 * Packs the indexes of scans that were last written before `before`, and answers with how many there were. A plain one goes when the
 * packed one is on the disk, so that a kill at any step loses nothing and the next time goes on.
 */
export async function packIndexes(
  directory: string,
  before: Instant,
  signal: AbortSignal,
): Promise<number> {
  const folder = join(directory, 'scans');
  const limit = toMilliseconds(before) ?? 0;
  let packed = 0;
  for (const name of await namesIn(folder)) {
    signal.throwIfAborted();
    if (!name.endsWith('.ndjson')) continue;
    const path = join(folder, name);
    const { atime, mtime } = await stat(path);
    if (mtime.getTime() >= limit) continue;
    const partial = join(folder, `.partial-${name}`);
    await rm(partial, { force: true });
    const target = createWriteStream(partial, { flags: 'wx', flush: true });
    await pipeline(createReadStream(path), createZstdCompress(), target, { signal });
    // As old as it was: pruning goes by it.
    await utimes(partial, atime, mtime);
    await rename(partial, packedIndex(path));
    await flushToDisk(folder);
    await rm(path);
    packed += 1;
  }
  return packed;
}
