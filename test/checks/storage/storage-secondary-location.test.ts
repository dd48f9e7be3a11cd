import { describe, expect, it } from 'vitest';
import { storageSecondaryLocation } from '#checks/storage/storage-secondary-location.ts';
import { storageAccount } from '../../harness/facts/storage.ts';
import { judgeCheck } from '../../harness/judge-check.ts';

describe('storage-secondary-location', () => {
  it.each([
    ['Standard_GRS', 'northeurope', 'westeurope', 'EU', 'pass'],
    ['Standard_GRS', 'North Europe', 'West Europe', 'EU', 'pass'],
    ['Standard_GRS', 'northeurope', 'westeurope', 'IE', 'fail'],
    ['Standard_GRS', 'northeurope', 'westeurope', ['IE', 'NL'], 'pass'],
    ['Standard_GRS', 'uksouth', 'ukwest', 'EEA', 'fail'],
    ['Standard_GRS', 'uksouth', 'ukwest', 'Europe', 'pass'],
    ['Standard_GRS', 'norwayeast', 'norwaywest', 'EU', 'fail'],
    ['Standard_GRS', 'norwayeast', 'norwaywest', 'EEA', 'pass'],
    ['Standard_GRS', 'northeurope', null, 'EU', 'unknown'],
    ['Standard_GRS', 'northeurope', undefined, 'EU', 'unknown'],
    ['Standard_GRS', 'northeurope', 'atlantis', 'EU', 'unknown'],
    ['Standard_GRS', 'northeurope', 'global', 'EU', 'unknown'],
    ['Standard_GRS', null, 'westeurope', 'EU', 'unknown'],
    ['Standard_GRS', 'atlantis', 'eastus', 'EU', 'fail'],
    ['Standard_LRS', 'northeurope', undefined, 'EU', 'not-applicable'],
    ['Standard_LRS', 'eastus', undefined, 'EU', 'fail'],
    ['Standard_LRS', 'northeurope', 'eastus', 'EU', 'fail'],
    ['Standard_LRS', undefined, undefined, 'EU', 'unknown'],
    ['Standard_NEW', 'northeurope', 'westeurope', 'EU', 'unknown'],
    ['Standard_NEW', 'northeurope', 'eastus', 'EU', 'fail'],
  ])('%s in %j with a copy in %j, claimed %j: %s', (name, primary, secondary, within, status) => {
    const account = storageAccount(
      { primaryLocation: primary, secondaryLocation: secondary },
      { sku: { name } },
    );

    const verdict = judgeCheck(
      storageSecondaryLocation,
      { storageAccount: account },
      { with: { within } },
    );

    expect(verdict.status).toBe(status);
  });

  it('trap "none reads secondaryLocation": a geo pair abroad is named', () => {
    const account = storageAccount({ primaryLocation: 'northeurope', secondaryLocation: 'eastus' });

    const verdict = judgeCheck(
      storageSecondaryLocation,
      { storageAccount: account },
      { with: { within: 'EU' } },
    );

    expect(verdict.status).toBe('fail');
    expect(verdict.reason).toContain('second copy (eastus)');
  });

  it('does not start without a place to be within', () => {
    expect(() => judgeCheck(storageSecondaryLocation, {})).toThrow(/within/u);
  });
});
