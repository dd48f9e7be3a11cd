import { StorageAccount } from '#facts/storage-account.ts';
import { defineCollector } from './define-collector.ts';
import { subscriptionKey } from './resource-names.ts';

/** Reads all storage accounts of a subscription with one list. */
export const storageAccount = defineCollector({
  fact: 'storageAccount',
  kind: 'list',
  permissions: ['Microsoft.Storage/storageAccounts/read'],
  apiVersion: '2025-08-01',
  source: 'Microsoft.Storage/storageAccounts: Storage Accounts - List',
  schema: StorageAccount,
  requestKey: subscriptionKey,
  read: (azure, subscriptionId, signal) =>
    azure.pages(
      {
        operation: `storage accounts of subscription ${subscriptionId}`,
        permission: 'Microsoft.Storage/storageAccounts/read',
        signal,
      },
      (clients) => clients.storage(subscriptionId).storageAccounts.list({ abortSignal: signal }),
    ),
});
