import { SUBSCRIPTION_TYPE } from '#domain/resource-id.ts';
import type { ItemRead, ListRead } from '../define-read.ts';
import { resourceNames, subscriptionKey } from '../resource-names.ts';

const PERMISSION = 'Microsoft.KeyVault/vaults/read';

/**
 * One vault by its own GET, not by the list: the absence of a member is an answer here (purge protection is true or absent), and lists
 * leave members out.
 */
export const oneVault: ItemRead = {
  name: 'keyVault',
  kind: 'item',
  permissions: [PERMISSION],
  apiVersion: '2026-02-01',
  source: 'Microsoft.KeyVault/vaults: Vaults - Get',
  requestKey: (id) => id,
  read: (azure, id, signal) => {
    const { subscriptionId, resourceGroup, name } = resourceNames(id);
    return azure.one(
      { operation: `key vault ${name}`, permission: PERMISSION, signal },
      (clients) =>
        clients.keyVault(subscriptionId).vaults.get(resourceGroup, name, { abortSignal: signal }),
    );
  },
};

/** Finds the vaults of a subscription as their provider knows them; what a vault is like is read by its own GET. */
export const vaultRows: ListRead = {
  name: 'keyVaultRow',
  kind: 'list',
  permissions: [PERMISSION],
  apiVersion: '2026-02-01',
  source: 'Microsoft.KeyVault/vaults: Vaults - List By Subscription',
  enumerates: { childType: 'microsoft.keyvault/vaults', parentType: SUBSCRIPTION_TYPE },
  requestKey: subscriptionKey,
  read: (azure, subscriptionId, signal) =>
    azure.pages(
      { operation: `key vaults of subscription ${subscriptionId}`, permission: PERMISSION, signal },
      (clients) =>
        clients.keyVault(subscriptionId).vaults.listBySubscription({ abortSignal: signal }),
    ),
};
