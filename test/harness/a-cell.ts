import type { Digest } from '#domain/reading.ts';
import { type Cell, cellOf } from '#traits/cell.ts';
import { AS_OF } from './judge-type.ts';

const DIGEST: Digest = `sha256:${'2'.repeat(64)}`;

/** The cell of a body that Azure sent at the tests' instant. */
export function aCell(value: unknown): Cell {
  return cellOf({ value, at: { evidence: DIGEST, pointer: '' }, readAt: Date.parse(AS_OF) });
}
