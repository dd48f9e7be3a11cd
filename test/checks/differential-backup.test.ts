import { describe, expect, it } from 'vitest';
import { differentialBackup } from '#checks/differential-backup.ts';
import type { Backup } from '#traits/backup.ts';
import { backup, statusOf, told, UNTOLD } from '../harness/ask-question.ts';

describe('differential-backup', () => {
  it.each<[string, readonly Backup[], string]>([
    ['every 12', [backup('differential', { every: told({ hours: 12 }) })], 'pass'],
    ['every 24', [backup('differential', { every: told({ hours: 24 }) })], 'fail'],
    ['not said', [backup('differential', { every: UNTOLD })], 'unknown'],
    ['no interval', [backup('differential')], 'unknown'],
    ['none', [backup('full', { every: told({ hours: 1 }) })], 'fail'],
    [
      'snapshots instead',
      [backup('differential', { instead: 'file snapshots' })],
      'not-applicable',
    ],
    ['never', [backup('differential', { never: 'it never can' })], 'fail'],
    ['off', [backup('differential', { every: told({ hours: 12 }), state: told('off') })], 'fail'],
  ])('every 12 hours: %s', async (_, items, status) => {
    expect(await statusOf(differentialBackup, items, { with: { every: 'PT12H' } })).toBe(status);
  });

  it('speaks of databases and of what vaults keep', () => {
    const subject = { serves: 'nobody', runs: 'provider' } as const;

    expect(differentialBackup.speaksOf({ ...subject, holds: 'database' }, {})).toBe(true);
    expect(differentialBackup.speaksOf({ ...subject, holds: 'copies' }, {})).toBe(true);
    expect(differentialBackup.speaksOf({ ...subject, holds: 'blobs' }, {})).toBe(false);
  });
});
