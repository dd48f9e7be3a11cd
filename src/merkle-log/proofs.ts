import { HASH_BYTES, type Leaves, nodeHash, splitOf, subtree } from './tree.ts';

/** Hashes of a proof, lowest first, 32 bytes each. */
export type Proof = readonly Uint8Array[];

/** Proves that the leaf at `index` is in the tree of the first `size` leaves; RFC 6962 section 2.1.1. Throws a RangeError when it is not. */
export function inclusionProof(leaves: Leaves, index: number, size: number): Proof {
  if (index < 0 || index >= size || size > leaves.size)
    throw new RangeError(`no leaf ${index} in a tree of ${size}`);
  return inclusionPath(leaves, index, 0, size);
}

function inclusionPath(leaves: Leaves, index: number, from: number, to: number): Uint8Array[] {
  if (to - from === 1) return [];
  const middle = from + splitOf(to - from);
  return index < middle
    ? [...inclusionPath(leaves, index, from, middle), subtree(leaves, middle, to)]
    : [...inclusionPath(leaves, index, middle, to), subtree(leaves, from, middle)];
}

/** Proves that the tree of `oldSize` leaves is the beginning of the one of `size`; RFC 6962 section 2.1.2. Empty from 0 and for equal sizes. */
export function consistencyProof(leaves: Leaves, oldSize: number, size: number): Proof {
  if (oldSize < 0 || oldSize > size || size > leaves.size)
    throw new RangeError(`a tree of ${oldSize} is not the beginning of one of ${size}`);
  return oldSize === 0 || oldSize === size ? [] : consistencyPath(leaves, oldSize, 0, size, true);
}

function consistencyPath(
  leaves: Leaves,
  oldSize: number,
  from: number,
  to: number,
  isOldRoot: boolean,
): Uint8Array[] {
  if (oldSize === to) return isOldRoot ? [] : [subtree(leaves, from, to)];
  const middle = from + splitOf(to - from);
  return oldSize <= middle
    ? [...consistencyPath(leaves, oldSize, from, middle, isOldRoot), subtree(leaves, middle, to)]
    : [...consistencyPath(leaves, oldSize, middle, to, false), subtree(leaves, from, middle)];
}

/** Whether the proof shows that `leaf` stands at `index` of the tree with this size and root; RFC 9162 section 2.1.3.2. */
export function verifyInclusion(
  leaf: Uint8Array,
  index: number,
  size: number,
  root: Uint8Array,
  proof: Proof,
): boolean {
  if (!isPlace(index) || !isPlace(size) || index >= size || !areHashes([leaf, root, ...proof]))
    return false;
  let place = index;
  let last = size - 1;
  let hash = leaf;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      hash = nodeHash(sibling, hash);
      while (place % 2 === 0 && place !== 0) {
        place = half(place);
        last = half(last);
      }
    } else {
      hash = nodeHash(hash, sibling);
    }
    place = half(place);
    last = half(last);
  }
  return last === 0 && equal(hash, root);
}

/** Whether the proof shows that the tree (oldSize, oldRoot) is the beginning of (size, root); RFC 9162 section 2.1.4.2. A tree of 0 begins every tree. */
export function verifyConsistency(
  oldSize: number,
  oldRoot: Uint8Array,
  size: number,
  root: Uint8Array,
  proof: Proof,
): boolean {
  if (!isPlace(oldSize) || !isPlace(size) || oldSize > size) return false;
  if (!areHashes([oldRoot, root, ...proof])) return false;
  if (oldSize === size) return proof.length === 0 && equal(oldRoot, root);
  if (oldSize === 0) return proof.length === 0;
  const path = isPowerOfTwo(oldSize) ? [oldRoot, ...proof] : [...proof];
  let place = oldSize - 1;
  let last = size - 1;
  while (place % 2 === 1) {
    place = half(place);
    last = half(last);
  }
  const [first, ...rest] = path;
  if (first === undefined) return false;
  let old = first;
  let hash = first;
  for (const sibling of rest) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      old = nodeHash(sibling, old);
      hash = nodeHash(sibling, hash);
      while (place % 2 === 0 && place !== 0) {
        place = half(place);
        last = half(last);
      }
    } else {
      hash = nodeHash(hash, sibling);
    }
    place = half(place);
    last = half(last);
  }
  return last === 0 && equal(old, oldRoot) && equal(hash, root);
}

// Sizes may pass 2^31: no bit operators.
function half(value: number): number {
  return Math.floor(value / 2);
}

function isPlace(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function isPowerOfTwo(value: number): boolean {
  return Number.isInteger(Math.log2(value));
}

function areHashes(hashes: readonly Uint8Array[]): boolean {
  return hashes.every((hash) => hash.length === HASH_BYTES);
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
