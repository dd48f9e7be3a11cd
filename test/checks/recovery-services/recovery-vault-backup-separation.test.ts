import { describe, expect, it } from 'vitest';
import { recoveryVaultBackupSeparation } from '#checks/recovery-services/recovery-vault-backup-separation.ts';
import { recoveryServicesVault } from '../../harness/facts/recovery-services.ts';
import { judgeCheck } from '../../harness/judge-check.ts';

describe('recovery-vault-backup-separation', () => {
  it.each([
    ['GeoRedundant', 'swedencentral', 'SE', 'pass'],
    ['GeoRedundant', 'northeurope', 'EEA', 'pass'],
    ['GeoRedundant', 'North Europe', 'NL', 'pass'],
    ['GeoRedundant', 'northeurope', 'IE', 'fail'],
    ['GeoRedundant', 'eastus', 'EEA', 'fail'],
    ['GeoRedundant', 'polandcentral', 'EEA', 'unknown'],
    ['GeoRedundant', 'atlantis', 'EEA', 'unknown'],
    ['GeoRedundant', null, 'EEA', 'unknown'],
    ['LocallyRedundant', 'northeurope', 'EEA', 'fail'],
    ['ZoneRedundant', 'northeurope', 'EEA', 'fail'],
    ['Invalid', 'northeurope', 'EEA', 'unknown'],
    ['FutureRedundant', 'northeurope', 'EEA', 'unknown'],
    [undefined, 'northeurope', 'EEA', 'unknown'],
  ])('%s in %j, claimed %j: %s', (redundancy, location, within, status) => {
    const redundancySettings = { standardTierStorageRedundancy: redundancy };
    const facts = {
      recoveryServicesVault: recoveryServicesVault({ redundancySettings }),
      recoveryVaultStorageConfig: {},
      subscriptionRegions: [],
    };

    const verdict = judgeCheck(recoveryVaultBackupSeparation, facts, {
      with: { within },
      resource: { location },
    });

    expect(verdict.status).toBe(status);
  });

  it.each([
    ['Disabled', 'pass'],
    [null, 'pass'],
    ['Enabled', 'unknown'],
    ['Invalid', 'unknown'],
  ])('a second region of choice %j: %s', (status, expected) => {
    const facts = {
      recoveryServicesVault: recoveryServicesVault({ regionOfChoiceSettings: { status } }),
      recoveryVaultStorageConfig: {},
      subscriptionRegions: [],
    };

    expect(
      judgeCheck(recoveryVaultBackupSeparation, facts, { with: { within: 'EU' } }).status,
    ).toBe(expected);
  });

  it('takes the pair from what Azure lists', () => {
    const facts = {
      recoveryServicesVault: recoveryServicesVault(),
      recoveryVaultStorageConfig: {},
      subscriptionRegions: [
        {
          name: 'northeurope',
          metadata: { regionType: 'Physical', pairedRegion: [{ name: 'uksouth' }] },
        },
      ],
    };

    expect(
      judgeCheck(recoveryVaultBackupSeparation, facts, { with: { within: 'EU' } }).status,
    ).toBe('fail');
  });
});
