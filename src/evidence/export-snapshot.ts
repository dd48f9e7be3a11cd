import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { EvidenceError } from '#domain/errors.ts';
import { writePieces } from './hashed-file.ts';
import { type Verification, verifyBundle } from './verify-bundle.ts';
import { createRemarks } from './verify-remarks.ts';
import { openSource } from './verify-source.ts';

/**
 * Copies a snapshot byte for byte to a directory that must not exist yet, and verifies the copy. Throws an EvidenceError, and
 * leaves nothing behind, when the snapshot is not intact.
 */
export async function exportSnapshot(
  path: string,
  target: string,
  signal: AbortSignal,
): Promise<Verification> {
  const before = await verifyBundle(path);
  refuseDamaged(path, before);
  if (existsSync(target)) {
    throw new EvidenceError(
      'EVIDENCE_EXPORT_EXISTS',
      `${target} exists: an export never overwrites anything.`,
    );
  }
  const partial = `${resolve(target)}.partial`;
  await mkdir(dirname(partial), { recursive: true });
  try {
    const remarks = createRemarks();
    using source = await openSource(path, remarks);
    for (const name of source.files.keys()) {
      signal.throwIfAborted();
      const copy = join(partial, name);
      await mkdir(dirname(copy), { recursive: true });
      await writePieces(copy, source.pieces(name));
    }
    refuseDamaged(path, remarks);
    const verification = await verifyBundle(partial);
    refuseDamaged(partial, verification);
    await rename(partial, target);
    return verification;
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error;
  }
}

/** Throws an EvidenceError for a snapshot that is not intact. */
export function refuseDamaged(path: string, { altered }: Pick<Verification, 'altered'>): void {
  const [first] = altered;
  if (first === undefined) return;
  throw new EvidenceError(
    'EVIDENCE_DAMAGED',
    `${path} is not intact (${altered.length} problems; first: ${first.path} ${first.message}). Nothing was exported.`,
  );
}
