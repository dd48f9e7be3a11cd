import type { StorageAccount } from './storage-account.ts';

/** Where the copies of a storage account are, by the suffix of its sku. */
export type StorageRedundancy = 'local' | 'zone' | 'geo' | 'geo-zone';

const SKU = /^(?:Standard|StandardV2|Premium|PremiumV2)_(LRS|ZRS|GRS|RAGRS|GZRS|RAGZRS)$/iu;

const BY_SUFFIX: ReadonlyMap<string, StorageRedundancy> = new Map([
  ['LRS', 'local'],
  ['ZRS', 'zone'],
  ['GRS', 'geo'],
  ['RAGRS', 'geo'],
  ['GZRS', 'geo-zone'],
  ['RAGZRS', 'geo-zone'],
]);

/**
 * Reads a storage account's redundancy from its sku's suffix (`Standard_RAGRS`, `StandardV2_GZRS`); undefined for a sku that
 * is missing or of a form that is not known. Source: Microsoft.Storage/storageAccounts `sku.name`, 2025-08-01.
 */
export function redundancyOf(account: StorageAccount): StorageRedundancy | undefined {
  const suffix = SKU.exec(account.sku?.name ?? '')?.[1];
  return suffix === undefined ? undefined : BY_SUFFIX.get(suffix.toUpperCase());
}

/** Whether a redundancy keeps a second copy in another region. */
export function isGeoRedundant(redundancy: StorageRedundancy): boolean {
  return redundancy === 'geo' || redundancy === 'geo-zone';
}
