import { StorageAccountPlaces } from '#facts/storage-account-places.ts';
import { defineCollector } from './define-collector.ts';
import { subscriptionKey } from './resource-names.ts';

/** Reads where the storage accounts of a subscription are; asked only where object replication leads to one of them. */
export const storageAccountPlaces = defineCollector({
  fact: 'storageAccountPlaces',
  kind: 'group',
  permissions: ['Microsoft.Storage/storageAccounts/read'],
  apiVersion: '2025-08-01',
  source: 'Microsoft.Storage/storageAccounts: Storage Accounts - List',
  schema: StorageAccountPlaces,
  requestKey: subscriptionKey,
  read: (azure, subscriptionId, signal) =>
    azure.pages(
      {
        operation: `regions of the storage accounts of subscription ${subscriptionId}`,
        permission: 'Microsoft.Storage/storageAccounts/read',
        signal,
      },
      (clients) => clients.storage(subscriptionId).storageAccounts.list({ abortSignal: signal }),
    ),
});
