import { describe, expect, it } from 'vitest';
import { storageBlobPointInTimeRestore } from '#checks/storage/storage-blob-point-in-time-restore.ts';
import type { StorageBlobService } from '#facts/storage-blob-service.ts';
import { storageAccount, storageBlobService } from '../../harness/facts/storage.ts';
import { judgeCheck } from '../../harness/judge-check.ts';

/** Claimed are 14 days before 2026-11-21T03:00Z; the account is from 2020 unless said. */
function judge(
  restorePolicy: NonNullable<StorageBlobService['properties']>['restorePolicy'],
  account = storageAccount(),
): string {
  const storageBlob = storageBlobService({ restorePolicy });
  const facts = { storageAccount: account, storageBlobService: storageBlob };
  return judgeCheck(storageBlobPointInTimeRestore, facts, { with: { days: 14 } }).status;
}

describe('storage-blob-point-in-time-restore', () => {
  it.each([
    ['the days', { enabled: true, days: 14, minRestoreTime: '2026-11-07T03:00:00Z' }, 'pass'],
    ['more', { enabled: true, days: 30, minRestoreTime: '2026-10-22T03:00:00Z' }, 'pass'],
    ['a day less', { enabled: true, days: 13, minRestoreTime: '2026-11-07T03:00:00Z' }, 'fail'],
    ['off', { enabled: false, days: 30, minRestoreTime: '2026-10-22T03:00:00Z' }, 'fail'],
    ['never set', null, 'fail'],
    ['left out', undefined, 'fail'],
    ['no days', { enabled: true, minRestoreTime: '2026-10-22T03:00:00Z' }, 'unknown'],
    ['on or off not said', { days: 30, minRestoreTime: '2026-10-22T03:00:00Z' }, 'unknown'],
    ['no earliest time', { enabled: true, days: 30 }, 'unknown'],
    ['no instant', { enabled: true, days: 30, minRestoreTime: 'soon' }, 'unknown'],
    [
      'before the account',
      { enabled: true, days: 30, minRestoreTime: '0001-01-01T00:00:00Z' },
      'unknown',
    ],
    [
      'the window while a scan runs',
      { enabled: true, days: 14, minRestoreTime: '2026-11-07T15:00:00Z' },
      'pass',
    ],
    [
      'a window that starts too late',
      { enabled: true, days: 14, minRestoreTime: '2026-11-07T15:01:00Z' },
      'fail',
    ],
  ])('%s', (_, policy, status) => {
    expect(judge(policy)).toBe(status);
  });

  it('trap "raising the days makes no restore points": a new policy does not prove the window', () => {
    expect(judge({ enabled: true, days: 30, minRestoreTime: '2026-11-20T03:00:00Z' })).toBe('fail');
  });

  it.each([
    ['2026-11-15T00:00:00Z', 'pass'],
    ['2026-11-14T13:00:00Z', 'pass'],
    ['2026-11-14T11:00:00Z', 'fail'],
    [null, 'fail'],
  ])(
    'an account made at %j that restores back to 2026-11-15T00:00Z: %s',
    (creationTime, status) => {
      const account = storageAccount({ creationTime });

      expect(
        judge({ enabled: true, days: 14, minRestoreTime: '2026-11-15T00:00:00Z' }, account),
      ).toBe(status);
    },
  );

  it.each([
    ['StorageV2', 'pass'],
    ['FileStorage', 'unknown'],
    ['BlockBlobStorage', 'unknown'],
    ['FutureStorage', 'unknown'],
    [undefined, 'unknown'],
  ])('kind %j: %s', (kind, status) => {
    const policy = { enabled: true, days: 30, minRestoreTime: '2026-10-22T03:00:00Z' };

    expect(judge(policy, storageAccount({}, { kind }))).toBe(status);
  });

  it('answers unknown when no properties came at all', () => {
    const facts = { storageAccount: storageAccount(), storageBlobService: {} };

    const verdict = judgeCheck(storageBlobPointInTimeRestore, facts, { with: { days: 14 } });

    expect(verdict.status).toBe('unknown');
  });
});
