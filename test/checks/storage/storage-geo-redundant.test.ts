import { describe, expect, it } from 'vitest';
import { storageGeoRedundant } from '#checks/storage/storage-geo-redundant.ts';
import { storageAccount } from '../../harness/facts/storage.ts';
import { judgeCheck } from '../../harness/judge-check.ts';

describe('storage-geo-redundant', () => {
  it.each([
    ['Standard_LRS', 'fail'],
    ['Standard_ZRS', 'fail'],
    ['Premium_LRS', 'fail'],
    ['Premium_ZRS', 'fail'],
    ['StandardV2_LRS', 'fail'],
    ['PremiumV2_ZRS', 'fail'],
    ['Standard_GRS', 'pass'],
    ['Standard_RAGRS', 'pass'],
    ['Standard_GZRS', 'pass'],
    ['Standard_RAGZRS', 'pass'],
    ['standard_ragrs', 'pass'],
    ['Standard_XGRS', 'unknown'],
    ['Standard_GRS_Next', 'unknown'],
    ['Future_GRS', 'unknown'],
    ['', 'unknown'],
    [null, 'unknown'],
    [undefined, 'unknown'],
  ])('sku %j: %s', (name, status) => {
    const account = storageAccount({}, { sku: { name } });

    expect(judgeCheck(storageGeoRedundant, { storageAccount: account }).status).toBe(status);
  });

  it.each(['StandardV2_GRS', 'StandardV2_GZRS'])('trap: %s is geo-redundant too', (name) => {
    const account = storageAccount({}, { sku: { name } });

    expect(judgeCheck(storageGeoRedundant, { storageAccount: account }).status).toBe('pass');
  });

  it('answers unknown without a sku', () => {
    expect(judgeCheck(storageGeoRedundant, { storageAccount: {} }).status).toBe('unknown');
  });
});
