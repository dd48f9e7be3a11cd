import { describe, expect, it } from 'vitest';
import { fullBackup } from '#checks/full-backup.ts';
import type { Backup } from '#traits/backup.ts';
import type { Holds } from '#traits/subject.ts';
import {
  backup,
  GONE,
  ofItem,
  statusOf,
  told,
  UNTOLD,
  verdictOn,
} from '../harness/ask-question.ts';

const DAILY = { every: told({ hours: 24 }) };
const WEEKLY = { every: told({ hours: 168 }) };
const POINT = told('2026-11-01T00:00:00.000Z');

describe('full-backup', () => {
  it.each<[string, readonly Backup[], string]>([
    ['daily', [backup('full', DAILY)], 'pass'],
    ['weekly', [backup('full', WEEKLY)], 'fail'],
    [
      'weekly by the platform',
      [backup('full', { ...WEEKLY, by: 'platform', oldest: POINT })],
      'fail',
    ],
    ['weekly, and nothing shows it', [backup('full', { ...WEEKLY, oldest: told(null) })], 'fail'],
    ['another kind', [backup('differential', DAILY), backup('continuous')], 'fail'],
    [
      'another kind by its nature',
      [backup('full', { instead: 'file snapshots' })],
      'not-applicable',
    ],
    ['never', [backup('full', { never: 'it never can' })], 'fail'],
    ['and each is a whole one', [backup('full', { ...DAILY, isWhole: told(true) })], 'pass'],
    [
      'and what comes is what changed',
      [backup('full', { ...DAILY, isWhole: told(false) })],
      'fail',
    ],
    ['and whether whole is not said', [backup('full', { ...DAILY, isWhole: UNTOLD })], 'unknown'],
    ['weekly, whole or not', [backup('full', { ...WEEKLY, isWhole: UNTOLD })], 'fail'],
  ])('each day: %s', async (_, items, status) => {
    expect(await statusOf(fullBackup, items, { with: { every: 'P1D' } })).toBe(status);
  });

  it.each<[string, Backup['oldest'], string]>([
    ['a restore point shows it', POINT, 'pass'],
    ['no restore point shows it', told(null), 'unknown'],
    ['whether is not said', UNTOLD, 'unknown'],
  ])('each week: by the platform, and %s', async (_, oldest = UNTOLD, status) => {
    const item = backup('full', { ...WEEKLY, by: 'platform', oldest });

    expect(await statusOf(fullBackup, [item], { with: { every: 'P7D' } })).toBe(status);
  });

  it('says why the platform cannot', async () => {
    const { reason, observed } = await verdictOn(
      fullBackup,
      [backup('full', { ...WEEKLY, by: 'platform' })],
      { with: { every: 'P1D' } },
    );

    expect(reason).toBe('Full backups come every 168 hours, by the platform');
    expect(typeof fullBackup.short === 'function' && fullBackup.short(observed, null)).toBe(
      'full backups come every 168 hours',
    );
  });

  it.each<[Holds | null, 'full' | 'log', string]>([
    ['database', 'full', 'fail'],
    ['database', 'log', 'fail'],
    ['machine', 'full', 'not-applicable'],
    ['machine', 'log', 'not-applicable'],
    [null, 'full', 'unknown'],
    [null, 'log', 'unknown'],
  ])('in a vault: an item of %s with weekly %s backups: %s', async (holds, kind, status) => {
    const item = backup(kind, { ...WEEKLY, ...ofItem(holds) });

    expect(await statusOf(fullBackup, [item], { holds: 'copies', with: { every: 'P1D' } })).toBe(
      status,
    );
  });

  it('in a vault: a lack of it breaks nothing where the database is gone', async () => {
    const item = backup('log', { ...DAILY, ...ofItem('database', '/subscriptions/1/vm') });
    const options = { holds: 'copies', with: { every: 'P1D' }, locate: GONE } as const;

    expect(await statusOf(fullBackup, [item], options)).toBe('not-applicable');
  });

  it('in a vault: an item that does not say what it is of', async () => {
    const options = { holds: 'copies', with: { every: 'P1D' } } as const;

    expect(await statusOf(fullBackup, [backup('full', DAILY)], options)).toBe('unknown');
  });
});
