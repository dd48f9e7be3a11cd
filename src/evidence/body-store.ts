import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { EvidenceError } from '#domain/errors.ts';
import type { Instant } from '#domain/instant.ts';
import { toMilliseconds } from '#domain/instant.ts';
import { sha256Of } from './hashed-file.ts';

/** Bodies of answers, each once: `<directory>/bodies/<first 2 hex>/<sha256>.body`. */
export interface BodyStore {
  /**
   * Keeps a body and answers with its digest, 64 hex digits. A body that is there already is compared byte by byte; one that a
   * crash or the disk spoilt is replaced. Not yet flushed to the disk: the caller does that for many at once.
   */
  put(body: Buffer, at: Instant): string;
  /** Where a body lies, whether it is there or not. */
  path(sha256: string): string;
}

/** Opens the bodies below `directory`; directories are made at the first answer. */
export function createBodyStore(directory: string): BodyStore {
  const known = new Set<string>();
  const incoming = join(directory, 'incoming');
  const path = (sha256: string): string =>
    join(directory, 'bodies', sha256.slice(0, 2), `${sha256}.body`);
  const write = (target: string, body: Buffer): void => {
    for (const folder of [incoming, dirname(target)]) {
      if (!known.has(folder)) mkdirSync(folder, { recursive: true });
      known.add(folder);
    }
    const temporary = join(incoming, randomUUID());
    writeFileSync(temporary, body, { flag: 'wx', mode: 0o444 });
    // The name appears with the whole content or not at all.
    renameSync(temporary, target);
  };
  return {
    path,
    put(body, at) {
      const sha256 = sha256Of(body);
      const target = path(sha256);
      try {
        if (isThere(target, body)) {
          // Pruning spares what was used lately, also by another process.
          const seconds = (toMilliseconds(at) ?? 0) / 1000;
          utimesSync(target, seconds, seconds);
        } else {
          write(target, body);
        }
        return sha256;
      } catch (cause) {
        throw new EvidenceError(
          'EVIDENCE_NOT_KEPT',
          `Cannot keep an answer of ${body.length} bytes at ${target}. See that the disk has room and the directory is writable.`,
          { cause },
        );
      }
    },
  };
}

function isThere(path: string, body: Buffer): boolean {
  try {
    return readFileSync(path).equals(body);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}
