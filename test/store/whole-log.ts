import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { canonicalLine } from '#domain/canonical-json.ts';
import type { LogEntry } from '#domain/log-entry.ts';
import type { StateReader } from '#domain/state-store.ts';
import { minute } from '../harness/findings.ts';

/** An entry of the nth minute. */
export const entry = (n: number, body: LogEntry['body'] = { n: String(n) }): LogEntry => ({
  type: 'service',
  at: minute(n),
  body,
});

/** Everything in the log; fails where a number is missing or a hash is not that of its bytes. */
export async function wholeLog(state: StateReader): Promise<readonly Record<string, unknown>[]> {
  const size = await state.log.size();
  const entries = await state.log.entries(0, size + 9);
  const leaves = await state.log.leafHashes(size);

  expect(entries.map(({ index }) => index)).toEqual(Array.from({ length: size }, (_, n) => n));
  for (const { index, bytes } of entries) {
    const leaf = createHash('sha256').update('\0').update(bytes).digest('hex');
    const kept = Buffer.from(leaves.subarray(index * 32, index * 32 + 32)).toString('hex');
    expect(kept).toBe(leaf);
  }
  return entries.map(({ bytes }) => {
    const text = Buffer.from(bytes).toString('utf8');
    const value = JSON.parse(text) as Record<string, unknown>;
    expect(text).toBe(canonicalLine(value));
    return value;
  });
}
