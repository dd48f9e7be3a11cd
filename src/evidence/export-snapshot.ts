import { existsSync } from 'node:fs';
import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { EvidenceError } from '#domain/errors.ts';
import { flushToDisk } from './hashed-file.ts';
import { type Verification, verifyBundle } from './verify-bundle.ts';
import { walkFiles } from './walk-files.ts';

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
    for (const entry of await walkFiles(path)) {
      signal.throwIfAborted();
      const copy = join(partial, entry.path);
      await mkdir(dirname(copy), { recursive: true });
      await copyFile(join(path, entry.path), copy);
      await flushToDisk(copy);
    }
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
export function refuseDamaged(path: string, { altered }: Verification): void {
  const [first] = altered;
  if (first === undefined) return;
  throw new EvidenceError(
    'EVIDENCE_DAMAGED',
    `${path} is not intact (${altered.length} problems; first: ${first.path} ${first.message}). Nothing was exported.`,
  );
}
