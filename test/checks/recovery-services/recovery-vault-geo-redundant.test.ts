import { describe, expect, it } from 'vitest';
import { recoveryVaultGeoRedundant } from '#checks/recovery-services/recovery-vault-geo-redundant.ts';
import { recoveryServicesVault } from '../../harness/facts/recovery-services.ts';
import { judgeCheck, remedyOf } from '../../harness/judge-check.ts';

describe('recovery-vault-geo-redundant', () => {
  it.each([
    ['GeoRedundant', 'pass'],
    ['georedundant', 'pass'],
    ['ZoneRedundant', 'fail'],
    ['LocallyRedundant', 'fail'],
    ['Invalid', 'unknown'],
    ['GeoZoneRedundantNext', 'unknown'],
    ['', 'unknown'],
  ])('decides by %j of the vault alone: %s', (standardTierStorageRedundancy, status) => {
    const vault = recoveryServicesVault({ redundancySettings: { standardTierStorageRedundancy } });

    // No storage configuration here: the vault's own word must do.
    const verdict = judgeCheck(recoveryVaultGeoRedundant, { recoveryServicesVault: vault });

    expect(verdict.status).toBe(status);
  });

  it.each([
    ['GeoRedundant', 'pass'],
    ['ReadAccessGeoZoneRedundant', 'pass'],
    ['LocallyRedundant', 'fail'],
    ['Invalid', 'unknown'],
    [null, 'unknown'],
    [undefined, 'unknown'],
  ])(
    'asks the storage configuration (%j) of a vault that does not say: %s',
    (storageModelType, status) => {
      for (const redundancySettings of [
        null,
        undefined,
        {},
        { standardTierStorageRedundancy: null },
      ]) {
        const verdict = judgeCheck(recoveryVaultGeoRedundant, {
          recoveryServicesVault: recoveryServicesVault({ redundancySettings }),
          recoveryVaultStorageConfig: { properties: { storageModelType } },
        });

        expect(verdict.status).toBe(status);
      }
    },
  );

  it('says what mends it', () => {
    expect(remedyOf(recoveryVaultGeoRedundant, { name: 'rsv' })).toContain(
      "az backup vault backup-properties set --name 'rsv' --backup-storage-redundancy GeoRedundant",
    );
  });
});
