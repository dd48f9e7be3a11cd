import { describe, expect, it } from 'vitest';
import { storageRegionalRedundancy } from '#checks/storage/storage-regional-redundancy.ts';
import { storageAccount } from '../../harness/facts/storage.ts';
import { judgeCheck } from '../../harness/judge-check.ts';

describe('storage-regional-redundancy', () => {
  it.each([
    ['Standard_GRS', 'swedencentral', 'swedensouth', 'SE', 'pass'],
    ['Standard_RAGZRS', 'northeurope', 'westeurope', 'EEA', 'pass'],
    ['StandardV2_GZRS', 'northeurope', 'westeurope', 'EEA', 'pass'],
    ['Standard_GRS', 'northeurope', 'uksouth', 'EEA', 'fail'],
    ['Standard_GRS', 'uksouth', 'northeurope', 'EEA', 'fail'],
    ['Standard_GRS', 'northeurope', 'northeurope', 'EEA', 'fail'],
    ['Standard_GRS', 'northeurope', 'North Europe', 'EEA', 'fail'],
    ['Standard_ZRS', 'northeurope', undefined, 'EEA', 'fail'],
    ['Standard_LRS', 'northeurope', 'westeurope', 'EEA', 'fail'],
    ['Standard_GRS', 'northeurope', null, 'EEA', 'unknown'],
    ['Standard_GRS', undefined, 'westeurope', 'EEA', 'unknown'],
    ['Standard_GRS', 'northeurope', 'atlantis', 'EEA', 'unknown'],
    ['Standard_NEW', 'northeurope', 'westeurope', 'EEA', 'unknown'],
    [null, 'northeurope', 'westeurope', 'EEA', 'unknown'],
  ])('%s in %j with a copy in %j, claimed %j: %s', (name, primary, secondary, within, status) => {
    const account = storageAccount(
      { primaryLocation: primary, secondaryLocation: secondary },
      { sku: { name } },
    );

    const verdict = judgeCheck(
      storageRegionalRedundancy,
      { storageAccount: account },
      { with: { within } },
    );

    expect(verdict.status).toBe(status);
  });
});
