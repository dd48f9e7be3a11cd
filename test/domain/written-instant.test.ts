import { describe, expect, it } from 'vitest';
import { endOfDay, readInstant } from '#domain/written-instant.ts';

const ZONE = 'Europe/Stockholm';

describe('23: instants in ISO 8601 or local time of the configured zone', () => {
  it.each([
    ['2026-03-01T08:00:00Z', '2026-03-01T08:00:00.000Z'],
    ['2026-03-01T08:00+02:00', '2026-03-01T06:00:00.000Z'],
    ['2026-03-01T08:00', '2026-03-01T07:00:00.000Z'],
    ['2026-03-01 08:00', '2026-03-01T07:00:00.000Z'],
    ['2026-07-01 08:00:30', '2026-07-01T06:00:30.000Z'],
    ['2026-03-01', '2026-02-28T23:00:00.000Z'],
  ])('23: %s is %s', (text, instant) => {
    expect(readInstant(text, ZONE)).toMatchObject({ instant });
  });

  it('23: in UTC a local time is what it was', () => {
    expect(readInstant('2026-03-01T08:00', 'UTC')).toMatchObject({
      instant: '2026-03-01T08:00:00.000Z',
    });
  });

  it.each([
    ['2026-03-29 02:30', 'does not exist in Europe/Stockholm'],
    ['2026-10-25 02:30', 'say 2026-10-25T00:30:00.000Z or 2026-10-25T01:30:00.000Z'],
    ['yesterday', 'neither a date nor an instant'],
    ['2026-02-30', 'neither a date nor an instant'],
    ['', 'neither a date nor an instant'],
  ])('23: %j is refused with what would be right', (text, part) => {
    const found = readInstant(text, ZONE);

    expect('problem' in found ? found.problem : '').toContain(part);
  });

  it('23: a day of 23 hours ends when the next one begins', () => {
    expect(endOfDay('2026-03-28T23:00:00.000Z', ZONE)).toBe('2026-03-29T22:00:00.000Z');
  });
});
