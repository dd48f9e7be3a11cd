import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  checkpointText,
  openCheckpoint,
  parseCheckpointText,
  signCheckpoint,
} from '#merkle-log/checkpoint.ts';
import {
  formatConsistency,
  formatInclusion,
  parseConsistency,
  parseInclusion,
} from '#merkle-log/proof-text.ts';
import { noteKey, signNote } from '#merkle-log/signed-note.ts';
import { leafHash } from '#merkle-log/tree.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const origin = 'posture.example/log';
const key = noteKey(origin, publicKey);
const checkpoint = { origin, size: 20_852_163, root: leafHash(Buffer.from('x')) };
const note = signCheckpoint(checkpoint, privateKey);

describe('checkpoint', () => {
  it('E12 reads back what it says when the log signed it', () => {
    const opened = openCheckpoint(note, key);

    expect(opened).toEqual({ ...checkpoint, root: Buffer.from(checkpoint.root) });
    expect(note.startsWith(checkpointText(checkpoint))).toBe(true);
  });

  it('is not taken from a log of another origin, though its key is the same', () => {
    const foreign = signNote(
      checkpointText({ ...checkpoint, origin: 'other/log' }),
      origin,
      privateKey,
    );

    expect(openCheckpoint(foreign, key)).toBeUndefined();
  });

  it.each([
    ['a size with a leading zero', 'a\n01\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n'],
    ['a root of another length', 'a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuA==\n'],
    ['an extension line', 'a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\nmore\n'],
    ['no origin', '1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n'],
    ['bits behind the root', 'a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=\n'],
  ])('is refused with %s', (_, text) => {
    expect(parseCheckpointText(text)).toBeUndefined();
  });
});

describe('proofs as text', () => {
  const proof = [leafHash(Buffer.from('1')), leafHash(Buffer.from('2'))].map((hash) =>
    Buffer.from(hash),
  );

  it('E11 writes an inclusion proof as C2SP does and reads it back', () => {
    const text = formatInclusion({ index: 5, proof, checkpoint: note });

    const lines = text.split('\n');
    expect(lines.slice(0, 2)).toEqual(['c2sp.org/tlog-proof@v1', 'index 5']);
    expect(lines[4]).toBe('');
    expect(text.endsWith(note)).toBe(true);
    expect(parseInclusion(text)).toEqual({ index: 5, proof, checkpoint: note });
  });

  it('E12 writes a consistency proof and reads it back, an empty one too', () => {
    const text = formatConsistency({ oldSize: 3, proof, checkpoint: note });

    expect(parseConsistency(text)).toEqual({ oldSize: 3, proof, checkpoint: note });
    const empty = { oldSize: 0, proof: [], checkpoint: note };
    expect(parseConsistency(formatConsistency(empty))).toEqual(empty);
  });

  it.each([
    ['another header', 'c2sp.org/tlog-proof@v2\nindex 1\n\nx\n'],
    ['no empty line', 'c2sp.org/tlog-proof@v1\nindex 1\n'],
    ['a hash that is too short', 'c2sp.org/tlog-proof@v1\nindex 1\nAAAA\n\nx\n'],
    ['a place that is no number', 'c2sp.org/tlog-proof@v1\nindex -1\n\nx\n'],
  ])('reads no inclusion proof with %s', (_, text) => {
    expect(parseInclusion(text)).toBeUndefined();
  });
});
