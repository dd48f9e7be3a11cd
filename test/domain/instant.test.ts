import { describe, expect, it } from 'vitest';
import { hoursBetween, moveInstant, toInstant, toMilliseconds } from '#domain/instant.ts';

describe('instant', () => {
  it.each([
    ['2026-11-21T03:00:00Z', '2026-11-21T03:00:00.000Z'],
    ['2026-11-21T03:00:00.1234567Z', '2026-11-21T03:00:00.123Z'],
    ['2026-11-21T03:00:00', '2026-11-21T03:00:00.000Z'],
    ['2026-11-21T03:00:00+02:00', '2026-11-21T01:00:00.000Z'],
    ['2026-11-21', '2026-11-21T00:00:00.000Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
  ])('reads %s', (text, instant) => {
    const milliseconds = toMilliseconds(text);

    expect(milliseconds === undefined ? undefined : toInstant(milliseconds)).toBe(instant);
  });

  it.each([
    '',
    'yesterday',
    '2026-13-01',
    '2026-02-30',
    '2025-02-29',
    '2026-04-31T00:00:00Z',
    '2026-11-21T25:00:00Z',
    '21.11.2026',
    '2026-11-21T03Z',
    '1764',
  ])('takes %j for no instant', (text) => {
    expect(toMilliseconds(text)).toBeUndefined();
    expect(moveInstant(text, { months: 0, days: 1 })).toBeUndefined();
    expect(hoursBetween(text, '2026-11-21')).toBeUndefined();
  });

  it('counts hours in both directions', () => {
    expect(hoursBetween('2026-11-21T00:00:00Z', '2026-11-22T02:30:00Z')).toBe(26.5);
    expect(hoursBetween('2026-11-22T00:00:00Z', '2026-11-21T00:00:00Z')).toBe(-24);
  });

  it.each([
    ['2026-01-31T10:00:00.000Z', 1, 0, '2026-02-28T10:00:00.000Z'],
    ['2024-01-31T10:00:00.000Z', 1, 0, '2024-02-29T10:00:00.000Z'],
    ['2024-02-29T00:00:00.000Z', 12, 0, '2025-02-28T00:00:00.000Z'],
    ['2026-03-31T00:00:00.000Z', -1, 0, '2026-02-28T00:00:00.000Z'],
    ['2026-12-15T00:00:00.000Z', 1, 1, '2027-01-16T00:00:00.000Z'],
    ['2026-01-15T00:00:00.000Z', -13, 0, '2024-12-15T00:00:00.000Z'],
    ['2026-02-28T00:00:00.000Z', 0, 1, '2026-03-01T00:00:00.000Z'],
  ])('moves %s by %i months and %i days', (from, months, days, to) => {
    expect(moveInstant(from, { months, days })).toBe(to);
  });

  it.each([
    [12 * 9000, 0],
    [0, 4_000_000],
    [-12 * 3000, 0],
    [Number.MAX_SAFE_INTEGER, 0],
  ])('has no instant %i months and %i days away', (months, days) => {
    expect(moveInstant('2026-01-01T00:00:00.000Z', { months, days })).toBeUndefined();
  });
});
