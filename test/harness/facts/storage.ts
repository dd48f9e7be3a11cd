import type { StorageAccount } from '#facts/storage-account.ts';
import type { StorageBlobService } from '#facts/storage-blob-service.ts';

type AccountProperties = NonNullable<StorageAccount['properties']>;
type BlobProperties = NonNullable<StorageBlobService['properties']>;

/** A good geo-redundant account in North Europe; `properties` are laid over its own. */
export function storageAccount(
  properties: AccountProperties = {},
  more: Omit<StorageAccount, 'properties'> = {},
): StorageAccount {
  return {
    kind: 'StorageV2',
    sku: { name: 'Standard_GRS' },
    ...more,
    properties: {
      minimumTlsVersion: 'TLS1_2',
      supportsHttpsTrafficOnly: true,
      creationTime: '2020-01-01T00:00:00.0000000Z',
      primaryLocation: 'northeurope',
      secondaryLocation: 'westeurope',
      encryption: {
        keySource: 'Microsoft.Storage',
        services: {
          blob: { enabled: true, keyType: 'Account' },
          file: { enabled: true, keyType: 'Account' },
        },
      },
      ...properties,
    },
  };
}

/** A blob service that keeps deleted blobs for 35 days and restores 30 days back. */
export function storageBlobService(properties: BlobProperties = {}): StorageBlobService {
  return {
    properties: {
      deleteRetentionPolicy: { enabled: true, days: 35, allowPermanentDelete: false },
      restorePolicy: { enabled: true, days: 30, minRestoreTime: '2026-10-22T03:00:00.0000000Z' },
      ...properties,
    },
  };
}
