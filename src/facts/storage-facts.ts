import type { StorageAccount } from './storage-account.ts';
import type { StorageAccountPlaces } from './storage-account-places.ts';
import type { StorageBlobService } from './storage-blob-service.ts';
import type { StorageObjectReplication } from './storage-object-replication.ts';

/** The facts of this family by name: see fact-names.ts. */
export interface StorageFacts {
  storageAccount: StorageAccount;
  storageAccountPlaces: StorageAccountPlaces;
  storageBlobService: StorageBlobService;
  storageObjectReplication: StorageObjectReplication;
}
