import { hash } from 'node:crypto';

/** Bytes of a hash. */
export const HASH_BYTES = 32;

const LEAF = Uint8Array.of(0x00);
const NODE = Uint8Array.of(0x01);

/** Hash of an entry, RFC 6962 section 2.1: SHA-256 over 0x00 and the entry's bytes. */
export function leafHash(entry: Uint8Array): Uint8Array {
  return sha256(LEAF, entry);
}

/** Hash over two subtrees: SHA-256 over 0x01, the left and the right one. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(NODE, left, right);
}

/** The leaf hashes of a log, 32 bytes each, in one piece. */
export interface Leaves {
  readonly bytes: Uint8Array;
  readonly size: number;
}

/** Leaf hashes as the store hands them out; throws a RangeError for a piece that is no whole number of hashes. */
export function leavesOf(bytes: Uint8Array): Leaves {
  if (bytes.length % HASH_BYTES !== 0) throw new RangeError('leaf hashes are 32 bytes each');
  return { bytes, size: bytes.length / HASH_BYTES };
}

/** Root over the first `size` leaves; the root of nothing is SHA-256 of nothing. */
export function rootOf(leaves: Leaves, size: number = leaves.size): Uint8Array {
  if (size > leaves.size) throw new RangeError(`there are ${leaves.size} leaves, not ${size}`);
  return size === 0 ? sha256() : subtree(leaves, 0, size);
}

/** Root over the leaves from `from` up to but not including `to`; at least one. */
export function subtree(leaves: Leaves, from: number, to: number): Uint8Array {
  if (to - from === 1) return leaves.bytes.subarray(from * HASH_BYTES, to * HASH_BYTES);
  const middle = from + splitOf(to - from);
  return nodeHash(subtree(leaves, from, middle), subtree(leaves, middle, to));
}

/** The largest power of two below `size`, which must be at least 2: so many leaves are in the left subtree. */
export function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  return hash('sha256', Buffer.concat(parts), 'buffer');
}
