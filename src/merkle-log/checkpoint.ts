import type { KeyObject } from 'node:crypto';
import { type NoteKey, openNote, signNote } from './signed-note.ts';
import { HASH_BYTES } from './tree.ts';

/** What a log commits itself to: so many entries, with this root over them. */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

/** The text of a checkpoint: origin, size and root in base64, a line each; C2SP tlog-checkpoint, no extension lines. */
export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${Buffer.from(root).toString('base64')}\n`;
}

/** A checkpoint as a signed note; the key's name is the origin. */
export function signCheckpoint(checkpoint: Checkpoint, privateKey: KeyObject): string {
  return signNote(checkpointText(checkpoint), checkpoint.origin, privateKey);
}

/** What a note says when this key signed it and it speaks of this key's log; undefined otherwise. */
export function openCheckpoint(note: string, key: NoteKey): Checkpoint | undefined {
  const text = openNote(note, key);
  const checkpoint = text === undefined ? undefined : parseCheckpointText(text);
  return checkpoint?.origin === key.name ? checkpoint : undefined;
}

/** The words of a checkpoint, signed or not; undefined for another form. Extension lines, which we never write, are refused. */
export function parseCheckpointText(text: string): Checkpoint | undefined {
  const match =
    /^(?<origin>[^\n]+)\n(?<size>0|[1-9]\d{0,15})\n(?<root>[A-Za-z0-9+/]{43}=)\n$/u.exec(text);
  const { origin, size, root } = match?.groups ?? {};
  if (origin === undefined || size === undefined || root === undefined) return undefined;
  const bytes = Buffer.from(root, 'base64');
  const isWritten = bytes.toString('base64') === root && bytes.length === HASH_BYTES;
  return isWritten && Number.isSafeInteger(Number(size))
    ? { origin, size: Number(size), root: bytes }
    : undefined;
}
