import { createHash, hash } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** What a manifest says of a file's content. */
export interface Content {
  readonly bytes: number;
  /** 64 lower-case hex digits. */
  readonly sha256: string;
}

const PIECE_BYTES = 65_536;

export function sha256Of(content: Uint8Array): string {
  return hash('sha256', content, 'hex');
}

/** Writes a new file piece by piece and flushes it to the disk; throws when it is there already. */
export async function writeHashedFile(
  path: string,
  pieces: string | Uint8Array | Iterable<string> | AsyncIterable<string>,
): Promise<Content> {
  await using file = await open(path, 'wx');
  if (pieces instanceof Uint8Array) {
    await file.writeFile(pieces);
    await file.sync();
    return { bytes: pieces.length, sha256: sha256Of(pieces) };
  }
  const digest = createHash('sha256');
  let bytes = 0;
  let waiting = '';
  const flush = async (): Promise<void> => {
    const block = Buffer.from(waiting, 'utf8');
    waiting = '';
    digest.update(block);
    bytes += block.length;
    await file.appendFile(block);
  };
  for await (const piece of typeof pieces === 'string' ? [pieces] : pieces) {
    waiting += piece;
    if (waiting.length >= PIECE_BYTES) await flush();
  }
  await flush();
  await file.sync();
  return { bytes, sha256: digest.digest('hex') };
}

/** Writes a new file of these pieces, one after the other, and flushes it to the disk; throws when it is there already. */
export async function writePieces(path: string, pieces: Iterable<Uint8Array>): Promise<void> {
  await using file = await open(path, 'wx');
  for (const piece of pieces) await file.appendFile(piece);
  await file.sync();
}

/** Reads a file in small pieces; the errors are those of the file system. */
export async function hashFile(path: string): Promise<Content> {
  await using file = await open(path, 'r');
  const { size } = await file.stat();
  const piece = Buffer.allocUnsafe(Math.min(PIECE_BYTES, size + 1));
  const digest = createHash('sha256');
  let bytes = 0;
  for (;;) {
    const { bytesRead } = await file.read(piece, 0, piece.length, null);
    if (bytesRead === 0) return { bytes, sha256: digest.digest('hex') };
    digest.update(piece.subarray(0, bytesRead));
    bytes += bytesRead;
  }
}

/** Makes names in a directory, or a file's content, survive a loss of power. */
export async function flushToDisk(path: string): Promise<void> {
  await using handle = await open(path, 'r');
  await handle.sync();
}

/** Puts a small file in the place of an older one, flushed to the disk; whoever reads sees the one or the other whole. */
export async function replaceFile(path: string, text: string): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true });
  await rm(`${path}.partial`, { force: true });
  await writeHashedFile(`${path}.partial`, text);
  await rename(`${path}.partial`, path);
  await flushToDisk(folder);
}
