import { createHash } from 'node:crypto';
import { canonicalLine } from '#domain/canonical-json.ts';
import type { LogEntry } from '#domain/log-entry.ts';

/** Largest entry. Source: evidence requirements, E11. */
const MOST_BYTES = 60_000;
/** Below this a text is kept whole as long as anything larger can give. */
const SHORT_TEXT = 200;

/**
 * The bytes of an entry as they are hashed: canonical JSON of `{ at, body, type }`. What is too long loses the second half of its
 * longest list, or of its longest text, again and again until it fits, and says so by a member `shortened`.
 */
export function logBytes({ at, body, type }: LogEntry): Uint8Array {
  let kept: Readonly<Record<string, unknown>> = body;
  for (;;) {
    const bytes = Buffer.from(canonicalLine({ at, body: kept, type }), 'utf8');
    if (bytes.byteLength <= MOST_BYTES) return bytes;
    const shorter = shorten(kept);
    kept = { ...shorter, shortened: true };
  }
}

/** Hash of a leaf of the Merkle tree. Source: RFC 6962, section 2.1. */
export function leafHash(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(Uint8Array.of(0)).update(bytes).digest();
}

function shorten(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const copy = structuredClone(body);
  const longest = { size: 0, cut: (): void => undefined };
  look(copy, longest);
  // Nothing long in it: then it is made of very many small members, of which none can be told to be the important one.
  if (longest.size === 0) return { members: Object.keys(body).length };
  longest.cut();
  return copy;
}

/** Finds the longest list or text, by the bytes that it takes, and how to halve it in place. */
function look(value: unknown, longest: { size: number; cut: () => void }): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    const isList = Array.isArray(member) && member.length > 0;
    const isText = typeof member === 'string' && member.length > SHORT_TEXT;
    const size = isList || isText ? Buffer.byteLength(JSON.stringify(member)) : 0;
    if (size > longest.size) {
      longest.size = size;
      const half = isList || isText ? member.slice(0, Math.floor(member.length / 2)) : member;
      longest.cut = () => Reflect.set(value, name, half);
    }
    look(member, longest);
  }
}
