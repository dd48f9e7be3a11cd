import { describe, expect, it } from 'vitest';
import { backupRetention } from '#checks/backup-retention.ts';
import type { Backup } from '#traits/backup.ts';
import { backup, days, ofItem, statusOf, told, UNTOLD } from '../harness/ask-question.ts';

const kept = (count: number): Partial<Backup> => ({ keptFor: days(count) ?? UNTOLD });

describe('backup-retention', () => {
  it.each<[string, readonly Backup[], string]>([
    ['as long', [backup('full', kept(10))], 'pass'],
    ['a day less', [backup('full', kept(9))], 'fail'],
    ['in months', [backup('full', { keptFor: told({ months: 1, days: 0 }) })], 'pass'],
    ['not said', [backup('full', { keptFor: UNTOLD })], 'unknown'],
    ['point-in-time restore', [backup('continuous', kept(10))], 'pass'],
    ['snapshots', [backup('snapshot', kept(7))], 'fail'],
    ['snapshots beside full ones', [backup('snapshot', kept(2)), backup('full', kept(10))], 'pass'],
    ['log backups', [backup('log', kept(10))], 'fail'],
    ['long-term backups', [backup('long-term', kept(100))], 'fail'],
    ['what others tell', [backup('continuous', kept(7)), backup('full')], 'fail'],
    ['off', [backup('continuous', { ...kept(10), state: told('off') })], 'fail'],
    ['never', [backup('continuous', { never: 'it never can' })], 'fail'],
    ['nothing', [], 'fail'],
  ])('10 days: %s', async (_, items, status) => {
    expect(await statusOf(backupRetention, items, { with: { days: 10 } })).toBe(status);
  });

  it.each([
    ['2026-11-11T04:00:00.000Z', 'pass'],
    ['2026-11-11T04:01:00.000Z', 'unknown'],
    ['2026-11-12T03:01:00.000Z', 'fail'],
  ])('a policy that is long enough, restorable since %s: %s', async (oldest, status) => {
    const since = told('2020-01-01T00:00:00.000Z');
    const item = backup('continuous', { ...kept(30), oldest: told(oldest), since });

    expect(await statusOf(backupRetention, [item], { with: { days: 10 } })).toBe(status);
  });

  it.each([
    [undefined, 'machine', 'fail'],
    [undefined, null, 'fail'],
    [['database'], 'machine', 'not-applicable'],
    [['database'], 'database', 'fail'],
    [['database'], null, 'unknown'],
  ] as const)('a vault, of %j: an item of %s: %s', async (of, holds, status) => {
    const item = backup('full', { ...kept(9), ...ofItem(holds) });
    const given = of === undefined ? { days: 10 } : { days: 10, of };

    expect(await statusOf(backupRetention, [item], { holds: 'copies', with: given })).toBe(status);
  });
});
