import { readSync } from 'node:fs';
import type { Remarks } from './verify-remarks.ts';

/** A bundle to read: a folder or a zip. */
export interface BundleSource extends Disposable {
  /** Bytes of each file by path, sorted by path. */
  readonly files: ReadonlyMap<string, number>;
  /** The content in pieces; a piece is valid until the next one is asked for. Errors are those of the file system. */
  pieces(path: string): Iterable<Buffer>;
}

/** Larger pieces do not make it faster; the memory of a verification is a few of these. */
const PIECE_BYTES = 1 << 20;
/** What is read in one piece: proofs and lists. A manifest of 200 000 answers has half of it. */
const WHOLE_BYTES = 64 << 20;
/** A line of an index or a result. */
const LINE_BYTES = 16 << 20;

/** The whole of a small file; undefined when it is not there, or too large for what it is, which is remarked. */
export function readWhole(
  source: BundleSource,
  path: string,
  remarks: Remarks,
): Buffer | undefined {
  const bytes = source.files.get(path);
  if (bytes === undefined) return undefined;
  if (bytes > WHOLE_BYTES) {
    remarks.alter(path, 'is larger than anything of its kind');
    return undefined;
  }
  const parts: Buffer[] = [];
  for (const piece of source.pieces(path)) parts.push(Buffer.from(piece));
  return Buffer.concat(parts);
}

/** The same as text; undefined also for what is no UTF-8, which is remarked. */
export function readText(source: BundleSource, path: string, remarks: Remarks): string | undefined {
  const bytes = readWhole(source, path, remarks);
  if (bytes === undefined) return undefined;
  try {
    // The decoder would take a byte order mark away without a word.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    remarks.alter(path, 'is no text in UTF-8');
    return undefined;
  }
}

/** Lines without their LF; a line that is longer than any of ours ends the reading and is remarked. */
export function* readLines(
  source: BundleSource,
  path: string,
  remarks: Remarks,
): Generator<string> {
  let rest: Buffer = Buffer.alloc(0);
  for (const piece of source.pieces(path)) {
    const block = Buffer.concat([rest, piece]);
    let from = 0;
    for (let end = block.indexOf(10); end !== -1; end = block.indexOf(10, from)) {
      yield block.toString('utf8', from, end);
      from = end + 1;
    }
    rest = block.subarray(from);
    if (rest.length > LINE_BYTES) {
      remarks.alter(path, 'has a line that is longer than any of its kind');
      return;
    }
  }
  if (rest.length > 0) yield rest.toString('utf8');
}

/** Room for the pieces of one source, which are read one after the other. */
export function pieceBuffer(): Buffer {
  return Buffer.allocUnsafe(PIECE_BYTES);
}

/** Bytes `from` to `to` of an open file in pieces of the buffer. */
export function* readRange(
  file: number,
  from: number,
  to: number,
  buffer: Buffer,
): Generator<Buffer> {
  for (let at = from; at < to; ) {
    const read = readSync(file, buffer, 0, Math.min(buffer.length, to - at), at);
    if (read === 0) return;
    yield buffer.subarray(0, read);
    at += read;
  }
}
