import { describe, expect, it } from 'vitest';
import { retryDelayMs } from '#alerting/retry-delay.ts';

const HOUR = 3_600_000;

describe('retryDelayMs', () => {
  it.each([
    [1, 999],
    [2, 1_999],
    [3, 3_999],
    [9, 255_999],
    [10, 299_999],
    [5_000, 299_999],
  ])('waits at try %i up to %i ms, and anything below', (attempt, longest) => {
    expect(retryDelayMs(attempt, 0, undefined, 1 - Number.EPSILON)).toBe(longest);
    expect(retryDelayMs(attempt, 0, undefined, 0)).toBe(0);
  });

  it('does as the receiver asks', () => {
    expect(retryDelayMs(1, 0, HOUR, 0.5)).toBe(HOUR);
  });

  it('gives up after 72 hours and not before', () => {
    expect(retryDelayMs(9, 72 * HOUR - 1_000, undefined, 0)).toBe(0);
    expect(retryDelayMs(9, 72 * HOUR + 1, undefined, 0)).toBeUndefined();
    expect(retryDelayMs(9, 71.5 * HOUR, HOUR, 0)).toBeUndefined();
  });
});
