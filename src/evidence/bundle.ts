import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { EvidenceError } from '#domain/errors.ts';
import { refuseDamaged } from './export-snapshot.ts';
import { type Content, flushToDisk, hashFile } from './hashed-file.ts';
import { readManifest } from './list-snapshots.ts';
import { placeInLog } from './period-bundle.ts';
import { compactInstant } from './snapshot-layout.ts';
import { type Verification, verifyBundle } from './verify-bundle.ts';
import { createRemarks } from './verify-remarks.ts';
import { openSource } from './verify-source.ts';

/** A bundle that was written. */
export interface WrittenBundle extends Content {
  readonly path: string;
  readonly verification: Verification;
}

/**
 * The start of what a zip can say, in local time as the format demands: every machine writes the same bytes. The years before it are
 * not in the format, so no zone can move it.
 */
const FIXED_TIME = new Date(1980, 0, 1);

/**
 * Writes a snapshot as one zip: stored, sorted, fixed times; the same snapshot gives the same bytes on every machine. The snapshot is
 * verified before. Throws an EvidenceError, and leaves nothing behind, when it is not intact or the file exists already.
 */
export async function writeBundle(
  snapshot: string,
  target: string,
  signal: AbortSignal,
): Promise<WrittenBundle> {
  const verification = await verifyBundle(snapshot);
  refuseDamaged(snapshot, verification);
  if (existsSync(target)) {
    throw new EvidenceError(
      'EVIDENCE_EXPORT_EXISTS',
      `${target} exists: an export never overwrites anything.`,
    );
  }
  const partial = `${resolve(target)}.partial`;
  await mkdir(dirname(partial), { recursive: true });
  try {
    await zip(snapshot, partial, signal);
    const content = await hashFile(partial);
    await rename(partial, target);
    await flushToDisk(dirname(resolve(target)));
    return { path: target, ...content, verification };
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

/** `posture-evidence_<tenant>_<from>_<to>_<n>.zip`; n is the place of its sealing in the log, or `unsealed`. Throws an EvidenceError without a readable manifest. */
export async function bundleName(snapshot: string): Promise<string> {
  const manifest = await readManifest(snapshot);
  if (manifest === null) {
    throw new EvidenceError('EVIDENCE_DAMAGED', `${snapshot} has no readable manifest.`);
  }
  const place = (await placeInLog(snapshot)) ?? 'unsealed';
  const { tenantId, period } = manifest;
  const tenant = tenantId === null ? 'unknown' : tenantId.replaceAll(/[^A-Za-z0-9-]/gu, '');
  return `posture-evidence_${tenant}_${compactInstant(period.from)}_${compactInstant(period.to)}_${place}.zip`;
}

async function zip(snapshot: string, target: string, signal: AbortSignal): Promise<void> {
  const archive = new ZipFile();
  const remarks = createRemarks();
  using source = await openSource(snapshot, remarks);
  // Sorted by path.
  for (const [path, size] of source.files) {
    const options = {
      size,
      mtime: FIXED_TIME,
      mode: 0o100_644,
      compress: false,
      // Without it, a second time field would carry the zone of the machine.
      forceDosTimestamp: true,
    };
    archive.addReadStreamLazy(path, options, (tell) =>
      tell(null, Readable.from(copied(source.pieces(path)), { objectMode: false })),
    );
  }
  archive.end();
  await pipeline(archive.outputStream, createWriteStream(target, { flags: 'wx', flush: true }), {
    signal,
  });
  refuseDamaged(snapshot, remarks);
}

/** A stream holds pieces for later; the source uses their room again. */
function* copied(pieces: Iterable<Buffer>): Generator<Buffer> {
  for (const piece of pieces) yield Buffer.from(piece);
}
