import { withParent } from '#traits/trait.ts';
import { defineResourceType, from } from '../define-resource-type.ts';
import { parentKey, resourceNames } from '../resource-names.ts';
import { KEY_BODIES, KEY_BREAKS, KEY_LEAVES } from './key-example.ts';
import { disabledKey, lifetimeOf } from './key-lifetime.ts';

const VAULT = 'keys lie in their vault and are judged with it';
const PERMISSION = 'Microsoft.KeyVault/vaults/keys/read';

/** A key of a vault, through the management plane, so that the vault's firewall does not matter. Source: Microsoft.KeyVault/vaults/keys, 2026-02-01. */
export const key = defineResourceType({
  type: 'Microsoft.KeyVault/vaults/keys',
  holds: 'keys',
  serves: 'nobody',
  reads: {
    row: {
      name: 'keyVaultKeyRow',
      kind: 'list',
      permissions: [PERMISSION],
      apiVersion: '2026-02-01',
      source: 'Microsoft.KeyVault/vaults/keys: Keys - List',
      enumerates: {
        childType: 'microsoft.keyvault/vaults/keys',
        parentType: 'microsoft.keyvault/vaults',
      },
      requestKey: parentKey,
      read: (azure, vaultId, signal) => {
        const { subscriptionId, resourceGroup, name } = resourceNames(vaultId);
        return azure.pages(
          { operation: `keys of key vault ${name}`, permission: PERMISSION, signal },
          (clients) =>
            clients.keyVault(subscriptionId).keys.list(resourceGroup, name, {
              abortSignal: signal,
            }),
        );
      },
    },
    // The rows of the list may lack the rotation policy.
    key: {
      name: 'keyVaultKey',
      kind: 'item',
      permissions: [PERMISSION],
      apiVersion: '2026-02-01',
      source: 'Microsoft.KeyVault/vaults/keys: Keys - Get',
      requestKey: (id) => id,
      read: (azure, id, signal) => {
        const { subscriptionId, resourceGroup, name, child } = resourceNames(id);
        return azure.one(
          { operation: `key ${child} of key vault ${name}`, permission: PERMISSION, signal },
          (clients) =>
            clients.keyVault(subscriptionId).keys.get(resourceGroup, name, child, {
              abortSignal: signal,
            }),
        );
      },
    },
  },
  setAside: disabledKey,
  traits: {
    places: withParent(VAULT),
    encryption: withParent(VAULT),
    backups: withParent(VAULT),
    logs: withParent(VAULT),
    zones: withParent(VAULT),
    keeping: withParent(VAULT),
    lifetimes: from('key')(lifetimeOf),
  },
  mend: {},
  good: {
    id: '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv/keys/cmk',
    bodies: KEY_BODIES,
  },
  breaks: KEY_BREAKS,
  leaves: { key: { ...KEY_LEAVES, location: 'its vault’s' } },
});
