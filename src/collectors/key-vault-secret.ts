import { KeyVaultSecret } from '#facts/key-vault-secret.ts';
import { defineCollector } from './define-collector.ts';
import { parentKey, resourceNames } from '#resource-types/resource-names.ts';

/** Reads the secrets of a vault without their values, which the management plane never sends. */
export const keyVaultSecret = defineCollector({
  fact: 'keyVaultSecret',
  kind: 'list',
  permissions: ['Microsoft.KeyVault/vaults/secrets/read'],
  apiVersion: '2026-02-01',
  source: 'Microsoft.KeyVault/vaults/secrets: Secrets - List',
  schema: KeyVaultSecret,
  enumerates: {
    childType: 'microsoft.keyvault/vaults/secrets',
    parentType: 'microsoft.keyvault/vaults',
  },
  requestKey: parentKey,
  read: (azure, vaultId, signal) => {
    const { subscriptionId, resourceGroup, name } = resourceNames(vaultId);
    return azure.pages(
      {
        operation: `secrets of key vault ${name}`,
        permission: 'Microsoft.KeyVault/vaults/secrets/read',
        signal,
      },
      (clients) =>
        clients.keyVault(subscriptionId).secrets.list(resourceGroup, name, { abortSignal: signal }),
    );
  },
});
