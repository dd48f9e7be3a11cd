import { describe, expect, it } from 'vitest';
import { monthsOver } from '#service/months-over.ts';

describe('monthsOver', () => {
  it.each([
    ['2026-11-30T22:59:59.999Z', []],
    ['2026-11-30T23:00:00.000Z', [['2026-10-31T23:00:00.000Z', '2026-11-30T23:00:00.000Z']]],
  ])('a month is over when the clock of the zone shows the next one: %s', (now, months) => {
    expect(monthsOver('2026-10-31T23:00:00.000Z', now, 'Europe/Berlin')).toEqual(
      months.map(([from, to]) => ({ from, to })),
    );
  });

  it('begins with the month that ended after the instant, over the end of a year and of summer time', () => {
    const months = monthsOver(
      '2026-10-15T00:00:00.000Z',
      '2027-01-02T00:00:00.000Z',
      'Europe/Berlin',
    );

    expect(months.map(({ from }) => from)).toEqual([
      '2026-09-30T22:00:00.000Z',
      '2026-10-31T23:00:00.000Z',
      '2026-11-30T23:00:00.000Z',
    ]);
    expect(months.map(({ to }) => to)).toEqual([
      ...months.slice(1).map(({ from }) => from),
      '2026-12-31T23:00:00.000Z',
    ]);
  });
});
