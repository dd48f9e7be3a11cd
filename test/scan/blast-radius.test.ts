import { expect, it } from 'vitest';
import { measureBlastRadius } from '../harness/blast-radius.ts';

it.each([
  ['in the first scan', {}],
  ['in a later one, which asks for what was written', { isSecond: true }],
] as const)(
  'records healthy subscriptions while five others are throttled for ever, endless, reset and slow: %s',
  async (_, which) => {
    const { recordedAfterMs, waitedForTheEnd } = await measureBlastRadius({
      subscriptions: 8,
      poisoned: 5,
      withinMs: 60_000,
      ...which,
    });

    expect(recordedAfterMs).toHaveLength(3);
    expect(recordedAfterMs.every(Number.isFinite)).toBe(true);
    expect(waitedForTheEnd).toBe(false);
  },
  90_000,
);
