import { describe, expect, it } from 'vitest';
import { cutPieces } from '#evidence/cut-pieces.ts';
import { dice } from '../harness/dice.ts';

const SEED = Number(process.env['POSTURE_SEED'] ?? Date.now() % 2 ** 31);

/** Verdicts of so many resources as a result tells them, read at this time. */
function verdicts(count: number, at: string, without: ReadonlySet<number> = new Set()): Buffer {
  const lines: string[] = [];
  for (let n = 0; n < count; n += 1) {
    if (without.has(n)) continue;
    lines.push(
      `{"check":"location","claim":"c","evidence":["sha256:${String(n).padStart(64, '0')}"],"observed":"${'x'.repeat(600)}","readAt":"${at}","resourceId":"/databases/db-${n}"}\n`,
    );
  }
  return Buffer.from(lines.join(''));
}

describe(`a file in pieces (seed ${SEED})`, () => {
  it('is the same bytes, in pieces of the size that is meant, however it is read', () => {
    const content = verdicts(12_000, '2026-11-21T03:00:00.000Z');
    const blocks = function* (size: number): Generator<Buffer> {
      for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size);
    };

    const [whole, small] = [[...cutPieces([content])], [...cutPieces(blocks(70_001))]];

    expect(whole.length).toBeGreaterThan(3);
    expect(Buffer.concat(whole.map((piece) => piece.content)).equals(content)).toBe(true);
    expect(small.map((piece) => piece.beginning)).toEqual(whole.map((piece) => piece.beginning));
    for (const piece of whole.slice(0, -1)) {
      expect(piece.content.length).toBeGreaterThanOrEqual(1 << 20);
      expect(piece.content.length).toBeLessThanOrEqual(4 << 20);
      expect(piece.content.at(-1)).toBe(10);
    }
  });

  it('begins its pieces at the same lines a day later, with some resources less', () => {
    const roll = dice(SEED);
    const gone = new Set(Array.from({ length: 5 }, () => Math.floor(roll() * 30_000)));

    const [today, later] = [
      [...cutPieces([verdicts(30_000, '2026-11-21T03:00:00.000Z')])],
      [...cutPieces([verdicts(30_000, '2026-11-22T03:00:01.000Z', gone)])],
    ];

    const known = new Set(today.map((piece) => piece.beginning));
    const found = later.filter(({ beginning }) => known.has(beginning));
    expect(known.size).toBe(today.length);
    // Each line that is gone can move the ends beside it until the next line at which both end.
    expect(found.length).toBeGreaterThan(later.length / 2);
  });

  it('cuts what has no lines at all', () => {
    const content = Buffer.alloc(9 << 20, 0x61);

    const pieces = [...cutPieces([content])];

    expect(pieces.map((piece) => piece.content.length)).toEqual([4 << 20, 4 << 20, 1 << 20]);
    expect([...cutPieces([])]).toEqual([]);
  });
});
