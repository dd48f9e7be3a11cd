import { SUBSCRIPTION_TYPE } from '#domain/resource-id.ts';
import { KeyVaultRow } from '#facts/key-vault.ts';
import { defineCollector } from './define-collector.ts';
import { subscriptionKey } from '#resource-types/resource-names.ts';

/** Finds the vaults of a subscription as their provider knows them; what a vault is like is read by its own GET. */
export const keyVaultRow = defineCollector({
  fact: 'keyVaultRow',
  kind: 'list',
  permissions: ['Microsoft.KeyVault/vaults/read'],
  apiVersion: '2026-02-01',
  source: 'Microsoft.KeyVault/vaults: Vaults - List By Subscription',
  schema: KeyVaultRow,
  enumerates: { childType: 'microsoft.keyvault/vaults', parentType: SUBSCRIPTION_TYPE },
  requestKey: subscriptionKey,
  read: (azure, subscriptionId, signal) =>
    azure.pages(
      {
        operation: `key vaults of subscription ${subscriptionId}`,
        permission: 'Microsoft.KeyVault/vaults/read',
        signal,
      },
      (clients) =>
        clients.keyVault(subscriptionId).vaults.listBySubscription({ abortSignal: signal }),
    ),
});
