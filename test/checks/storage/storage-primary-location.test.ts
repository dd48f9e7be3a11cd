import { describe, expect, it } from 'vitest';
import { storagePrimaryLocation } from '#checks/storage/storage-primary-location.ts';
import { storageAccount } from '../../harness/facts/storage.ts';
import { judgeCheck } from '../../harness/judge-check.ts';

describe('storage-primary-location', () => {
  it.each([
    ['northeurope', 'northeurope', 'pass'],
    ['North Europe', 'northeurope', 'pass'],
    ['westeurope', 'northeurope', 'fail'],
    ['westeurope', 'EU', 'pass'],
    ['atlantis', 'EU', 'unknown'],
    ['global', 'EU', 'unknown'],
    [null, 'EU', 'unknown'],
    [undefined, 'EU', 'unknown'],
  ])('15: data that is served from %j, claimed %j: %s', (primaryLocation, within, status) => {
    const account = storageAccount(
      { primaryLocation, secondaryLocation: 'westeurope' },
      { sku: { name: 'Standard_GRS' } },
    );

    expect(
      judgeCheck(storagePrimaryLocation, { storageAccount: account }, { with: { within } }).status,
    ).toBe(status);
  });
});
