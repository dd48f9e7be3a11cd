import { StorageObjectReplication } from '#facts/storage-object-replication.ts';
import { defineCollector } from './define-collector.ts';
import { resourceNames } from '#resource-types/resource-names.ts';

/** Reads every object replication policy of one storage account. */
export const storageObjectReplication = defineCollector({
  fact: 'storageObjectReplication',
  kind: 'group',
  permissions: ['Microsoft.Storage/storageAccounts/objectReplicationPolicies/read'],
  apiVersion: '2025-08-01',
  source:
    'Microsoft.Storage/storageAccounts/objectReplicationPolicies: Object Replication Policies - List',
  schema: StorageObjectReplication,
  requestKey: (accountId) => accountId,
  read: (azure, accountId, signal) => {
    const { subscriptionId, resourceGroup, name } = resourceNames(accountId);
    return azure.pages(
      {
        operation: `object replication policies of storage account ${name}`,
        permission: 'Microsoft.Storage/storageAccounts/objectReplicationPolicies/read',
        signal,
      },
      (clients) =>
        clients
          .storage(subscriptionId)
          .objectReplicationPolicies.list(resourceGroup, name, { abortSignal: signal }),
    );
  },
});
