import { expect, it } from 'vitest';
import { measureBlastRadius } from '../harness/blast-radius.ts';

it('records healthy subscriptions while five others are throttled for ever, endless, reset and slow', async () => {
  const { recordedAfterMs, waitedForTheEnd } = await measureBlastRadius({
    subscriptions: 8,
    poisoned: 5,
    withinMs: 60_000,
  });

  expect(recordedAfterMs).toHaveLength(3);
  expect(recordedAfterMs.every(Number.isFinite)).toBe(true);
  expect(waitedForTheEnd).toBe(false);
}, 90_000);
