/**
 * What a kind of storage account can do for its blobs.
 * - `full`: blob service with point-in-time restore
 * - `block`: blob service without point-in-time restore (premium block blobs)
 * - `old`: blob service of an old kind, without point-in-time restore
 * - `none`: no blob service at all (premium files)
 */
export type BlobService = 'full' | 'block' | 'old' | 'none' | 'not-understood';

const BY_KIND: ReadonlyMap<string, BlobService> = new Map([
  ['storagev2', 'full'],
  ['blockblobstorage', 'block'],
  ['blobstorage', 'old'],
  ['storage', 'old'],
  ['filestorage', 'none'],
]);

/** Source: Microsoft.Storage/storageAccounts `kind`, 2025-08-01; Azure Storage documentation on point-in-time restore. */
export function blobServiceOf(kind: string | null | undefined): BlobService {
  return BY_KIND.get(kind?.toLowerCase() ?? '') ?? 'not-understood';
}
