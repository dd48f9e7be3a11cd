import { StorageBlobService } from '#facts/storage-blob-service.ts';
import { defineCollector } from './define-collector.ts';
import { resourceNames } from '#resource-types/resource-names.ts';

/** Reads the blob service of one storage account. */
export const storageBlobService = defineCollector({
  fact: 'storageBlobService',
  kind: 'item',
  permissions: ['Microsoft.Storage/storageAccounts/blobServices/read'],
  apiVersion: '2025-08-01',
  source: 'Microsoft.Storage/storageAccounts/blobServices: Blob Services - Get Service Properties',
  schema: StorageBlobService,
  requestKey: (accountId) => accountId,
  read: (azure, accountId, signal) => {
    const { subscriptionId, resourceGroup, name } = resourceNames(accountId);
    return azure.one(
      {
        operation: `blob service of storage account ${name}`,
        permission: 'Microsoft.Storage/storageAccounts/blobServices/read',
        signal,
      },
      (clients) =>
        clients
          .storage(subscriptionId)
          .blobServices.getServiceProperties(resourceGroup, name, { abortSignal: signal }),
    );
  },
});
