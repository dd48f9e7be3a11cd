import { lstat, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Instant, toInstant } from '#domain/instant.ts';
import { type BodyStore, createBodyStore } from './body-store.ts';
import { cutPieces } from './cut-pieces.ts';
import { flushToDisk, writeHashedFile } from './hashed-file.ts';
import { MANIFEST_FILE, parseManifest } from './manifest.ts';
import { headOf, PACKED, type PackedFile, packedBytes } from './packed-snapshot.ts';
import { namesIn } from './prune-bodies.ts';
import { removeFolder, removeGoing } from './remove-folder.ts';
import { isSafePath } from './sha256-sums.ts';
import { verifyBundle } from './verify-bundle.ts';
import type { BundleSource } from './verify-pieces.ts';
import { createRemarks } from './verify-remarks.ts';
import { openSource } from './verify-source.ts';

/** A shorter file costs less in the snapshot's own file than as one of its own. */
const SHORT_BYTES = 8192;
/** Its lines are never those of another day, and their order is that of the answers. */
const MOVING = 'raw/index.ndjson';

/**
 * Packs the snapshots in `<directory>/<kind>` that lie plain, but for the newest, and answers with how many there were: their files go
 * in pieces among the bodies, where what is so today as well as yesterday takes no room. The folder goes when everything is on the disk
 * under its new name, so that a kill at any step loses nothing and the next time goes on. One that is not intact stays as it is, for
 * `verifyBundle` to tell.
 */
export async function packSnapshots(
  directory: string,
  kind: 'snapshots' | 'periods',
  now: number,
  signal: AbortSignal,
): Promise<number> {
  const within = join(directory, kind);
  // In the order of time, as their names are.
  const names = (await namesIn(within)).filter((name) => isSafePath(name)).toSorted();
  const bodies = createBodyStore(directory);
  await removeGoing(within);
  let packed = 0;
  for (const name of names.slice(0, -1)) {
    signal.throwIfAborted();
    if (name.endsWith(PACKED)) continue;
    const isThere = names.includes(`${name}${PACKED}`);
    if (!isThere && !(await isPacked(bodies, within, name, toInstant(now), signal))) continue;
    await removeFolder(join(within, name));
    packed += 1;
  }
  return packed;
}

async function isPacked(
  bodies: BodyStore,
  within: string,
  name: string,
  now: Instant,
  signal: AbortSignal,
): Promise<boolean> {
  const folder = join(within, name);
  if (!(await lstat(folder)).isDirectory()) return false;
  if ((await verifyBundle(folder)).altered.length > 0) return false;
  using source = await openSource(folder, createRemarks());
  const manifest = parseManifest(wholeOf(source, MANIFEST_FILE).toString('utf8'));
  if (manifest === undefined) return false;
  const used = new Set<string>();
  const put = (content: Buffer, question?: string): string => {
    const { sha256, base } = bodies.put(content, now, question);
    used.add(sha256);
    if (base !== undefined) used.add(base);
    return sha256;
  };
  const answers = new Set(
    manifest.files.filter(({ role }) => role === 'answer').map(({ path }) => path),
  );
  const files: Record<string, PackedFile> = {};
  for (const [path, bytes] of source.files) {
    signal.throwIfAborted();
    if (answers.has(path)) put(wholeOf(source, path));
    else files[path] = packedFile(source, path, bytes, put);
  }
  await bodies.flush(used, signal);
  await writeWhole(within, `${name}${PACKED}`, packedBytes(headOf(manifest), files));
  return true;
}

function packedFile(
  source: BundleSource,
  path: string,
  bytes: number,
  put: (content: Buffer, question?: string) => string,
): PackedFile {
  if (bytes <= SHORT_BYTES) {
    const content = wholeOf(source, path);
    const text = content.toString('utf8');
    return Buffer.from(text).equals(content) ? { text } : { base64: content.toString('base64') };
  }
  const pieces: string[] = [];
  for (const { content, beginning } of cutPieces(source.pieces(path)))
    pieces.push(put(content, `${path} ${path === MOVING ? pieces.length : beginning}`));
  return { bytes, pieces };
}

function wholeOf(source: BundleSource, path: string): Buffer {
  const pieces: Buffer[] = [];
  for (const piece of source.pieces(path)) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

/** The name appears with the whole content or not at all. */
async function writeWhole(within: string, name: string, content: Buffer): Promise<void> {
  const partial = join(within, `.partial-${name}`);
  await rm(partial, { force: true });
  await writeHashedFile(partial, content);
  await rename(partial, join(within, name));
  await flushToDisk(within);
}
