import { RecoveryVaultBackupPolicies } from '#facts/recovery-vault-backup-policies.ts';
import { defineCollector } from './define-collector.ts';
import { resourceNames } from '#resource-types/resource-names.ts';

const API_VERSION = '2026-07-01';

/**
 * Reads the backup policies of one Recovery Services vault, by the generic read as the vault's storage configuration.
 * Guess: the list without a filter holds every kind of backup; the action's exact spelling.
 */
export const recoveryVaultBackupPolicies = defineCollector({
  fact: 'recoveryVaultBackupPolicies',
  kind: 'group',
  permissions: ['Microsoft.RecoveryServices/vaults/backupPolicies/read'],
  apiVersion: API_VERSION,
  source: 'Microsoft.RecoveryServices/vaults/backupPolicies: Backup Policies - List',
  schema: RecoveryVaultBackupPolicies,
  requestKey: (vaultId) => vaultId,
  read: (azure, vaultId, signal) =>
    azure.pages(
      {
        operation: `backup policies of Recovery Services vault ${resourceNames(vaultId).name}`,
        permission: 'Microsoft.RecoveryServices/vaults/backupPolicies/read',
        signal,
      },
      (clients) => clients.generic.list(`${vaultId}/backupPolicies`, API_VERSION),
    ),
});
