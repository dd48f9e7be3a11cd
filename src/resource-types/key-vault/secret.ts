import { withParent } from '#traits/trait.ts';
import { defineResourceType, from } from '../define-resource-type.ts';
import { parentKey, resourceNames } from '../resource-names.ts';

const VAULT = 'secrets lie in their vault and are judged with it';
const PERMISSION = 'Microsoft.KeyVault/vaults/secrets/read';

/** Content types of the secrets behind certificates, lower case. Source: Azure Key Vault, certificates as secrets. */
const CERTIFICATES: readonly string[] = ['application/x-pkcs12', 'application/x-pem-file'];

/**
 * A secret without its value, which the management plane never sends. Rows of the list carry what the item carries (recorded at
 * 2024-11-01). Source: Microsoft.KeyVault/vaults/secrets, 2026-02-01.
 */
export const secret = defineResourceType({
  type: 'Microsoft.KeyVault/vaults/secrets',
  holds: 'keys',
  serves: 'nobody',
  reads: {
    row: {
      name: 'keyVaultSecret',
      kind: 'list',
      permissions: [PERMISSION],
      apiVersion: '2026-02-01',
      source: 'Microsoft.KeyVault/vaults/secrets: Secrets - List',
      enumerates: {
        childType: 'microsoft.keyvault/vaults/secrets',
        parentType: 'microsoft.keyvault/vaults',
      },
      requestKey: parentKey,
      read: (azure, vaultId, signal) => {
        const { subscriptionId, resourceGroup, name } = resourceNames(vaultId);
        return azure.pages(
          { operation: `secrets of key vault ${name}`, permission: PERMISSION, signal },
          (clients) =>
            clients.keyVault(subscriptionId).secrets.list(resourceGroup, name, {
              abortSignal: signal,
            }),
        );
      },
    },
  },
  setAside: (row) => {
    const enabled = row.at('properties/attributes/enabled').flag();
    return enabled.said && !enabled.value ? 'The secret is disabled' : undefined;
  },
  traits: {
    places: withParent(VAULT),
    encryption: withParent(VAULT),
    backups: withParent(VAULT),
    logs: withParent(VAULT),
    zones: withParent(VAULT),
    keeping: withParent(VAULT),
    lifetimes: from('row')((own, { name }) => {
      const type = own.at('properties/contentType').optionalText();
      const isCertificate = type.said && CERTIFICATES.includes(type.value?.toLowerCase() ?? '');
      return [
        {
          what: `${isCertificate ? 'certificate' : 'secret'} ${name}`,
          enabled: own.at('properties/attributes/enabled').flag(),
          expires: own.at('properties/attributes/exp').optionalSeconds(),
          created: own.at('properties/attributes/created').pastSeconds(),
        },
      ];
    }),
  },
  mend: {},
  good: {
    id: '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv/secrets/s',
    bodies: {
      row: {
        properties: { attributes: { enabled: true, created: 1_790_000_000, exp: 1_840_000_000 } },
      },
    },
  },
  breaks: [
    {
      as: 'it never expires',
      set: { row: { 'properties/attributes/exp': undefined } },
      breaks: ['key-expiry'],
    },
  ],
  leaves: {
    row: {
      'properties/secretUri': 'its address',
      'properties/secretUriWithVersion': 'its address',
      'properties/value': 'never sent by Azure Resource Manager',
      'properties/attributes/nbf': 'from when on it may be used: no claim speaks of it',
      'properties/attributes/updated': 'when it was written last',
      location: 'its vault’s',
    },
  },
});
