import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { leafHash, leavesOf, rootOf } from '#merkle-log/tree.ts';
import { sharedIsHere, sharedPath } from '../harness/shared.ts';

/** The reference leaves and roots of Certificate Transparency. */
interface Vectors {
  readonly rfc6962: { readonly leaves: readonly string[]; readonly roots: readonly string[] };
}

describe('merkle tree', () => {
  it.skipIf(!sharedIsHere)(
    'E11 gives the roots of the RFC 6962 vectors (needs the shared material)',
    () => {
      const text = readFileSync(sharedPath('schemas', 'crypto-vectors.json'), 'utf8');
      const { rfc6962 } = JSON.parse(text) as Vectors;

      const hashes = rfc6962.leaves.map((leaf) => leafHash(Buffer.from(leaf, 'hex')));
      const leaves = leavesOf(Buffer.concat(hashes));
      const roots = rfc6962.roots.map((_, size) =>
        Buffer.from(rootOf(leaves, size)).toString('hex'),
      );

      expect(roots).toHaveLength(9);
      expect(roots).toEqual(rfc6962.roots);
    },
  );

  it('gives SHA-256 of nothing for the empty log', () => {
    expect(Buffer.from(rootOf(leavesOf(new Uint8Array()))).toString('hex')).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
  });

  it('refuses what is no whole number of hashes, and more leaves than there are', () => {
    expect(() => leavesOf(new Uint8Array(33))).toThrow(RangeError);
    expect(() => rootOf(leavesOf(new Uint8Array(32)), 2)).toThrow(RangeError);
  });
});
