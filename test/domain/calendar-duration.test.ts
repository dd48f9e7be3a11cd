import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CalendarDuration,
  endOf,
  isAtLeast,
  isZeroDuration,
  parseDuration,
  startOf,
} from '#domain/calendar-duration.ts';
import { toInstant } from '#domain/instant.ts';

const SEED = Number(process.env['POSTURE_TEST_SEED'] ?? Date.now() % 2 ** 31);
const FIRST_DAY = Date.UTC(2023, 0, 1);
const DAYS_OF_FOUR_YEARS = 1461;

describe(`calendar durations (seed ${SEED})`, () => {
  it.each([
    ['P1M', 1, 0],
    ['P1Y', 12, 0],
    ['P1Y6M', 18, 0],
    ['P6W', 0, 42],
    ['P10D', 0, 10],
    ['P1Y2M3W4D', 14, 25],
    ['PT0S', 0, 0],
    ['P0D', 0, 0],
    ['P7DT0H0M0S', 0, 7],
  ])('reads %s', (text, months, days) => {
    expect(parseDuration(text)).toEqual({ months, days });
  });

  it.each([
    '',
    'P',
    'PT',
    'P1DT',
    'P1H',
    'PT1H',
    'PT24H',
    '1M',
    'P-1M',
    'P1.5M',
    'p1m',
    'P1D1M',
    'P1M ',
    'P１M',
    'P1M\nP1Y',
  ])('does not understand %j', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  it.each([
    ['P4W', 'P1M', false],
    ['P30D', 'P1M', false],
    ['P31D', 'P1M', true],
    ['P5W', 'P1M', true],
    ['P1M', 'P28D', true],
    ['P1M', 'P29D', false],
    ['P1M', 'P30D', false],
    ['P12M', 'P1Y', true],
    ['P365D', 'P1Y', false],
    ['P366D', 'P1Y', true],
    ['P1Y', 'P365D', true],
    ['P52W', 'P1Y', false],
    ['P53W', 'P1Y', true],
    ['P8W', 'P2M', false],
    ['P62D', 'P2M', true],
    ['P61D', 'P2M', false],
    ['PT0S', 'P1D', false],
    ['P1D', 'PT0S', true],
    ['P9999Y', 'P1M', true],
    ['P1M', 'P9999Y', false],
  ])('%s lasts at least %s: %s', (duration, minimum, expected) => {
    expect(isAtLeast(read(duration), read(minimum))).toBe(expected);
  });

  const duration = fc.record({
    months: fc.integer({ min: 0, max: 14 }),
    days: fc.integer({ min: 0, max: 420 }),
  });
  // Pairs that differ by little, where the calendar decides.
  const near = fc
    .tuple(
      fc.integer({ min: 0, max: 8 }),
      fc.integer({ min: 0, max: 8 }),
      fc.integer({ min: -3, max: 3 }),
    )
    .map(([months, others, shift]): [CalendarDuration, CalendarDuration] => [
      { months, days: Math.max(0, Math.round((others - months) * 30.44) + 40 + shift) },
      { months: others, days: 40 },
    ]);

  it('agrees with every start within four years', () => {
    fc.assert(
      fc.property(fc.oneof(near, fc.tuple(duration, duration)), ([one, other]) => {
        expect(isAtLeast(one, other)).toBe(lastsAtLeastFromEveryDay(one, other));
      }),
      { seed: SEED, numRuns: 150 },
    );
  });

  it('knows more of a longer one, and itself', () => {
    fc.assert(
      fc.property(duration, duration, fc.nat(100), (one, other, more) => {
        expect(isAtLeast(one, one)).toBe(true);
        if (isAtLeast(one, other)) {
          expect(isAtLeast({ ...one, days: one.days + more }, other)).toBe(true);
          expect(isAtLeast({ ...one, months: one.months + more }, other)).toBe(true);
        }
      }),
      { seed: SEED },
    );
  });

  it('ends and starts by the calendar', () => {
    expect(endOf('2026-01-31', read('P1M'))).toBe('2026-02-28T00:00:00.000Z');
    expect(startOf('2026-03-31', read('P1M'))).toBe('2026-02-28T00:00:00.000Z');
    expect(endOf('never', read('P1M'))).toBeUndefined();
    expect(isZeroDuration(read('PT0S'))).toBe(true);
    expect(isZeroDuration(read('P1D'))).toBe(false);
  });
});

function read(text: string): CalendarDuration {
  const duration = parseDuration(text);
  if (duration === undefined) throw new Error(`${text} is no duration`);
  return duration;
}

function lastsAtLeastFromEveryDay(one: CalendarDuration, other: CalendarDuration): boolean {
  for (let day = 0; day < DAYS_OF_FOUR_YEARS; day += 1) {
    const start = toInstant(FIRST_DAY + day * 86_400_000);
    if ((endOf(start, one) ?? '') < (endOf(start, other) ?? '')) return false;
  }
  return true;
}
