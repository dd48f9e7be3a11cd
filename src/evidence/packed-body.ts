import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';

/** A body that others may be written down as the difference from, with the size of its own packed form. */
export interface Base {
  /** 64 lower-case hex digits. */
  readonly sha256: string;
  readonly body: Buffer;
  readonly packedBytes: number;
}

/** What a disk gives at least: what needs no block less is left as it is. */
const BLOCK_BYTES = 4096;
/** A difference that takes more of a whole body than this is not worth the second file. */
const WORTH_A_BASE = 0.7;
/** The largest window that a decompressor takes without being told to (zstd, `ZSTD_WINDOWLOG_LIMIT_DEFAULT`). */
const MOST_WINDOW_LOG = 27;
const LEAST_WINDOW_LOG = 10;

/** A frame that decompressors skip (RFC 8878, 3.1.2): here it names the base. */
const SKIPPED_MAGIC = 0x18_4d_2a_50;
const DIGEST_BYTES = 32;

/** So much of a packed body tells its base. */
export const HEAD_BYTES = 8 + DIGEST_BYTES;

/** Whether packing can save a block of the disk. */
export function isWorthPacking({ length }: { readonly length: number }): boolean {
  return length > BLOCK_BYTES;
}

/** The form in which a body lies on the disk: one zstd frame with a checksum; undefined where that saves no block. */
export function pack(body: Buffer): Buffer | undefined {
  const packed = packWhole(body);
  return blocks(packed) < blocks(body) ? packed : undefined;
}

/** A packed form that stands by itself, also where that saves nothing. */
export function packWhole(body: Buffer): Buffer {
  return zstdCompressSync(body, { params: { [constants.ZSTD_c_checksumFlag]: 1 } });
}

/**
 * The same as the difference from another body: a skippable frame with the base's digest, then a frame whose dictionary the base is
 * (`zstd -d -D <base>` reads it). Undefined where the difference is not worth it.
 */
export function packOn(base: Base, body: Buffer): Buffer | undefined {
  const windowLog = Math.ceil(Math.log2(base.body.length + body.length + 1));
  if (windowLog > MOST_WINDOW_LOG) return undefined;
  const frame = zstdCompressSync(body, {
    dictionary: base.body,
    params: {
      [constants.ZSTD_c_checksumFlag]: 1,
      // Without it the far end of a long base is out of reach.
      [constants.ZSTD_c_windowLog]: Math.max(windowLog, LEAST_WINDOW_LOG),
    },
  });
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt32LE(SKIPPED_MAGIC, 0);
  head.writeUInt32LE(DIGEST_BYTES, 4);
  head.write(base.sha256, 8, 'hex');
  return frame.length <= base.packedBytes * WORTH_A_BASE ? Buffer.concat([head, frame]) : undefined;
}

/** The base that the head of a packed body names; undefined for one that stands by itself. */
export function baseOf(head: Buffer): string | undefined {
  const isNamed =
    head.length >= HEAD_BYTES &&
    head.readUInt32LE(0) === SKIPPED_MAGIC &&
    head.readUInt32LE(4) === DIGEST_BYTES;
  return isNamed ? head.toString('hex', 8, HEAD_BYTES) : undefined;
}

/** The body of a packed form; throws what zlib throws at one that is not whole. The digest is the caller's to check. */
export function unpack(packed: Buffer, base: Buffer | undefined): Buffer {
  // One frame at a time: of several in a row zlib's synchronous form answers with the first alone.
  if (base === undefined) return zstdDecompressSync(packed);
  return zstdDecompressSync(packed.subarray(HEAD_BYTES), { dictionary: base });
}

function blocks({ length }: { readonly length: number }): number {
  return Math.ceil(length / BLOCK_BYTES);
}
