import type {
  RecoveryServicesVault,
  RecoveryVaultStorageConfig,
} from './recovery-services-vault.ts';

/** Where the backups of a Recovery Services vault are. */
export type VaultRedundancy = 'local' | 'zone' | 'geo';

const UNDERSTOOD: ReadonlyMap<string, VaultRedundancy> = new Map([
  ['locallyredundant', 'local'],
  ['zoneredundant', 'zone'],
  ['georedundant', 'geo'],
  // Only the storage configuration speaks of it: a geo-zone-redundant copy that can be read.
  ['readaccessgeozoneredundant', 'geo'],
]);

/** What was said about a vault's redundancy: Azure's word and how it is understood (undefined: not at all). */
export interface StatedRedundancy {
  readonly stated: string;
  readonly redundancy: VaultRedundancy | undefined;
}

/**
 * The vault's own word, else its storage configuration's; undefined when neither says anything.
 * Source: Microsoft.RecoveryServices/vaults `standardTierStorageRedundancy`, backupstorageconfig `storageModelType`, 2026-07-01.
 */
export function vaultRedundancy(
  vault: RecoveryServicesVault,
  config: RecoveryVaultStorageConfig | undefined,
): StatedRedundancy | undefined {
  const stated =
    vault.properties?.redundancySettings?.standardTierStorageRedundancy ??
    config?.properties?.storageModelType;
  if (stated === undefined || stated === null) return undefined;
  return { stated, redundancy: UNDERSTOOD.get(stated.toLowerCase()) };
}
