import { RecoveryVaultStorageConfig } from '#facts/recovery-services-vault.ts';
import { defineCollector } from './define-collector.ts';
import { resourceNames } from '#resource-types/resource-names.ts';

const API_VERSION = '2026-07-01';

/**
 * Reads a Recovery Services vault's storage configuration, for a vault that does not state its redundancy itself. By the
 * generic read: the client of this service's backup part (`arm-recoveryservicesbackup`) stays at 2023-06-01.
 * Guess: the ARM action's exact spelling; it follows the resource type.
 */
export const recoveryVaultStorageConfig = defineCollector({
  fact: 'recoveryVaultStorageConfig',
  kind: 'item',
  permissions: ['Microsoft.RecoveryServices/vaults/backupstorageconfig/read'],
  apiVersion: API_VERSION,
  source:
    'Microsoft.RecoveryServices/vaults/backupstorageconfig: Backup Resource Storage Configs - Get',
  schema: RecoveryVaultStorageConfig,
  requestKey: (vaultId) => vaultId,
  read: (azure, vaultId, signal) =>
    azure.one(
      {
        operation: `storage configuration of Recovery Services vault ${resourceNames(vaultId).name}`,
        permission: 'Microsoft.RecoveryServices/vaults/backupstorageconfig/read',
        signal,
      },
      (clients) =>
        clients.generic.get(`${vaultId}/backupstorageconfig/vaultstorageconfig`, API_VERSION),
    ),
});
