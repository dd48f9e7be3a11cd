import { describe, expect, it } from 'vitest';
import { timespanMs } from '#domain/timespan.ts';

describe('timespanMs', () => {
  it.each([
    ['PT1S', 1000],
    ['PT90M', 5_400_000],
    ['PT4H', 14_400_000],
    ['P1D', 86_400_000],
    ['P1DT2H3M4S', 93_784_000],
    ['PT0S', 0],
  ])('%s lasts %i ms', (text, expected) => {
    expect(timespanMs(text)).toBe(expected);
  });

  it.each(['', 'P', 'PT', 'P1DT', 'P1M', 'P1Y', 'P1W', 'PT1.5S', '-PT1S', '4h', 'pt1s', 'PT1S '])(
    '%j is no length of time',
    (text) => {
      expect(timespanMs(text)).toBeUndefined();
    },
  );
});
