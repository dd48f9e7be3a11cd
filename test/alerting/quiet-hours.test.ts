import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isQuiet, quietUntil, shownTime } from '#alerting/quiet-hours.ts';
import { type QuietHours, WEEKDAYS } from '#domain/alert-policy.ts';

const SEED = Number(process.env['POSTURE_TEST_SEED'] ?? Date.now() % 2 ** 31);
const HOUR = 3_600_000;
const MINUTE = 60_000;

function night(changes: Partial<QuietHours> = {}): QuietHours {
  return { timezone: 'Europe/Stockholm', from: '22:00', to: '07:00', ...changes };
}

function at(instant: string): number {
  return Date.parse(instant);
}

/** Stretches of quiet, every five minutes, as UTC `HH:MM` (with the day when it is another one than the first). */
function stretches(quiet: QuietHours, from: string, hours: number): string[] {
  const found: string[] = [];
  let began: number | null = null;
  for (let now = at(from); now <= at(from) + hours * HOUR; now += 5 * MINUTE) {
    const quietNow = isQuiet(quiet, now);
    if (quietNow && began === null) began = now;
    if (!quietNow && began !== null) {
      found.push(
        `${new Date(began).toISOString().slice(5, 16)}/${new Date(now).toISOString().slice(5, 16)}`,
      );
      began = null;
    }
  }
  if (began !== null) found.push(`${new Date(began).toISOString().slice(5, 16)}/…`);
  return found;
}

describe('quiet hours (A13)', () => {
  it.each([
    // Stockholm is UTC+1 in winter.
    ['2026-01-14T20:59:59.999Z', false],
    ['2026-01-14T21:00:00.000Z', true],
    ['2026-01-15T02:00:00.000Z', true],
    ['2026-01-15T05:59:59.999Z', true],
    ['2026-01-15T06:00:00.000Z', false],
    // And UTC+2 in summer.
    ['2026-07-14T19:59:59.999Z', false],
    ['2026-07-14T20:00:00.000Z', true],
    ['2026-07-15T05:00:00.000Z', false],
  ])('last over midnight on a clock of the place: %s is %s', (instant, expected) => {
    expect(isQuiet(night(), at(instant))).toBe(expected);
  });

  it.each([
    ['the night that loses an hour', '2026-03-28T12:00:00Z', ['03-28T21:00/03-29T05:00']],
    ['the night that has an hour twice', '2026-10-24T12:00:00Z', ['10-24T20:00/10-25T06:00']],
    ['a night into the leap day', '2028-02-28T12:00:00Z', ['02-28T21:00/02-29T06:00']],
    ['a night out of the leap day', '2028-02-29T12:00:00Z', ['02-29T21:00/03-01T06:00']],
    ['the turn of the year', '2026-12-31T12:00:00Z', ['12-31T21:00/01-01T06:00']],
  ])('are one stretch in %s', (_, from, expected) => {
    expect(stretches(night(), from, 24)).toEqual(expected);
  });

  it.each([
    ['an end that is left out', { from: '01:00', to: '02:30' }, '2026-03-29T00:00/03-29T01:00'],
    [
      'a beginning that is left out',
      { from: '02:30', to: '04:00' },
      '2026-03-29T01:00/03-29T02:00',
    ],
  ])('take the first time after %s', (_, times, expected) => {
    expect(stretches(night(times), '2026-03-28T23:00:00Z', 12)).toEqual([expected.slice(5)]);
  });

  it('are none where all of them is left out', () => {
    expect(stretches(night({ from: '02:10', to: '02:50' }), '2026-03-28T23:00:00Z', 12)).toEqual(
      [],
    );
  });

  it.each([
    ['a beginning', { from: '02:30', to: '04:00' }, '10-25T00:30/10-25T03:00'],
    ['an end', { from: '01:00', to: '02:30' }, '10-24T23:00/10-25T00:30'],
  ])(
    'take the first of two times for %s that comes twice, and are one stretch',
    (_, times, expected) => {
      expect(stretches(night(times), '2026-10-24T22:00:00Z', 12)).toEqual([expected]);
    },
  );

  it.each([
    ['a day of 23 hours', '2026-03-28T22:30:00Z', '03-28T23:00/03-29T22:00'],
    ['a day of 24 hours', '2026-03-27T22:30:00Z', '03-27T23:00/03-28T23:00'],
    ['a day of 25 hours', '2026-10-24T21:30:00Z', '10-24T22:00/10-25T23:00'],
  ])('that begin and end at one time last the whole of %s', (_, from, expected) => {
    const weekday = shownTime('Europe/Stockholm', at(from) + HOUR).slice(0, 3);
    const days = WEEKDAYS.filter((day) => day === weekday);

    expect(stretches(night({ from: '00:00', to: '00:00', days }), from, 30)).toEqual([expected]);
  });

  it('keep to a zone that never changes its clock', () => {
    const tokyo = night({ timezone: 'Asia/Tokyo' });

    expect(stretches(tokyo, '2026-03-28T06:00:00Z', 24)).toEqual(['03-28T13:00/03-28T22:00']);
    expect(stretches(tokyo, '2026-10-24T06:00:00Z', 24)).toEqual(['10-24T13:00/10-24T22:00']);
  });

  it('keep to a zone that changes its clock by half an hour', () => {
    const quiet = night({ timezone: 'Australia/Lord_Howe', from: '01:45', to: '03:00' });

    // The 5th of April 2026: 02:00 at UTC+11 becomes 01:30 at UTC+10:30. 01:45 comes twice.
    expect(stretches(quiet, '2026-04-04T12:00:00Z', 12)).toEqual(['04-04T14:45/04-04T16:30']);
  });

  it('are one stretch over a day that is left out', () => {
    const quiet = night({ timezone: 'Pacific/Apia', from: '20:00', to: '08:00' });

    // Samoa had no 30th of December 2011: after the 29th, at UTC-10, came the 31st, at UTC+14.
    expect(stretches(quiet, '2011-12-29T23:00:00Z', 24)).toEqual(['12-30T06:00/12-30T18:00']);
  });

  it('begin on the chosen days only, and last into the day after', () => {
    const quiet = night({ timezone: 'UTC', days: ['fri'] });

    // The 16th of January 2026 is a Friday.
    expect(stretches(quiet, '2026-01-12T12:00:00Z', 7 * 24)).toEqual(['01-16T22:00/01-17T07:00']);
  });

  it('make one long stretch of whole days that follow each other', () => {
    const quiet = night({ timezone: 'UTC', from: '00:00', to: '00:00', days: ['sat', 'sun'] });

    expect(stretches(quiet, '2026-01-15T12:00:00Z', 7 * 24)).toEqual(['01-17T00:00/01-19T00:00']);
  });

  it('say when they are over', () => {
    expect(quietUntil(night(), at('2026-10-25T00:45:00Z'))).toBe(at('2026-10-25T06:00:00Z'));
    expect(quietUntil(night(), at('2026-10-25T06:00:00Z'))).toBeNull();
    expect(shownTime('Europe/Stockholm', at('2026-10-25T06:00:00Z'))).toBe('sun 07:00');
  });
});

