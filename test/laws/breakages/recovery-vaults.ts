import { recoveryVaultOf } from '../../harness/estates.ts';
import { changed, lying, type MatrixRow, made } from './breakage.ts';

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
        { check: 'geo-redundant-backup', resource },
        { check: 'regional-redundancy', resource },
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
        { check: 'cross-region-restore', resource },
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
        lying(resource, { primary: 'eastus', copy: 'westus' }, 'backup'),
      );
    },
  },
];
