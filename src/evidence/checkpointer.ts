import { hash } from 'node:crypto';
import { EvidenceError, StoreError } from '#domain/errors.ts';
import type { Instant } from '#domain/instant.ts';
import type { LogEntry } from '#domain/log-entry.ts';
import type { LogReader } from '#domain/state-store.ts';
import {
  type Checkpoint,
  openCheckpoint,
  parseCheckpointText,
  signCheckpoint,
} from '#merkle-log/checkpoint.ts';
import { type Leaves, leafHash, leavesOf, rootOf } from '#merkle-log/tree.ts';
import type { LogKey } from './keys/key-ring.ts';
import type { CheckpointFile } from './log-checkpoints.ts';

/** What the checkpoints are made of. */
export interface CheckpointerTools {
  readonly log: LogReader;
  readonly append: (entries: readonly LogEntry[]) => Promise<number>;
  /** Called once the log contradicts what was signed. */
  readonly freeze: () => void;
  readonly file: CheckpointFile;
  /** The newest checkpoint that lies outside our reach; undefined when there is none. Throws when it cannot be asked. */
  readonly anchored: (signal: AbortSignal) => Promise<string | undefined>;
  readonly openKey: () => Promise<LogKey>;
  readonly now: () => Instant;
}

/** A signed note with the tree that it speaks of. */
export interface SignedTree {
  readonly note: string;
  readonly checkpoint: Checkpoint;
  readonly leaves: Leaves;
}

export interface Checkpointer {
  /**
   * Checks the log against the last signed checkpoint, and signs the present one when it grew. Throws an EvidenceError with the code
   * `EVIDENCE_LOG_MISMATCH`, and freezes the log, when it contradicts what was signed; from then on every call throws it.
   */
  checkpoint(signal: AbortSignal): Promise<SignedTree>;
  /** Compares the log with the checkpoint outside our reach; throws likewise, or what asking for it throws. */
  compareAnchor(signal: AbortSignal): Promise<void>;
}

const ENTRIES_AT_ONCE = 500;

/** Signs what the log holds, and never two histories of it. Calls must not overlap. */
export function createCheckpointer(tools: CheckpointerTools): Checkpointer {
  const { log, file } = tools;
  let mismatch: EvidenceError | undefined;
  /** Entries before this one were hashed again by this process. */
  let checked = 0;

  const refuse = (why: string): EvidenceError => {
    mismatch = new EvidenceError(
      'EVIDENCE_LOG_MISMATCH',
      `The evidence log contradicts what was signed: ${why} Nothing more is signed or logged. Was the state restored from a copy or altered? Put back the newest state, or begin another log by giving evidence.origin another name.`,
    );
    tools.freeze();
    return mismatch;
  };

  async function leafHashes(size: number): Promise<Uint8Array> {
    try {
      return await log.leafHashes(size);
    } catch (error) {
      // The last number is there and one before it is not: somebody took it out.
      if (error instanceof StoreError && error.code === 'STORE_LOG_SHORT')
        throw refuse('entries are missing.');
      throw error;
    }
  }

  async function hasBegun(origin: string): Promise<boolean> {
    return (await log.find('service', { action: 'log begun', origin })) !== undefined;
  }

  async function readTree(signal: AbortSignal): Promise<Leaves> {
    const size = await log.size();
    const leaves = leavesOf(await leafHashes(size));
    if (leaves.size !== size)
      throw refuse(`it has ${size} entries but ${leaves.size} leaf hashes.`);
    for (let from = Math.min(checked, size); from < size; from += ENTRIES_AT_ONCE) {
      signal.throwIfAborted();
      const to = Math.min(size, from + ENTRIES_AT_ONCE);
      const wrong = await wrongEntry(leaves, from, to);
      if (wrong !== undefined) throw refuse(`entry ${wrong} is not the one that was hashed.`);
    }
    return leaves;
  }

  async function wrongEntry(leaves: Leaves, from: number, to: number) {
    const entries = await log.entries(from, to);
    for (let index = from; index < to; index += 1) {
      const entry = entries[index - from];
      const stored = leaves.bytes.subarray(index * 32, index * 32 + 32);
      if (entry?.index !== index || Buffer.compare(leafHash(entry.bytes), stored) !== 0)
        return index;
    }
    return undefined;
  }

  function compare(note: string, { key }: LogKey, leaves: Leaves, where: string): Checkpoint {
    const signed = openCheckpoint(note, key);
    if (signed === undefined) throw refuse(`${where} does not bear this log's signature.`);
    if (signed.size > leaves.size)
      throw refuse(`${where} speaks of ${signed.size} entries, there are ${leaves.size}.`);
    if (Buffer.compare(rootOf(leaves, signed.size), signed.root) !== 0)
      throw refuse(`the first ${signed.size} entries are others than ${where} says.`);
    return signed;
  }

  /** The newest note, of another log too when the log was given another name; that one is then put aside and told of. */
  async function lastNote(key: LogKey): Promise<string | undefined> {
    const note = await file.read();
    if (note === undefined) {
      if (await hasBegun(key.key.name))
        throw refuse('the last signed checkpoint is missing from the evidence directory.');
      return undefined;
    }
    const text = note.slice(0, note.indexOf('\n\n') + 1);
    const said = parseCheckpointText(text);
    if (said === undefined || said.origin === key.key.name) return note;
    await file.retire();
    await tools.append([restoreEntry(said, note, tools.now())]);
    return undefined;
  }

  return {
    async checkpoint(signal) {
      if (mismatch !== undefined) throw mismatch;
      const key = await tools.openKey();
      const note = await lastNote(key);
      if (note === undefined && !(await hasBegun(key.key.name)))
        await tools.append([begunEntry(key.key.name, tools.now())]);
      const leaves = await readTree(signal);
      const last =
        note === undefined ? undefined : compare(note, key, leaves, 'the last one signed');
      checked = leaves.size;
      const checkpoint = { origin: key.key.name, size: leaves.size, root: rootOf(leaves) };
      if (note !== undefined && last?.size === leaves.size) return { note, checkpoint, leaves };
      const signed = signCheckpoint(checkpoint, key.privateKey);
      await file.write(signed);
      return { note: signed, checkpoint, leaves };
    },
    async compareAnchor(signal) {
      if (mismatch !== undefined) throw mismatch;
      const note = await tools.anchored(signal);
      if (note === undefined) return;
      const key = await tools.openKey();
      if (!note.startsWith(`${key.key.name}\n`)) return;
      const leaves = leavesOf(await leafHashes(await log.size()));
      compare(note, key, leaves, 'the checkpoint outside our reach');
    },
  };
}

function begunEntry(origin: string, at: Instant): LogEntry {
  return { type: 'service', at, body: { action: 'log begun', origin } };
}

/** Another log begins in the place of this one, by an operator's will; what it said last stays on record. */
function restoreEntry(said: Checkpoint, note: string, at: Instant): LogEntry {
  return {
    type: 'restore',
    at,
    body: {
      action: 'another log begun',
      origin: said.origin,
      size: said.size,
      root: Buffer.from(said.root).toString('base64'),
      checkpoint: note,
      sha256: hash('sha256', note, 'hex'),
    },
  };
}
