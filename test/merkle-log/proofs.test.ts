import { assert, nat, property, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  consistencyProof,
  inclusionProof,
  type Proof,
  verifyConsistency,
  verifyInclusion,
} from '#merkle-log/proofs.ts';
import { leafHash, leavesOf, rootOf } from '#merkle-log/tree.ts';

const seed = Number(process.env['POSTURE_SEED'] ?? 20_261_121);

function logOf(size: number, salt = 0) {
  const hashes = Array.from({ length: size }, (_, index) =>
    leafHash(Buffer.from(`${salt}:${index}`)),
  );
  return { hashes, leaves: leavesOf(Buffer.concat(hashes)) };
}

function hashAt(hashes: readonly Uint8Array[], index: number): Uint8Array {
  const found = hashes[index];
  if (found === undefined) throw new Error(`no hash ${index}`);
  return found;
}

function flipped(bytes: Uint8Array, bit: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const at = Math.floor(bit / 8) % copy.length;
  copy[at] = (copy[at] ?? 0) ^ (1 << (bit % 8));
  return copy;
}

function flippedAt(proof: Proof, index: number, bit: number): Proof {
  return proof.map((each, at) => (at === index ? flipped(each, bit) : each));
}

describe(`proofs of the log, seed ${seed}`, () => {
  it('E11 proves every entry of every size up to 70, and no other entry, place or size', () => {
    const { hashes, leaves } = logOf(70);
    let proved = 0;
    for (let size = 1; size <= 70; size += 1) {
      const root = rootOf(leaves, size);
      for (let index = 0; index < size; index += 1) {
        const proof = inclusionProof(leaves, index, size);
        const leaf = hashAt(hashes, index);

        expect(verifyInclusion(leaf, index, size, root, proof)).toBe(true);
        expect(verifyInclusion(leaf, index + 1, size, root, proof)).toBe(false);
        expect(verifyInclusion(leafHash(Buffer.from('x')), index, size, root, proof)).toBe(false);
        expect(verifyInclusion(leaf, index, size, root, [...proof, leaf])).toBe(false);
        proved += 1;
      }
    }
    expect(proved).toBe((70 * 71) / 2);
  });

  it('E11 proves that every size continues every smaller one, and nothing else does', () => {
    const { leaves } = logOf(40);
    const other = logOf(40, 1).leaves;
    for (let size = 1; size <= 40; size += 1) {
      for (let old = 1; old <= size; old += 1) {
        const proof = consistencyProof(leaves, old, size);
        const root = rootOf(leaves, size);

        expect(verifyConsistency(old, rootOf(leaves, old), size, root, proof)).toBe(true);
        expect(verifyConsistency(old, rootOf(other, old), size, root, proof)).toBe(false);
        expect(verifyConsistency(old, rootOf(leaves, old), size, rootOf(other, size), proof)).toBe(
          false,
        );
      }
    }
  });

  it('E11 fails after any flipped bit of leaf, root or proof', () => {
    assert(
      property(nat(300), nat(300), nat(9), nat(255), (extra, place, at, bit) => {
        const size = extra + 2;
        const index = place % size;
        const { hashes, leaves } = logOf(size);
        const root = rootOf(leaves, size);
        const proof = inclusionProof(leaves, index, size);
        const leaf = hashAt(hashes, index);

        expect(verifyInclusion(flipped(leaf, bit), index, size, root, proof)).toBe(false);
        expect(verifyInclusion(leaf, index, size, flipped(root, bit), proof)).toBe(false);
        const spoilt = flippedAt(proof, at % proof.length, bit);
        expect(verifyInclusion(leaf, index, size, root, spoilt)).toBe(false);

        const old = index + 1;
        const oldRoot = rootOf(leaves, old);
        const link = consistencyProof(leaves, old, size);
        expect(verifyConsistency(old, oldRoot, size, root, link)).toBe(true);
        expect(verifyConsistency(old, flipped(oldRoot, bit), size, root, link)).toBe(false);
        expect(verifyConsistency(old, oldRoot, size, flipped(root, bit), link)).toBe(false);
        if (link.length > 0) {
          const broken = flippedAt(link, at % link.length, bit);
          expect(verifyConsistency(old, oldRoot, size, root, broken)).toBe(false);
        }
      }),
      { seed, numRuns: 200 },
    );
  });

  it('takes no proof of hashes that are too short, and none that has more than it needs', () => {
    assert(
      property(uint8Array({ minLength: 0, maxLength: 31 }), (short) => {
        const { leaves } = logOf(5);
        const root = rootOf(leaves, 5);
        expect(verifyInclusion(short, 0, 5, root, inclusionProof(leaves, 0, 5))).toBe(false);
        expect(verifyConsistency(3, rootOf(leaves, 3), 5, root, [short])).toBe(false);
      }),
      { seed, numRuns: 20 },
    );
    const { leaves } = logOf(5);
    const link = consistencyProof(leaves, 3, 5);
    const root = rootOf(leaves, 5);
    expect(verifyConsistency(3, rootOf(leaves, 3), 5, root, [...link, root])).toBe(false);
    expect(verifyConsistency(0, root, 5, root, [])).toBe(true);
    expect(verifyConsistency(0, root, 5, root, [root])).toBe(false);
    expect(verifyConsistency(6, root, 5, root, [])).toBe(false);
  });

  it('proves nothing that is not there', () => {
    const { leaves } = logOf(3);
    expect(() => inclusionProof(leaves, 3, 3)).toThrow(RangeError);
    expect(() => inclusionProof(leaves, 0, 4)).toThrow(RangeError);
    expect(() => consistencyProof(leaves, 3, 2)).toThrow(RangeError);
  });
});
