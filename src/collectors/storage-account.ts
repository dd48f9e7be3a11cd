import type { AzureReader } from '#azure/azure-reader.ts';
import { SUBSCRIPTION_TYPE } from '#domain/resource-id.ts';
import { StorageAccount } from '#facts/storage-account.ts';
import { defineCollector } from './define-collector.ts';
import { subscriptionKey } from '#resource-types/resource-names.ts';

/** Reads all storage accounts of a subscription with one list. */
export const storageAccount = defineCollector({
  fact: 'storageAccount',
  kind: 'list',
  permissions: ['Microsoft.Storage/storageAccounts/read'],
  apiVersion: '2025-08-01',
  source: 'Microsoft.Storage/storageAccounts: Storage Accounts - List',
  schema: StorageAccount,
  enumerates: { childType: 'microsoft.storage/storageaccounts', parentType: SUBSCRIPTION_TYPE },
  requestKey: subscriptionKey,
  read: listStorageAccounts,
});

/** The one list that two facts are made of: given to both collectors as it is, it is asked once. */
export function listStorageAccounts(
  azure: AzureReader,
  subscriptionId: string,
  signal: AbortSignal,
): ReturnType<AzureReader['pages']> {
  return azure.pages(
    {
      operation: `storage accounts of subscription ${subscriptionId}`,
      permission: 'Microsoft.Storage/storageAccounts/read',
      signal,
    },
    (clients) => clients.storage(subscriptionId).storageAccounts.list({ abortSignal: signal }),
  );
}
