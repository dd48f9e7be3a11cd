import { describe, expect, it } from 'vitest';
import { storageHttpsOnly } from '#checks/storage/storage-https-only.ts';
import { storageAccount } from '../../harness/facts/storage.ts';
import { judgeCheck, remedyOf } from '../../harness/judge-check.ts';

describe('storage-https-only', () => {
  it.each([
    [true, 'pass'],
    [false, 'fail'],
    [null, 'unknown'],
    [undefined, 'unknown'],
  ])('supportsHttpsTrafficOnly %j: %s', (supportsHttpsTrafficOnly, status) => {
    const account = storageAccount({ supportsHttpsTrafficOnly });

    expect(judgeCheck(storageHttpsOnly, { storageAccount: account }).status).toBe(status);
  });

  it.each([
    [true, true, 'fail'],
    [undefined, true, 'fail'],
    [true, false, 'pass'],
    [true, undefined, 'pass'],
  ])(
    'supportsHttpsTrafficOnly %j with isNfsV3Enabled %j: %s',
    (supportsHttpsTrafficOnly, isNfsV3Enabled, status) => {
      const account = storageAccount({ supportsHttpsTrafficOnly, isNfsV3Enabled });

      expect(judgeCheck(storageHttpsOnly, { storageAccount: account }).status).toBe(status);
    },
  );

  it('answers unknown when no properties came at all', () => {
    expect(judgeCheck(storageHttpsOnly, { storageAccount: {} }).status).toBe('unknown');
  });

  it('says what mends it', () => {
    expect(remedyOf(storageHttpsOnly, { name: 'st1' })).toContain(
      "az storage account update --name 'st1' --https-only true",
    );
  });
});
