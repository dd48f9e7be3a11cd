import { describe, expect, it } from 'vitest';
import { pointInTimeRestore } from '#checks/point-in-time-restore.ts';
import type { Backup } from '#traits/backup.ts';
import {
  backup,
  days,
  ofItem,
  statusOf,
  told,
  UNTOLD,
  verdictOn,
} from '../harness/ask-question.ts';

/** Asked at 2026-11-21T03:00Z of the last 14 days. */
const WITH = { with: { days: 14 } } as const;
const kept = (count: number): Partial<Backup> => ({ keptFor: days(count) ?? UNTOLD });
const LONG_AGO = told('2020-01-01T00:00:00.000Z');

function window(oldest: string, since: string | null, more: Partial<Backup> = {}): Backup {
  const born = since === null ? UNTOLD : told(since);
  return backup('continuous', { ...kept(30), oldest: told(oldest), since: born, ...more });
}

describe('point-in-time-restore', () => {
  it.each<[string, readonly Backup[], string]>([
    ['the days', [backup('continuous', kept(14))], 'pass'],
    ['a day less', [backup('continuous', kept(13))], 'fail'],
    ['not said', [backup('continuous', { keptFor: UNTOLD })], 'unknown'],
    ['no retention', [backup('continuous')], 'unknown'],
    ['nothing kept', [backup('continuous', kept(0))], 'fail'],
    ['off', [backup('continuous', { ...kept(14), state: told('off') })], 'fail'],
    ['on or off not said', [backup('continuous', { ...kept(14), state: UNTOLD })], 'unknown'],
    [
      'too short, on or off not said',
      [backup('continuous', { ...kept(7), state: UNTOLD })],
      'fail',
    ],
    ['never', [backup('continuous', { never: 'kept for a fixed seven days' })], 'fail'],
    ['full backups alone', [backup('full', kept(30))], 'fail'],
    ['logs of a policy', [backup('log', kept(14))], 'pass'],
    ['logs of a policy, shorter', [backup('log', kept(13))], 'fail'],
    ['logs of the platform', [backup('log', { ...kept(30), by: 'platform' })], 'fail'],
    ['nothing', [], 'fail'],
  ])('%s', async (_, items, status) => {
    expect(await statusOf(pointInTimeRestore, items, WITH)).toBe(status);
  });

  it.each([
    [13, 'fail'],
    [14, 'pass'],
    [15, 'fail'],
  ])('exactly 14 of %i: %s', async (count, status) => {
    const items = [backup('continuous', kept(count))];

    expect(
      await statusOf(pointInTimeRestore, items, { with: { days: 14, match: 'exactly' } }),
    ).toBe(status);
  });

  it.each([
    ['2026-11-07T03:00:00.000Z', 'pass'],
    ['2026-11-07T04:00:00.000Z', 'pass'],
    ['2026-11-07T04:01:00.000Z', 'unknown'],
    ['2026-11-08T03:00:00.000Z', 'unknown'],
    ['2026-11-08T03:01:00.000Z', 'fail'],
  ])('can be restored since %s: %s', async (oldest, status) => {
    const items = [window(oldest, LONG_AGO.value)];

    expect(await statusOf(pointInTimeRestore, items, WITH)).toBe(status);
  });

  it.each([
    ['2026-11-15T00:00:00.000Z', 'pass'],
    ['2026-11-14T23:00:00.000Z', 'pass'],
    ['2026-11-14T22:59:00.000Z', 'unknown'],
    ['2026-11-14T00:00:00.000Z', 'unknown'],
    ['2026-11-13T23:59:00.000Z', 'fail'],
    [null, 'unknown'],
  ])('made at %s and restorable since the 15th: %s', async (since, status) => {
    const items = [window('2026-11-15T00:00:00.000Z', since)];

    expect(await statusOf(pointInTimeRestore, items, WITH)).toBe(status);
  });

  it.each([
    ['2026-11-07T15:00:00.000Z', 'pass'],
    ['2026-11-07T15:01:00.000Z', 'fail'],
  ])('of what lags up to 12 hours, since %s: %s', async (oldest, status) => {
    const items = [window(oldest, LONG_AGO.value, { oldestLagHours: 12 })];

    expect(await statusOf(pointInTimeRestore, items, WITH)).toBe(status);
  });

  it.each<[string, Backup['oldest']]>([
    ['not said', UNTOLD],
    ['from never', told(null)],
  ])('since when is %s: unknown', async (_, oldest = UNTOLD) => {
    const items = [backup('continuous', { ...kept(30), oldest, since: LONG_AGO })];

    expect(await statusOf(pointInTimeRestore, items, WITH)).toBe('unknown');
  });

  it('raising the days makes no restore points', async () => {
    const items = [window('2026-11-14T03:00:00.000Z', LONG_AGO.value)];

    const verdict = await verdictOn(pointInTimeRestore, items, WITH);

    expect(verdict.reason).toBe('It cannot be restored to a point before 2026-11-14T03:00:00.000Z');
    expect(shortOf(verdict.observed)).toBe('restorable only since 2026-11-14');
  });

  it('is short in alerts', async () => {
    const { observed } = await verdictOn(pointInTimeRestore, [backup('continuous', kept(7))], WITH);

    expect(shortOf(observed)).toBe('restore window is 7 days');
  });

  it.each([
    ['database', 'fail'],
    ['machine', 'not-applicable'],
    [null, 'unknown'],
  ] as const)('a vault: full backups of %s alone: %s', async (holds, status) => {
    const items = [backup('full', { ...kept(30), ...ofItem(holds) })];

    expect(await statusOf(pointInTimeRestore, items, { ...WITH, holds: 'copies' })).toBe(status);
  });

  it('speaks of databases, or of what the statement names', () => {
    const blobs = { holds: 'blobs', serves: 'clients', runs: 'provider' } as const;

    expect(pointInTimeRestore.speaksOf(blobs, {})).toBe(false);
    expect(pointInTimeRestore.speaksOf(blobs, { of: ['database', 'blobs'] })).toBe(true);
  });
});

function shortOf(observed: unknown): string | undefined {
  const { short } = pointInTimeRestore;
  return typeof short === 'string' ? short : short(observed, null);
}
