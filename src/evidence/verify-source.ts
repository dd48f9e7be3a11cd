import { closeSync, fstatSync, openSync } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { EvidenceError } from '#domain/errors.ts';
import { openPacked, PACKED } from './packed-snapshot.ts';
import { type BundleSource, pieceBuffer, readRange } from './verify-pieces.ts';
import type { Remarks } from './verify-remarks.ts';
import { openZip } from './verify-zip.ts';
import { walkFiles } from './walk-files.ts';

/** Opens a bundle or a snapshot. Throws an EvidenceError when there is nothing, or something that is neither a folder nor a zip nor a packed snapshot. */
export async function openSource(path: string, remarks: Remarks): Promise<BundleSource> {
  const stat = await lstat(path).catch(() => undefined);
  if (stat?.isDirectory() === true) return await openFolder(path, remarks);
  if (stat?.isFile() === true && path.endsWith(PACKED)) return openPacked(path, remarks);
  if (stat?.isFile() === true) {
    const zip = openZip(path, remarks);
    if (zip !== undefined) return zip;
  }
  if (stat === undefined && !path.endsWith(PACKED)) {
    // A running service packs a snapshot when the next one is made: it may have happened since somebody looked for it.
    const packed = `${path}${PACKED}`;
    if ((await lstat(packed).catch(() => undefined))?.isFile() === true)
      return openPacked(packed, remarks);
  }
  throw new EvidenceError(
    'EVIDENCE_UNREADABLE',
    stat === undefined ? `${path} does not exist.` : `${path} is neither a folder nor a zip.`,
  );
}

async function openFolder(path: string, remarks: Remarks): Promise<BundleSource> {
  const entries = await walkFiles(path);
  const files = new Map<string, number>();
  for (const entry of entries) {
    if (entry.kind === 'file') files.set(entry.path, (await lstat(join(path, entry.path))).size);
    else remarks.alter(entry.path, 'is a link or special file; a snapshot has plain files only');
  }
  const buffer = pieceBuffer();
  return {
    files,
    *pieces(name) {
      const file = openSync(join(path, name), 'r');
      try {
        yield* readRange(file, 0, fstatSync(file).size, buffer);
      } finally {
        closeSync(file);
      }
    },
    [Symbol.dispose]: () => undefined,
  };
}
