import type { EstateInput, ResourceSpec } from '#simulator/estate/schema.ts';

const SUBSCRIPTION = '99999999-1111-4111-8111-111111111111';

/** A subscription of which no statement speaks, with the workspace that audit logs lead to. */
export const PLATFORM: EstateInput['subscriptions'][number] = {
  id: SUBSCRIPTION,
  displayName: 'Platform',
  resourceGroups: [
    {
      name: 'rg',
      location: 'swedencentral',
      resources: [{ type: 'Microsoft.OperationalInsights/workspaces', name: 'w', properties: {} }],
    },
  ],
};

/** A vault with a key and a secret. */
export const keyVault = (isGood: boolean): ResourceSpec => ({
  type: 'Microsoft.KeyVault/vaults',
  name: 'kv-small',
  properties: isGood
    ? {
        enableSoftDelete: true,
        softDeleteRetentionInDays: 90,
        enablePurgeProtection: true,
        enableRbacAuthorization: true,
        publicNetworkAccess: 'Enabled',
        networkAcls: {
          bypass: 'AzureServices',
          defaultAction: 'Deny',
          ipRules: [{ value: '192.0.2.7/32' }],
        },
      }
    : {
        enableSoftDelete: false,
        enableRbacAuthorization: false,
        publicNetworkAccess: 'Enabled',
        networkAcls: { bypass: 'AzureServices', defaultAction: 'Allow', ipRules: [] },
      },
  settings: {
    'diagnosticSettings/audit': {
      workspaceId: `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/w`,
      logs: [{ categoryGroup: 'audit', enabled: isGood }],
    },
  },
  children: {
    keys: [
      {
        name: 'key',
        created: '-P30D',
        properties: isGood
          ? {
              kty: 'RSA',
              keySize: 3072,
              attributes: { exp: '+P180D' },
              rotationPolicy: {
                attributes: { expiryTime: 'P1Y' },
                lifetimeActions: [
                  { trigger: { timeAfterCreate: 'P90D' }, action: { type: 'rotate' } },
                ],
              },
            }
          : {
              kty: 'RSA',
              keySize: 1024,
              attributes: {},
              rotationPolicy: { attributes: {}, lifetimeActions: [] },
            },
      },
    ],
    secrets: [
      {
        name: 'secret',
        created: '-P30D',
        properties: { contentType: 'text/plain', attributes: isGood ? { exp: '+P150D' } : {} },
      },
    ],
  },
});

/** A vault for backups. */
export const recoveryVault = (isGood: boolean): ResourceSpec => ({
  type: 'Microsoft.RecoveryServices/vaults',
  name: 'rsv',
  properties: {
    redundancySettings: {
      standardTierStorageRedundancy: isGood ? 'GeoRedundant' : 'LocallyRedundant',
      crossRegionRestore: isGood ? 'Enabled' : 'Disabled',
    },
  },
});
