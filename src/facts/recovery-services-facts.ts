import type {
  RecoveryServicesVault,
  RecoveryVaultStorageConfig,
} from './recovery-services-vault.ts';
import type { RecoveryVaultBackupPolicies } from './recovery-vault-backup-policies.ts';
import type { RecoveryVaultProtectedItems } from './recovery-vault-protected-items.ts';

/** The facts of this family by name: see fact-names.ts. */
export interface RecoveryServicesFacts {
  recoveryServicesVault: RecoveryServicesVault;
  recoveryVaultBackupPolicies: RecoveryVaultBackupPolicies;
  recoveryVaultProtectedItems: RecoveryVaultProtectedItems;
  recoveryVaultStorageConfig: RecoveryVaultStorageConfig;
}