describe(`quiet hours of any kind (seed ${SEED})`, () => {
  const zones = [
    'UTC',
    'Europe/Stockholm',
    'America/New_York',
    'America/St_Johns',
    'Asia/Kolkata',
    'Asia/Tokyo',
    'Australia/Lord_Howe',
    'Pacific/Apia',
    'Africa/Casablanca',
  ];
  const time = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map(([hours, minutes]) => [hours, minutes].map((n) => String(n).padStart(2, '0')).join(':'));
  const quietHours = fc.record({
    timezone: fc.constantFrom(...zones),
    from: time,
    to: time,
    days: fc.subarray([...WEEKDAYS], { minLength: 1 }),
  });
  const instant = fc.integer({ min: at('2020-01-01T00:00:00Z'), max: at('2036-01-01T00:00:00Z') });

  it('agree with what a clock on the wall shows, away from changes of the clock', () => {
    fc.assert(
      fc.property(quietHours, instant, (quiet, now) => {
        const offsets = [-2, -1, 0, 1, 2].map((days) =>
          offsetAt(quiet.timezone, now + days * 24 * HOUR),
        );
        fc.pre(new Set(offsets).size === 1);

        expect(isQuiet(quiet, now)).toBe(wallSays(quiet, now + (offsets[0] ?? 0)));
      }),
      { seed: SEED, numRuns: 400 },
    );
  });

  it('end when they say, and not a millisecond earlier', () => {
    fc.assert(
      fc.property(quietHours, instant, (quiet, now) => {
        const until = quietUntil(quiet, now);
        if (until === null) return;

        expect(until).toBeGreaterThan(now);
        expect(until - now).toBeLessThanOrEqual(25 * HOUR);
        expect(isQuiet(quiet, until - 1)).toBe(true);
        // Only a whole day is followed by the next at once.
        if (isQuiet(quiet, until)) expect(quiet.from).toBe(quiet.to);
      }),
      { seed: SEED, numRuns: 400 },
    );
  });

  /** How far the clocks there are ahead, from another form of the same time than the code uses. */
  function offsetAt(timeZone: string, now: number): number {
    const text = new Date(now).toLocaleString('sv-SE', { timeZone });
    return Date.parse(`${text.replace(' ', 'T')}Z`) - Math.floor(now / 1000) * 1000;
  }

  /** The rule in the words of somebody who looks at the clock. */
  function wallSays({ from, to, days }: QuietHours, wall: number): boolean {
    const shown = new Date(wall);
    const time = shown.toISOString().slice(11, 16);
    const weekday = (offset: number) => WEEKDAYS[(shown.getUTCDay() + 6 + offset) % 7];
    const chosen = (day: (typeof WEEKDAYS)[number] | undefined) =>
      day !== undefined && (days ?? WEEKDAYS).includes(day);
    if (from < to) return chosen(weekday(0)) && from <= time && time < to;
    return (chosen(weekday(0)) && time >= from) || (chosen(weekday(6)) && time < to);
  }
});
