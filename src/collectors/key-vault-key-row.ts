import { KeyVaultKeyRow } from '#facts/key-vault-key.ts';
import { defineCollector } from './define-collector.ts';
import { parentKey, resourceNames } from '#resource-types/resource-names.ts';

/** Finds the keys of a vault: management plane, so that the vault's firewall does not matter. */
export const keyVaultKeyRow = defineCollector({
  fact: 'keyVaultKeyRow',
  kind: 'list',
  permissions: ['Microsoft.KeyVault/vaults/keys/read'],
  apiVersion: '2026-02-01',
  source: 'Microsoft.KeyVault/vaults/keys: Keys - List',
  schema: KeyVaultKeyRow,
  enumerates: {
    childType: 'microsoft.keyvault/vaults/keys',
    parentType: 'microsoft.keyvault/vaults',
  },
  requestKey: parentKey,
  read: (azure, vaultId, signal) => {
    const { subscriptionId, resourceGroup, name } = resourceNames(vaultId);
    return azure.pages(
      {
        operation: `keys of key vault ${name}`,
        permission: 'Microsoft.KeyVault/vaults/keys/read',
        signal,
      },
      (clients) =>
        clients.keyVault(subscriptionId).keys.list(resourceGroup, name, { abortSignal: signal }),
    );
  },
});
