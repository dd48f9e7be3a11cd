import type {
  RecoveryServicesVault,
  RecoveryVaultStorageConfig,
} from './recovery-services-vault.ts';

/** The facts of this family by name: see fact-names.ts. */
export interface RecoveryServicesFacts {
  recoveryServicesVault: RecoveryServicesVault;
  recoveryVaultStorageConfig: RecoveryVaultStorageConfig;
}
