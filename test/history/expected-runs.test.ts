import { schedule } from 'node-cron';
import { describe, expect, it } from 'vitest';
import type { Instant } from '#domain/instant.ts';
import { expectedRuns } from '#history/expected-runs.ts';

const SCHEDULES = {
  scan: '*/15 * * * *',
  full: '0 3 * * *',
  evidence: '30 3 * * *',
  timezone: 'Europe/Berlin',
};

describe('expected runs', () => {
  it('is one run for what several schedules demand at once', () => {
    const runs = expectedRuns(SCHEDULES, '2026-01-10T01:50:00.000Z', '2026-01-10T02:46:00.000Z');

    expect(runs).toEqual([
      '2026-01-10T02:00:00.000Z',
      '2026-01-10T02:15:00.000Z',
      '2026-01-10T02:30:00.000Z',
      '2026-01-10T02:45:00.000Z',
    ]);
  });

  it.each([
    ['has 23 hours', '2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z', 92],
    ['has 25 hours', '2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z', 100],
    ['is an ordinary one', '2026-06-01T22:00:00.000Z', '2026-06-02T22:00:00.000Z', 96],
  ])('E8: of a day that %s', (_, from, to, count) => {
    expect(expectedRuns(SCHEDULES, from, to)).toHaveLength(count);
  });

  it.each([
    ['in winter', '2026-01-10', '02:07'],
    ['in summer', '2026-07-10', '01:07'],
  ])(
    'a daily run is due at its time of the zone, and the field of seconds is left out: %s',
    (_, day, time) => {
      const daily = '5 7 3 * * *';
      const runs = expectedRuns(
        { scan: daily, full: daily, evidence: daily, timezone: 'Europe/Berlin' },
        `${day}T00:00:00.000Z`,
        `${day}T23:59:00.000Z`,
      );

      expect(runs).toEqual([`${day}T${time}:00.000Z`]);
    },
  );

  it('finds the same minutes where the time zone differs from UTC by three quarters of an hour', () => {
    const odd = '7,52 4 * * *';
    const runs = expectedRuns(
      { scan: odd, full: odd, evidence: odd, timezone: 'Asia/Kathmandu' },
      '2026-01-10T00:00:00.000Z',
      '2026-01-11T00:00:00.000Z',
    );

    expect(runs).toEqual(['2026-01-10T22:22:00.000Z', '2026-01-10T23:07:00.000Z']);
  });

  it('ends before the end and begins with the begin', () => {
    const at = '2026-01-10T02:00:00.000Z';

    expect(expectedRuns(SCHEDULES, at, '2026-01-10T02:15:00.000Z')).toEqual([at]);
  });
});

/** The schedules' own library, asked for every minute by itself. */
function everyMinute(pattern: string, timezone: string, from: Instant, to: Instant) {
  const task = schedule(pattern, () => undefined, { timezone });
  const due: Instant[] = [];
  for (let at = Date.parse(from); at < Date.parse(to); at += 60_000)
    if (task.match(new Date(at))) due.push(new Date(at).toISOString());
  void task.destroy();
  return due;
}

describe('what the schedules’ library says of every minute', () => {
  it.each([
    ['*/15 * * * *', 'Europe/Berlin', '2026-03-28', '2026-03-31'],
    ['30 2 * * *', 'Europe/Berlin', '2026-10-24', '2026-10-27'],
    ['7,52 0-4/2 * * SUN', 'America/New_York', '2026-10-31', '2026-11-03'],
    ['10 23 L * *', 'Australia/Lord_Howe', '2026-03-30', '2026-04-06'],
    ['*/20 3 29-31 march,oct *', 'Asia/Kathmandu', '2026-10-29', '2026-11-01'],
    ['45 1 * * fri#1', 'Africa/Casablanca', '2026-02-05', '2026-02-08'],
    ['*/7 22-23 1W 2 *', 'Pacific/Chatham', '2026-01-31', '2026-02-04'],
  ])('is what is expected of %s in %s', (pattern, timezone, from, to) => {
    const span = [`${from}T00:03:00.000Z`, `${to}T11:11:00.000Z`] as const;
    const all = { scan: pattern, full: pattern, evidence: pattern, timezone };

    const wanted = everyMinute(pattern, timezone, ...span);

    expect(wanted.length).toBeGreaterThan(0);
    expect(expectedRuns(all, ...span)).toEqual(wanted);
  });
});
