import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { flushToDisk, replaceFile, sha256Of, writeHashedFile } from './hashed-file.ts';
import { isWorthPacking, pack } from './packed-body.ts';
import { namesIn } from './prune-bodies.ts';
import { BASES_FILE, baseLine, parseBases } from './question-bases.ts';

/**
 * Packs the bodies that the version before kept plain, and answers with how many there were. The plain file goes when the packed one is
 * on the disk, so that a kill at any step loses nothing and the next time goes on. One that a snapshot shares stays: it would not give
 * back its room. So does one that was spoilt, for a reader to tell.
 */
export async function convertBodies(directory: string, signal: AbortSignal): Promise<number> {
  const within = join(directory, 'bodies');
  let converted = 0;
  for (const folder of await namesIn(within)) {
    for (const name of await namesIn(join(within, folder))) {
      signal.throwIfAborted();
      if (!name.endsWith('.body')) continue;
      if (await isConverted(directory, join(within, folder, name))) converted += 1;
    }
  }
  return converted;
}

async function isConverted(directory: string, path: string): Promise<boolean> {
  const { size, nlink, atime, mtime } = await stat(path);
  if (nlink > 1 || !isWorthPacking({ length: size })) return false;
  const body = await readFile(path);
  const packed = pack(body);
  if (packed === undefined || !path.endsWith(`${sha256Of(body)}.body`)) return false;
  const incoming = join(directory, 'incoming');
  await mkdir(incoming, { recursive: true });
  const temporary = join(incoming, randomUUID());
  await writeHashedFile(temporary, packed);
  // As old as it was: pruning goes by it.
  await utimes(temporary, atime, mtime);
  await rename(temporary, path.replace(/\.body$/u, '.zst'));
  await flushToDisk(dirname(path));
  await rm(path, { force: true });
  return true;
}

/** Takes out of the list of bases those that are not kept any more and those that another one has followed. */
export async function tidyBases(directory: string): Promise<void> {
  const path = join(directory, BASES_FILE);
  const text = await readFile(path, 'utf8').catch(() => '');
  const kept = [...parseBases(text)].filter(([, sha256]) =>
    existsSync(join(directory, 'bodies', sha256.slice(0, 2), `${sha256}.zst`)),
  );
  const tidied = kept.map(([question, sha256]) => baseLine(question, sha256)).join('');
  if (tidied.length < text.length) await replaceFile(path, tidied);
}
