import type { KeyVault, KeyVaultRow } from './key-vault.ts';
import type { KeyVaultDiagnosticSettings } from './key-vault-diagnostic-settings.ts';
import type { KeyVaultKey, KeyVaultKeyRow } from './key-vault-key.ts';
import type { KeyVaultSecret } from './key-vault-secret.ts';

/** The facts of this family by name: see fact-names.ts. */
export interface KeyVaultFacts {
  keyVault: KeyVault;
  keyVaultRow: KeyVaultRow;
  keyVaultDiagnosticSettings: KeyVaultDiagnosticSettings;
  keyVaultKeyRow: KeyVaultKeyRow;
  keyVaultKey: KeyVaultKey;
  keyVaultSecret: KeyVaultSecret;
}
