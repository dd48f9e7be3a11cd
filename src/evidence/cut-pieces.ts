import { sha256Of } from './hashed-file.ts';
import { withoutInstants } from './kept-exchange.ts';

/** A part of a file, and what it may be like in the same file of another day. */
export interface Piece {
  readonly content: Buffer;
  /** The line that it begins with, without what is another every day. */
  readonly beginning: string;
}

/** Small enough to be held with the piece that it is compared with, large enough that a file of the disk for each is no waste. */
const LEAST_BYTES = 1 << 20;
const MOST_BYTES = 4 << 20;
/** One line in so many ends a piece. */
const LINES = 64;
/** So much of a line says which one it is: what stands behind it may be long. */
const LINE_BYTES = 4096;

/**
 * A file in pieces that end with a line, at the same lines in every file that is much like it: what a line says, and not where it
 * stands, decides whether a piece ends there, so that a line more or less moves no other piece's ends but those beside it.
 */
export function* cutPieces(blocks: Iterable<Buffer>): Generator<Piece> {
  let rest: Buffer = Buffer.alloc(0);
  for (const block of blocks) {
    // The blocks' room may be used again.
    rest = Buffer.concat([rest, block]);
    for (let end = endOf(rest); end !== undefined; end = endOf(rest)) {
      yield pieceOf(rest.subarray(0, end));
      rest = rest.subarray(end);
    }
  }
  if (rest.length > 0) yield pieceOf(rest);
}

/** Where a piece ends; undefined while there is too little of it to tell. */
function endOf(content: Buffer): number | undefined {
  for (let at = LEAST_BYTES; at < Math.min(content.length, MOST_BYTES); ) {
    const from = content.indexOf(10, at) + 1;
    const to = from === 0 ? 0 : content.indexOf(10, from) + 1;
    if (to === 0 || to > MOST_BYTES) break;
    if (Number.parseInt(sha256Of(Buffer.from(lineAt(content, from))).slice(0, 8), 16) % LINES === 0)
      return to;
    at = to - 1;
  }
  return content.length >= MOST_BYTES ? MOST_BYTES : undefined;
}

function pieceOf(content: Buffer): Piece {
  return { content: Buffer.from(content), beginning: lineAt(content, 0) };
}

/** Of a question its address, of a verdict what it is of: everything else in these lines is another every time. */
const NAMES = /"(?:url|claim|check|item|resourceId)":"[^"]*"/gu;
const DIGESTS = /\b[0-9a-f]{32,}\b/gu;

function lineAt(content: Buffer, from: number): string {
  const end = content.indexOf(10, from);
  const to = Math.min(end === -1 ? content.length : end, from + LINE_BYTES);
  const line = content.toString('utf8', from, to);
  const names = line.match(NAMES)?.join(' ') ?? line;
  return withoutInstants(names).replaceAll(DIGESTS, '');
}
