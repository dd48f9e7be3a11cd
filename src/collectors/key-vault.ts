import { KeyVault } from '#facts/key-vault.ts';
import { defineCollector } from './define-collector.ts';
import { resourceNames } from '#resource-types/resource-names.ts';

/**
 * Reads one key vault by its own GET. Not by the list: several checks judge a member's absence (purge protection is true or
 * absent), and lists are known to leave members out.
 */
export const keyVault = defineCollector({
  fact: 'keyVault',
  kind: 'item',
  permissions: ['Microsoft.KeyVault/vaults/read'],
  apiVersion: '2026-02-01',
  source: 'Microsoft.KeyVault/vaults: Vaults - Get',
  schema: KeyVault,
  requestKey: (vaultId) => vaultId,
  read: (azure, vaultId, signal) => {
    const { subscriptionId, resourceGroup, name } = resourceNames(vaultId);
    return azure.one(
      { operation: `key vault ${name}`, permission: 'Microsoft.KeyVault/vaults/read', signal },
      (clients) =>
        clients.keyVault(subscriptionId).vaults.get(resourceGroup, name, { abortSignal: signal }),
    );
  },
});
