import { describe, expect, it } from 'vitest';
import { logBackup } from '#checks/log-backup.ts';
import type { Backup } from '#traits/backup.ts';
import { backup, ofItem, statusOf, told, UNTOLD } from '../harness/ask-question.ts';

/** As Azure SQL documents it: about every ten minutes. */
const PLATFORM = backup('log', {
  by: 'platform',
  every: told({ hours: 0.25, usuallyHours: 1 / 6 }),
  oldest: told('2026-11-01T00:00:00.000Z'),
});

describe('log-backup', () => {
  it.each([
    ['PT60M', 'pass'],
    ['PT15M', 'pass'],
    ['PT14M', 'unknown'],
    ['PT10M', 'unknown'],
    ['PT9M', 'fail'],
  ])('every %s of what comes about every ten minutes: %s', async (every, status) => {
    expect(await statusOf(logBackup, [PLATFORM], { with: { every } })).toBe(status);
  });

  it.each<[string, Partial<Backup>, string]>([
    ['no point shows it', { oldest: told(null) }, 'unknown'],
    ['whether one does is not said', { oldest: UNTOLD }, 'unknown'],
    ['how often is not said', { every: UNTOLD }, 'unknown'],
    ['another kind', { kind: 'full' }, 'fail'],
    ['the log service instead', { instead: 'the log service' }, 'not-applicable'],
  ])('every hour: %s', async (_, more, status) => {
    expect(await statusOf(logBackup, [{ ...PLATFORM, ...more }], { with: { every: 'PT1H' } })).toBe(
      status,
    );
  });

  it.each([
    ['database', 1, 'pass'],
    ['database', 2, 'fail'],
    ['machine', 2, 'not-applicable'],
    [null, 1, 'unknown'],
  ] as const)('in a vault: of %s, every %i hours: %s', async (holds, hours, status) => {
    const item = backup('log', { every: told({ hours }), ...ofItem(holds) });

    expect(await statusOf(logBackup, [item], { holds: 'copies', with: { every: '60m' } })).toBe(
      status,
    );
  });
});
