import { describe, expect, it } from 'vitest';
import { draftOf, isChanged, toAlert } from '#alerting/draft.ts';
import type { Alert } from '#domain/alert.ts';
import { minute } from '../harness/findings.ts';
import { alert } from './policies.ts';

describe('draft', () => {
  const kept = alert({
    mute: { because: 'silence', by: 'si_1' },
    destinations: [{ channel: 'log', destinationVersion: '1' }],
  });

  it('is as it was, also when its parts were read back in another order', () => {
    const reordered: Alert = {
      ...Object.fromEntries(Object.entries(kept).toReversed()),
      ...kept,
      mute: { by: 'si_1', because: 'silence' },
      destinations: [{ destinationVersion: '1', channel: 'log' }],
    };

    expect(Object.keys(reordered)).not.toEqual(Object.keys(kept));
    expect(isChanged(draftOf(reordered), toAlert(draftOf(kept), minute(1)))).toBe(false);
  });

  it.each([
    { state: 'recovering' },
    { recoveringSince: minute(1) },
    { resolvedAt: minute(1) },
    { scansSeen: 2 },
    { confirmed: null },
    { mute: { because: 'storm', by: 'si_1' } },
    { mute: null },
    { toldAt: minute(1) },
    { hasUntoldNews: true },
    { destinations: [{ channel: 'log', destinationVersion: '2' }] },
    { sequence: 2 },
  ] satisfies Partial<Alert>[])('is not as it was with %o', (change) => {
    const draft = { ...draftOf(kept), ...change };

    expect(isChanged(draft, toAlert(draft, minute(1)))).toBe(true);
  });
});
