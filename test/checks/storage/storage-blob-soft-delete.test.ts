import { describe, expect, it } from 'vitest';
import { storageBlobSoftDelete } from '#checks/storage/storage-blob-soft-delete.ts';
import { storageAccount, storageBlobService } from '../../harness/facts/storage.ts';
import { judgeCheck, remedyOf } from '../../harness/judge-check.ts';

describe('storage-blob-soft-delete', () => {
  it.each([
    ['the days', { enabled: true, days: 14, allowPermanentDelete: false }, 'pass'],
    ['a day more', { enabled: true, days: 15, allowPermanentDelete: false }, 'pass'],
    ['a day less', { enabled: true, days: 13, allowPermanentDelete: false }, 'fail'],
    ['off', { enabled: false, days: 365, allowPermanentDelete: false }, 'fail'],
    ['never set', null, 'fail'],
    ['left out', undefined, 'fail'],
    ['trap: removable for good', { enabled: true, days: 30, allowPermanentDelete: true }, 'fail'],
    ['removable or not, not said', { enabled: true, days: 30 }, 'unknown'],
    ['no days', { enabled: true, allowPermanentDelete: false }, 'unknown'],
    ['on or off not said', { days: 30, allowPermanentDelete: false }, 'unknown'],
  ])('%s', (_, deleteRetentionPolicy, status) => {
    const facts = {
      storageAccount: storageAccount(),
      storageBlobService: storageBlobService({ deleteRetentionPolicy }),
    };

    expect(judgeCheck(storageBlobSoftDelete, facts, { with: { days: 14 } }).status).toBe(status);
  });

  it('answers unknown when no properties came at all', () => {
    const facts = { storageAccount: storageAccount(), storageBlobService: {} };

    expect(judgeCheck(storageBlobSoftDelete, facts).status).toBe('unknown');
  });

  it.each([
    ['StorageV2', 'pass'],
    ['Storage', 'pass'],
    ['BlobStorage', 'pass'],
    ['BlockBlobStorage', 'pass'],
    ['FileStorage', 'unknown'],
    ['FutureStorage', 'unknown'],
    [null, 'unknown'],
  ])('kind %j: %s', (kind, status) => {
    const facts = {
      storageAccount: storageAccount({}, { kind }),
      storageBlobService: storageBlobService(),
    };

    expect(judgeCheck(storageBlobSoftDelete, facts).status).toBe(status);
  });

  it('says what mends it', () => {
    expect(remedyOf(storageBlobSoftDelete, { name: "st'1" }, { days: 14 })).toContain(
      String.raw`--account-name 'st'\''1' --enable-delete-retention true --delete-retention-days '14'`,
    );
  });
});
