import { StorageAccountPlaces } from '#facts/storage-account-places.ts';
import { defineCollector } from './define-collector.ts';
import { subscriptionKey } from '#resource-types/resource-names.ts';
import { listStorageAccounts } from './storage-account.ts';

/** Reads where the storage accounts of a subscription are; asked only where object replication leads to one of them. */
export const storageAccountPlaces = defineCollector({
  fact: 'storageAccountPlaces',
  kind: 'group',
  permissions: ['Microsoft.Storage/storageAccounts/read'],
  apiVersion: '2025-08-01',
  source: 'Microsoft.Storage/storageAccounts: Storage Accounts - List',
  schema: StorageAccountPlaces,
  requestKey: subscriptionKey,
  read: listStorageAccounts,
});
