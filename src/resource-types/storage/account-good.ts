import { exampleOfAvailability } from '../availability-example.ts';
import type { Good } from '../define-resource-type.ts';

const GROUP = '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers';

const SERVICE = { enabled: true, keyType: 'Account' };

/** Records of every kind to one workspace. */
const SETTINGS = [
  {
    name: 'audit',
    properties: {
      workspaceId: `${GROUP}/Microsoft.OperationalInsights/workspaces/log`,
      logs: [{ categoryGroup: 'audit', enabled: true }],
    },
  },
];

/** Of a kind that has all four services, and nothing in its shares, tables and queues: those have no backup of their own. */
export const good: Good = {
  id: `${GROUP}/Microsoft.Storage/storageAccounts/st`,
  bodies: {
    account: {
      location: 'northeurope',
      kind: 'StorageV2',
      sku: { name: 'Standard_GZRS', tier: 'Standard' },
      properties: {
        minimumTlsVersion: 'TLS1_2',
        supportsHttpsTrafficOnly: true,
        isNfsV3Enabled: false,
        isSftpEnabled: false,
        allowSharedKeyAccess: false,
        publicNetworkAccess: 'Enabled',
        networkAcls: {
          bypass: 'AzureServices',
          defaultAction: 'Deny',
          ipRules: [{ value: '203.0.113.0/24', action: 'Allow' }],
          virtualNetworkRules: [],
        },
        creationTime: '2020-01-01T00:00:00.0000000Z',
        primaryLocation: 'northeurope',
        secondaryLocation: 'westeurope',
        encryption: {
          keySource: 'Microsoft.Keyvault',
          keyvaultproperties: { keyvaulturi: 'https://kv.vault.azure.net', keyname: 'cmk' },
          requireInfrastructureEncryption: true,
          services: { blob: SERVICE, file: SERVICE },
        },
      },
    },
    blobs: {
      properties: {
        isVersioningEnabled: true,
        changeFeed: { enabled: true },
        deleteRetentionPolicy: { enabled: true, days: 35, allowPermanentDelete: false },
        containerDeleteRetentionPolicy: { enabled: true, days: 35 },
        restorePolicy: {
          enabled: true,
          days: 30,
          minRestoreTime: '2026-10-22T06:00:00.0000000Z',
        },
      },
    },
    files: {
      properties: {
        shareDeleteRetentionPolicy: { enabled: true, days: 14 },
        protocolSettings: { smb: { versions: 'SMB3.1.1;', channelEncryption: 'AES-256-GCM;' } },
      },
    },
    replication: [],
    accounts: [
      {
        name: 'st',
        properties: { primaryLocation: 'northeurope', secondaryLocation: 'westeurope' },
      },
      { name: 'far', sku: { name: 'Standard_LRS' }, properties: { primaryLocation: 'eastus' } },
    ],
    scopes: [
      {
        name: 'own',
        properties: {
          source: 'Microsoft.KeyVault',
          keyVaultProperties: { keyUri: 'https://kv.vault.azure.net/keys/own' },
        },
      },
    ],
    shares: [],
    protection: [],
    tables: [],
    queues: [],
    availability: exampleOfAvailability('Availability', 99.95),
    blobSettings: SETTINGS,
    fileSettings: SETTINGS,
    tableSettings: SETTINGS,
    queueSettings: SETTINGS,
  },
};
