import { afterEach, describe, expect, it, vi } from 'vitest';
import { lastDue, startDaily } from '#service/schedules.ts';

const at = (text: string): number => Date.parse(text);

function due(scan: string, timezone: string, since: string, now: string): string | undefined {
  const schedules = { scan, full: '0 3 * * *', evidence: '30 3 * * *', timezone };
  return lastDue({ schedules, name: 'scan' }, since, at(now));
}

describe('lastDue', () => {
  it.each([
    ['nothing within a quarter of an hour', '*/15 * * * *', '12:00:05', '12:14:59', undefined],
    ['the quarter itself', '*/15 * * * *', '12:00:05', '12:15:00', '12:15'],
    ['the last of several', '*/15 * * * *', '12:00:05', '13:07:00', '13:00'],
    ['not the minute of the last scan itself', '*/15 * * * *', '12:15:00', '12:15:30', undefined],
    ['one with a field of seconds', '30 */5 * * * *', '12:01:00', '12:09:00', '12:05'],
    ['every second, by the minute', '* * * * * *', '12:01:00', '12:03:40', '12:03'],
  ])('finds %s', (_, cron, since, now, expected) => {
    const found = due(cron, 'UTC', `2026-11-21T${since}.000Z`, `2026-11-21T${now}Z`);

    expect(found).toBe(expected === undefined ? undefined : `2026-11-21T${expected}:00.000Z`);
  });

  it.each([
    // Sweden: UTC+1, from 29 March 01:00 UTC to 25 October 01:00 UTC UTC+2.
    ['in winter', '0 3 * * *', '2026-01-10T00:00:00Z', '2026-01-10T12:00:00Z', '2026-01-10T02:00'],
    ['in summer', '0 3 * * *', '2026-07-10T00:00:00Z', '2026-07-10T12:00:00Z', '2026-07-10T01:00'],
    [
      'before the clock is put forward',
      '59 1 * * *',
      '2026-03-29T00:00:00Z',
      '2026-03-29T12:00:00Z',
      '2026-03-29T00:59',
    ],
    [
      'in the hour that there is not',
      '30 2 * * *',
      '2026-03-28T12:00:00Z',
      '2026-03-29T12:00:00Z',
      undefined,
    ],
    [
      'in the hour that comes twice, the second time',
      '30 2 * * *',
      '2026-10-24T12:00:00Z',
      '2026-10-25T12:00:00Z',
      '2026-10-25T01:30',
    ],
    [
      'in the hour that comes twice, the first time',
      '30 2 * * *',
      '2026-10-24T12:00:00Z',
      '2026-10-25T01:00:00Z',
      '2026-10-25T00:30',
    ],
  ])('knows the time zone: %s', (_, cron, since, now, expected) => {
    const found = due(cron, 'Europe/Stockholm', since, now);

    expect(found).toBe(expected === undefined ? undefined : `${expected}:00.000Z`);
  });

  it('looks back a week and not beyond', () => {
    const yearly = '0 0 14 11 *';

    expect(due(yearly, 'UTC', '2026-01-01T00:00:00Z', '2026-11-20T23:59:00Z')).toBe(
      '2026-11-14T00:00:00.000Z',
    );
    expect(due(yearly, 'UTC', '2026-01-01T00:00:00Z', '2026-11-21T00:01:00Z')).toBeUndefined();
  });

  it('answers quickly after a long absence', () => {
    const begun = performance.now();
    due('0 0 1 1 *', 'Europe/Stockholm', '2020-01-01T00:00:00Z', '2026-11-21T00:01:00Z');

    expect(performance.now() - begun).toBeLessThan(2_000);
  });
});

describe('startDaily (A16)', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it('comes due by the clock of its place, also across a change to winter time, and never after its end', async () => {
    // In Stockholm 09:00 is 07:00 UTC on the Saturday and 08:00 UTC on the Sunday of the change.
    const now = Date.parse('2026-10-24T05:00:00Z');
    vi.useFakeTimers({ now, toFake: ['Date', 'setTimeout', 'clearTimeout'] });
    const due: string[] = [];
    const daily = startDaily({
      schedule: '0 9 * * *',
      timezone: 'Europe/Stockholm',
      onDue: async (at) => {
        due.push(at);
        await Promise.resolve();
      },
    });

    await vi.advanceTimersByTimeAsync(30 * 3_600_000);
    await daily.stop();
    await vi.advanceTimersByTimeAsync(48 * 3_600_000);

    expect(due).toEqual(['2026-10-24T07:00:00.000Z', '2026-10-25T08:00:00.000Z']);
  });
});
