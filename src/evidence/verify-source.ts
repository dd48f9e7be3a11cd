import { closeSync, existsSync, fstatSync, openSync } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { EvidenceError } from '#domain/errors.ts';
import { openPacked, PACKED } from './packed-snapshot.ts';
import { type BundleSource, pieceBuffer, readRange } from './verify-pieces.ts';
import type { Remarks } from './verify-remarks.ts';
import { openZip } from './verify-zip.ts';
import { walkFiles } from './walk-files.ts';

/**
 * Opens a bundle or a snapshot; a folder that is packed meanwhile reads on. Throws an EvidenceError when there is nothing, or something
 * that is neither a folder nor a zip nor a packed snapshot.
 */
export async function openSource(path: string, remarks: Remarks): Promise<BundleSource> {
  const stat = await lstat(path).catch(() => undefined);
  if (stat?.isDirectory() === true) {
    const folder = await openFolder(path, remarks).catch((error: unknown) => {
      refuseUnlessGone(path, error);
    });
    return folder ?? openPackedSince(path, remarks);
  }
  if (stat?.isFile() === true && path.endsWith(PACKED)) return openPacked(path, remarks);
  if (stat?.isFile() === true) {
    const zip = openZip(path, remarks);
    if (zip !== undefined) return zip;
  }
  if (stat === undefined && existsSync(`${path}${PACKED}`)) return openPackedSince(path, remarks);
  throw new EvidenceError(
    'EVIDENCE_UNREADABLE',
    stat === undefined ? `${path} does not exist.` : `${path} is neither a folder nor a zip.`,
  );
}

/** A running service packs a snapshot when the next one is made: it may have happened since somebody looked for it. */
function openPackedSince(path: string, remarks: Remarks): BundleSource {
  const packed = `${path}${PACKED}`;
  if (existsSync(packed)) return openPacked(packed, remarks);
  throw new EvidenceError(
    'EVIDENCE_UNREADABLE',
    `${path} was removed while it was read, as snapshots are that are older than they are to be kept; posture evidence list names those that are there.`,
  );
}

/** Rethrows what does not mean that the folder went away as a whole: a file that is taken out of one is no such thing. */
function refuseUnlessGone(folder: string, error: unknown): void {
  const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
  if (!isMissing || existsSync(folder)) throw error;
}

async function openFolder(path: string, remarks: Remarks): Promise<BundleSource> {
  const entries = await walkFiles(path);
  const files = new Map<string, number>();
  for (const entry of entries) {
    if (entry.kind === 'file') files.set(entry.path, (await lstat(join(path, entry.path))).size);
    else remarks.alter(entry.path, 'is a link or special file; a snapshot has plain files only');
  }
  const buffer = pieceBuffer();
  let packed: BundleSource | undefined;
  return {
    files,
    *pieces(name) {
      const file = openIn(path, name);
      if (file === undefined) {
        packed ??= openPackedSince(path, remarks);
        yield* packed.pieces(name);
        return;
      }
      try {
        yield* readRange(file, 0, fstatSync(file).size, buffer);
      } finally {
        closeSync(file);
      }
    },
    [Symbol.dispose]: () => undefined,
  };
}

/** Undefined where the folder is gone. */
function openIn(folder: string, name: string): number | undefined {
  try {
    return openSync(join(folder, name), 'r');
  } catch (error) {
    refuseUnlessGone(folder, error);
    return undefined;
  }
}
