import { createHmac, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EvidenceError } from '#domain/errors.ts';

const KEY_BYTES = 32;

/**
 * HMAC-SHA256 (64 hex digits) of texts that may not be kept, under a key that stays in the evidence directory (`mask.key`) and goes
 * into no snapshot: whoever holds a secret can be shown that it stood there, and nobody can guess a short one from the digest.
 * Throws an EvidenceError when the key can be neither read nor made.
 */
export function createMaskHmac(directory: string): (text: string) => string {
  let key: Buffer | undefined;
  return (text) => {
    key ??= readKey(directory);
    return createHmac('sha256', key).update(text, 'utf8').digest('hex');
  };
}

function readKey(directory: string): Buffer {
  const path = join(directory, 'mask.key');
  try {
    mkdirSync(directory, { recursive: true });
    try {
      writeFileSync(path, randomBytes(KEY_BYTES), { flag: 'wx', mode: 0o600, flush: true });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    const key = readFileSync(path);
    if (key.length === KEY_BYTES) return key;
  } catch (cause) {
    throw new EvidenceError('EVIDENCE_NOT_KEPT', `The key ${path} can be neither read nor made.`, {
      cause,
    });
  }
  throw new EvidenceError('EVIDENCE_NOT_KEPT', `${path} is no key of ${KEY_BYTES} bytes.`);
}
