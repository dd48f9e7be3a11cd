import { recoveryVaultOf } from '../../harness/estates.ts';
import { changed, type MatrixRow, made, without } from './breakage.ts';

const RECOVERY_VAULT = 'Microsoft.RecoveryServices/vaults';

/** Recovery Services vaults. */
export const RECOVERY_VAULT_ROWS: readonly MatrixRow[] = [
  {
    title: 'A backup vault keeps one region only',
    resourceType: RECOVERY_VAULT,
    in: (service) => {
      const resource = recoveryVaultOf(service);
      const redundancy = (standardTierStorageRedundancy: string): unknown => ({
        properties: {
          redundancySettings: { standardTierStorageRedundancy, crossRegionRestore: 'Enabled' },
        },
      });
      return changed(resource, redundancy('LocallyRedundant'), redundancy('GeoRedundant'), [
        { check: 'recovery-vault-geo-redundant', resource },
        { check: 'recovery-vault-backup-separation', resource },
      ]);
    },
  },
  {
    title: 'A backup vault restores in its own region only',
    resourceType: RECOVERY_VAULT,
    in: (service) => {
      const resource = recoveryVaultOf(service);
      const redundancy = (crossRegionRestore: string): unknown => ({
        properties: {
          redundancySettings: { standardTierStorageRedundancy: 'GeoRedundant', crossRegionRestore },
        },
      });
      return changed(resource, redundancy('Disabled'), redundancy('Enabled'), [
        { check: 'recovery-vault-cross-region-restore', resource },
      ]);
    },
  },
  {
    title: 'A backup vault is made in eastus',
    resourceType: RECOVERY_VAULT,
    in: (service) => {
      const resource = recoveryVaultOf(service, `${service.recoveryVault}-us`);
      const redundancySettings = {
        standardTierStorageRedundancy: 'GeoRedundant',
        crossRegionRestore: 'Enabled',
      };
      const body = {
        location: 'eastus',
        sku: { name: 'RS0', tier: 'Standard' },
        properties: { redundancySettings },
      };
      return made(
        [{ id: resource, body }],
        [
          { check: 'resource-location', resource, when: without('eastus') },
          { check: 'recovery-vault-pair-location', resource, when: without('eastus', 'westus') },
          { check: 'recovery-vault-backup-separation', resource, when: without('westus') },
        ],
      );
    },
  },
];
