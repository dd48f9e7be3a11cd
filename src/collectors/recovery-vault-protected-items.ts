import { RecoveryVaultProtectedItems } from '#facts/recovery-vault-protected-items.ts';
import { defineCollector } from './define-collector.ts';
import { resourceNames } from '#resource-types/resource-names.ts';

const API_VERSION = '2026-07-01';

/**
 * Reads the protected items of one Recovery Services vault, by the generic read as the vault's storage configuration.
 * Guess: the list without a filter holds every kind of backup; the action's exact spelling.
 */
export const recoveryVaultProtectedItems = defineCollector({
  fact: 'recoveryVaultProtectedItems',
  kind: 'group',
  permissions: ['Microsoft.RecoveryServices/vaults/backupProtectedItems/read'],
  apiVersion: API_VERSION,
  source: 'Microsoft.RecoveryServices/vaults/backupProtectedItems: Backup Protected Items - List',
  schema: RecoveryVaultProtectedItems,
  requestKey: (vaultId) => vaultId,
  read: (azure, vaultId, signal) =>
    azure.pages(
      {
        operation: `protected items of Recovery Services vault ${resourceNames(vaultId).name}`,
        permission: 'Microsoft.RecoveryServices/vaults/backupProtectedItems/read',
        signal,
      },
      (clients) => clients.generic.list(`${vaultId}/backupProtectedItems`, API_VERSION),
    ),
});
