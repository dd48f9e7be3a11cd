import { createPublicKey, verify } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EvidenceError } from '#domain/errors.ts';
import type { Instant } from '#domain/instant.ts';
import { canonicalJson } from '../canonical-json.ts';
import { replaceFile } from '../hashed-file.ts';

/** A key and when it counted. */
export interface KeyRecord {
  readonly purpose: 'attest' | 'log';
  readonly algorithm: 'ECDSA-P256-SHA256' | 'Ed25519';
  readonly fingerprint: string;
  /** PEM. */
  readonly publicKey: string;
  /** The key of a log as one line, its name included; null for the key of attestations. */
  readonly vkey: string | null;
  /** Of a key in Key Vault. */
  readonly keyId: string | null;
  readonly from: Instant;
  /** null: it still counts. */
  readonly to: Instant | null;
  /** Fingerprint of the key that it replaced; null for the first. */
  readonly signedBy: string | null;
  /** The replaced key's word for it, base64 of DER; null when that could no longer sign. */
  readonly signature: string | null;
}

/** Oldest first. */
export interface KeyHistory {
  readonly keys: readonly KeyRecord[];
}

/** The history of an evidence directory; empty when nothing was ever signed there. Throws an EvidenceError when it cannot be read. */
export async function readHistory(evidence: string): Promise<KeyHistory> {
  const path = historyPath(evidence);
  if (!existsSync(path)) return { keys: [] };
  const history = parseHistory(await readFile(path, 'utf8'));
  if (history !== undefined) return history;
  throw new EvidenceError('EVIDENCE_KEY_HISTORY', `${path} is no history of keys: restore it.`);
}

/** Replaces it, whole or not at all. */
export async function writeHistory(evidence: string, history: KeyHistory): Promise<void> {
  await replaceFile(historyPath(evidence), historyText(history));
}

/** The history as it stands in bundles. */
export function historyText(history: KeyHistory): string {
  return [...canonicalJson(history)].join('');
}

/** The record of the key that counts now. */
export function currentKey(
  { keys }: KeyHistory,
  purpose: KeyRecord['purpose'],
): KeyRecord | undefined {
  return keys.findLast((key) => key.purpose === purpose && key.to === null);
}

/** The history with another key in force from `record.from` on. */
export function withKey(history: KeyHistory, record: KeyRecord): KeyHistory {
  const ended = history.keys.map((key) =>
    key.purpose === record.purpose && key.to === null ? { ...key, to: record.from } : key,
  );
  return { keys: [...ended, record] };
}

/** What the older key signs to hand over. */
export function rotationBytes(
  record: Pick<KeyRecord, 'purpose' | 'fingerprint' | 'from' | 'signedBy'>,
): Buffer {
  const { purpose, fingerprint, from, signedBy } = record;
  const lines = ['posture-key-rotation v1', purpose, fingerprint, from, signedBy ?? ''];
  return Buffer.from(`${lines.join('\n')}\n`, 'utf8');
}

/** Whether the key that it replaced vouched for it. */
export function isVouchedFor(record: KeyRecord, { keys }: KeyHistory): boolean {
  const older = keys.find(({ fingerprint }) => fingerprint === record.signedBy);
  if (older === undefined || record.signature === null) return false;
  const signature = Buffer.from(record.signature, 'base64');
  return verify('sha256', rotationBytes(record), createPublicKey(older.publicKey), signature);
}

function historyPath(evidence: string): string {
  return join(evidence, 'keys', 'history.json');
}

/** The history of a text; undefined for what is none. */
export function parseHistory(text: string): KeyHistory | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The caller says that it is no history.
    return undefined;
  }
  if (typeof value !== 'object' || value === null || !('keys' in value)) return undefined;
  const { keys } = value;
  if (!Array.isArray(keys) || !keys.every((key) => isRecord(key))) return undefined;
  return { keys };
}

function isRecord(value: unknown): value is KeyRecord {
  if (typeof value !== 'object' || value === null) return false;
  const members = value as Partial<Record<keyof KeyRecord, unknown>>;
  const texts = [members.fingerprint, members.publicKey, members.from, members.algorithm];
  const textsOrNulls = [
    members.to,
    members.signedBy,
    members.signature,
    members.vkey,
    members.keyId,
  ];
  return (
    (members.purpose === 'attest' || members.purpose === 'log') &&
    texts.every((text) => typeof text === 'string') &&
    textsOrNulls.every((text) => text === null || typeof text === 'string')
  );
}
