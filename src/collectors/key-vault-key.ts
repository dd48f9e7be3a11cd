import { KeyVaultKey } from '#facts/key-vault-key.ts';
import { defineCollector } from './define-collector.ts';
import { resourceNames } from '#resource-types/resource-names.ts';

/** Reads one key: its current version with the rotation policy, which the rows of the list may lack. */
export const keyVaultKey = defineCollector({
  fact: 'keyVaultKey',
  kind: 'item',
  permissions: ['Microsoft.KeyVault/vaults/keys/read'],
  apiVersion: '2026-02-01',
  source: 'Microsoft.KeyVault/vaults/keys: Keys - Get',
  schema: KeyVaultKey,
  requestKey: (keyId) => keyId,
  read: (azure, keyId, signal) => {
    const { subscriptionId, resourceGroup, name, child } = resourceNames(keyId);
    return azure.one(
      {
        operation: `key ${child} of key vault ${name}`,
        permission: 'Microsoft.KeyVault/vaults/keys/read',
        signal,
      },
      (clients) =>
        clients
          .keyVault(subscriptionId)
          .keys.get(resourceGroup, name, child, { abortSignal: signal }),
    );
  },
});
