import { existsSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { EvidenceError } from '#domain/errors.ts';
import { exchangeLine, type KeptExchange, packedIndex } from './kept-exchange.ts';

/** Appends a line to the index of an open scan; throws an EvidenceError where it cannot be written. */
export function writeLine(
  scan: { readonly id: string; readonly file: number },
  kept: KeptExchange,
): void {
  try {
    writeSync(scan.file, exchangeLine(kept));
  } catch (cause) {
    throw new EvidenceError('EVIDENCE_NOT_KEPT', `Cannot write to the index of scan ${scan.id}.`, {
      cause,
    });
  }
}

/** Makes the index of a scan and opens it; throws an EvidenceError where there is one by this path, packed or not. */
export function openIndex(path: string): number {
  try {
    mkdirSync(dirname(path), { recursive: true });
    if (existsSync(packedIndex(path))) throw new Error(`${packedIndex(path)} exists`);
    return openSync(path, 'wx');
  } catch (cause) {
    throw new EvidenceError(
      'EVIDENCE_NOT_KEPT',
      `Cannot begin the index ${path}: its directory is not writable, or a scan of this id was kept before.`,
      { cause },
    );
  }
}
