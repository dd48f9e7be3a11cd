import { readFileSync } from 'node:fs';
import { EvidenceError } from '#domain/errors.ts';
import { type Checkpoint, openCheckpoint } from '#merkle-log/checkpoint.ts';
import {
  formatConsistency,
  formatInclusion,
  parseConsistency,
  parseInclusion,
} from '#merkle-log/proof-text.ts';
import { verifyConsistency, verifyInclusion } from '#merkle-log/proofs.ts';
import { formatVkey, type NoteKey, parseVkey } from '#merkle-log/signed-note.ts';
import { leafHash } from '#merkle-log/tree.ts';
import { canonicalLine } from './canonical-json.ts';
import { publicPem } from './keys/signer.ts';
import { type BundleSource, readText, readWhole } from './verify-pieces.ts';
import type { Remarks } from './verify-remarks.ts';

/** One signature line alone, behind three lines and an empty one. */
const NOTE = /^(?<origin>[^\n]+)\n\d+\n[^\n]+\n\n— (?<name>[^ \n]+) (?<blob>[^ \n]+)\n$/u;
const CHECKPOINT = 'log/checkpoint';
const PRIOR = 'log/prior-checkpoint';
const INCLUSION = 'log/inclusion.tlog-proof';
const CONSISTENCY = 'log/consistency.txt';

/** The log of a bundle, when its proofs could be read. */
export interface ReadLog {
  readonly key: NoteKey;
  readonly checkpoint: Checkpoint;
  readonly prior: Checkpoint;
}

/** Verifies both checkpoints and both proofs: the entry is in a log that continues the one which the statement names. */
export function verifyLog(
  source: BundleSource,
  said: Readonly<Record<string, unknown>>,
  remarks: Remarks,
): ReadLog | undefined {
  const key = readKey(source, remarks);
  const note = readText(source, CHECKPOINT, remarks);
  const priorNote = readText(source, PRIOR, remarks);
  if (key === undefined || note === undefined || priorNote === undefined) return undefined;
  const checkpoint = openStrictly(note, key, CHECKPOINT, remarks);
  const prior = openStrictly(priorNote, key, PRIOR, remarks);
  if (checkpoint === undefined || prior === undefined) return undefined;
  const named = {
    origin: prior.origin,
    sizeBefore: prior.size,
    rootBefore: Buffer.from(prior.root).toString('base64'),
  };
  if (canonicalLine(said) !== canonicalLine(named))
    remarks.alter(PRIOR, 'is not the one that the statement names');
  verifyPlace(source, note, { key, checkpoint, prior }, remarks);
  verifyGrowth(source, note, { key, checkpoint, prior }, remarks);
  return { key, checkpoint, prior };
}

/** Whether the log continues a checkpoint that the reader kept; `text` is its note. */
export function verifyOutsidePrior(
  text: string,
  { key, checkpoint, prior }: ReadLog,
  remarks: Remarks,
): void {
  const kept = openStrictly(text, key, '--prior', remarks);
  if (kept === undefined) return;
  const same = [checkpoint, prior].find(({ size }) => size === kept.size);
  if (kept.size > checkpoint.size) {
    remarks.alter(
      CHECKPOINT,
      `has ${checkpoint.size} entries, the checkpoint that you kept has ${kept.size}: the log was cut, or the bundle is older`,
    );
  } else if (same !== undefined && !Buffer.from(same.root).equals(kept.root)) {
    remarks.alter(CHECKPOINT, 'contradicts the checkpoint that you kept: the log was forked');
  } else if (same === undefined) {
    remarks.miss(
      CONSISTENCY,
      `begins at ${prior.size} entries, the checkpoint that you kept has ${kept.size}: whether the log continues it is not shown`,
    );
  }
}

/** The note of a checkpoint that the reader kept. Throws an EvidenceError when it cannot be read. */
export function readPrior(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new EvidenceError('EVIDENCE_UNREADABLE', `${path} cannot be read.`, { cause });
  }
}

function readKey(source: BundleSource, remarks: Remarks): NoteKey | undefined {
  const text = readText(source, 'keys/log.vkey', remarks) ?? '';
  const key = text.endsWith('\n') ? parseVkey(text.slice(0, -1)) : undefined;
  if (key === undefined || `${formatVkey(key)}\n` !== text) {
    remarks.alter('keys/log.vkey', 'is no key of a log');
    return undefined;
  }
  if (readText(source, 'keys/log-ed25519.pem', remarks) !== publicPem(key.publicKey))
    remarks.alter('keys/log-ed25519.pem', 'is another key than keys/log.vkey');
  return key;
}

function openStrictly(
  note: string,
  key: NoteKey,
  path: string,
  remarks: Remarks,
): Checkpoint | undefined {
  const { origin, name, blob } = NOTE.exec(note)?.groups ?? {};
  const bytes = Buffer.from(blob ?? '', 'base64');
  if (origin === undefined || bytes.length !== 68 || bytes.toString('base64') !== blob) {
    remarks.alter(path, 'is no checkpoint');
    return undefined;
  }
  if (origin !== key.name || name !== key.name || bytes.readUInt32BE(0) !== key.id) {
    remarks.alter(path, 'is of another log');
    return undefined;
  }
  const checkpoint = openCheckpoint(note, key);
  if (checkpoint === undefined) remarks.alter(path, "was not signed by the log's key");
  return checkpoint;
}

function verifyPlace(
  source: BundleSource,
  note: string,
  { checkpoint: { size, root }, prior }: ReadLog,
  remarks: Remarks,
): void {
  const text = readText(source, INCLUSION, remarks);
  const found = text === undefined ? undefined : parseInclusion(text);
  if (found === undefined || found.checkpoint !== note || formatInclusion(found) !== text) {
    remarks.alter(INCLUSION, `is no proof for ${CHECKPOINT}`);
    return;
  }
  const entry = readWhole(source, 'log/entry.json', remarks);
  const leaf = leafHash(entry ?? Buffer.alloc(0));
  if (found.index < prior.size || !verifyInclusion(leaf, found.index, size, root, found.proof))
    remarks.alter(INCLUSION, 'does not show that the entry is in the log');
}

function verifyGrowth(
  source: BundleSource,
  note: string,
  { checkpoint: { size, root }, prior }: ReadLog,
  remarks: Remarks,
): void {
  const text = readText(source, CONSISTENCY, remarks);
  const found = text === undefined ? undefined : parseConsistency(text);
  if (found === undefined || found.checkpoint !== note || formatConsistency(found) !== text) {
    remarks.alter(CONSISTENCY, `is no proof for ${CHECKPOINT}`);
    return;
  }
  const { oldSize, proof } = found;
  if (oldSize !== prior.size || !verifyConsistency(oldSize, prior.root, size, root, proof))
    remarks.alter(CONSISTENCY, 'does not show that the log only grew');
}
