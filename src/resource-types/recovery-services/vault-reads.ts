import { SUBSCRIPTION_TYPE } from '#domain/resource-id.ts';
import type { GroupRead, ItemRead, ListRead } from '../define-read.ts';
import { resourceNames, subscriptionKey } from '../resource-names.ts';
import { saysRedundancy } from './vault-places.ts';

const API_VERSION = '2026-07-01';

/** All Recovery Services vaults of a subscription with one list, which carries all properties. */
export const vaults: ListRead = {
  name: 'recoveryServicesVault',
  kind: 'list',
  permissions: ['Microsoft.RecoveryServices/vaults/read'],
  apiVersion: API_VERSION,
  source: 'Microsoft.RecoveryServices/vaults: Vaults - List By Subscription Id',
  enumerates: { childType: 'microsoft.recoveryservices/vaults', parentType: SUBSCRIPTION_TYPE },
  requestKey: subscriptionKey,
  read: (azure, subscriptionId, signal) =>
    azure.pages(
      {
        operation: `Recovery Services vaults of subscription ${subscriptionId}`,
        permission: 'Microsoft.RecoveryServices/vaults/read',
        signal,
      },
      (clients) =>
        clients
          .recoveryServices(subscriptionId)
          .vaults.listBySubscriptionId({ abortSignal: signal }),
    ),
};

/**
 * The storage configuration of a vault that does not state its redundancy itself. By the generic read: the client of this service's
 * backup part (`arm-recoveryservicesbackup`) stays at 2023-06-01. Guess: the action's exact spelling; it follows the resource type.
 */
export const storageConfig: ItemRead = {
  name: 'recoveryVaultStorageConfig',
  kind: 'item',
  permissions: ['Microsoft.RecoveryServices/vaults/backupstorageconfig/read'],
  apiVersion: API_VERSION,
  source:
    'Microsoft.RecoveryServices/vaults/backupstorageconfig: Backup Resource Storage Configs - Get',
  when: (own) => (saysRedundancy(own) ? 'The vault says its redundancy itself' : undefined),
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
};

/** What one vault protects. */
export const protectedItems = listOfVault(
  'recoveryVaultProtectedItems',
  'backupProtectedItems',
  'Backup Protected Items - List',
);

/** The policies by which it does. */
export const backupPolicies = listOfVault(
  'recoveryVaultBackupPolicies',
  'backupPolicies',
  'Backup Policies - List',
);

/** Guess: a list without a filter holds every kind of backup; the action's exact spelling. */
function listOfVault(name: string, segment: string, call: string): GroupRead {
  const permission = `Microsoft.RecoveryServices/vaults/${segment}/read`;
  return {
    name,
    kind: 'group',
    permissions: [permission],
    apiVersion: API_VERSION,
    source: `Microsoft.RecoveryServices/vaults/${segment}: ${call}`,
    requestKey: (vaultId) => vaultId,
    read: (azure, vaultId, signal) =>
      azure.pages(
        {
          operation: `${segment} of Recovery Services vault ${resourceNames(vaultId).name}`,
          permission,
          signal,
        },
        (clients) => clients.generic.list(`${vaultId}/${segment}`, API_VERSION),
      ),
  };
}
