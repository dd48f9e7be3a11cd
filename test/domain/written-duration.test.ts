import { assert, nat, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoDuration, readDuration, secondsIn, wholeDays } from '#domain/written-duration.ts';

describe('23: durations as people write them', () => {
  it.each([
    ['90m', 5400],
    ['2h', 7200],
    ['3d', 259_200],
    ['1w', 604_800],
    ['45s', 45],
    ['1h30m', 5400],
    ['1h 30min', 5400],
    ['1d 12h', 129_600],
    ['1.5h', 5400],
    ['2 d', 172_800],
    ['2H', 7200],
    [' 90m ', 5400],
    ['PT90M', 5400],
    ['PT4H', 14_400],
    ['P1DT2H', 93_600],
    ['P1W', 604_800],
    ['PT0S', 0],
  ])('23: %j lasts %i seconds', (text, seconds) => {
    const duration = readDuration(text);

    expect(duration === undefined ? undefined : secondsIn(duration)).toBe(seconds);
  });

  it.each([
    '',
    'm',
    '90',
    '-5m',
    '90M',
    '1e3s',
    '30m1h',
    '1h1h',
    '4 hours ago',
    'soon',
    '2 months',
    '2hours',
    '0.5s',
    '1.5mo',
    'P',
    'PT',
    'P1DT',
    'pt4h',
    '1h,30m',
    '99999999999999999999d',
  ])('23: %j is no duration', (text) => {
    expect(readDuration(text)).toBeUndefined();
  });

  it('23: a month has no length in seconds', () => {
    expect(secondsIn({ months: 1, days: 0, seconds: 0 })).toBeUndefined();
  });

  it.each([
    ['1y', 'P1Y'],
    ['6mo', 'P6M'],
    ['2w', 'P14D'],
    ['90d', 'P90D'],
    ['48h', 'P2D'],
    ['P12M', 'P12M'],
    ['36h', undefined],
    ['0d', undefined],
    ['PT0S', undefined],
  ])('23: %j as an interval of whole days is %j', (text, iso) => {
    expect(wholeDays(text)).toBe(iso);
  });

  it('23: what is written as ISO 8601 is read as the same', () => {
    assert(
      property(record({ months: nat(120), days: nat(400), seconds: nat(200_000) }), (duration) => {
        expect(readDuration(isoDuration(duration))).toEqual(duration);
      }),
    );
  });
});
