import type { Break, Good } from '../define-resource-type.ts';
import { idOf, logsTo } from '../examples.ts';

export const TYPE = 'Microsoft.Databricks/workspaces';
export const ALL_LOGS = { categoryGroup: 'allLogs' };
export const NO_BACKUP =
  'Azure keeps no backup of a workspace: notebooks are kept in Git or nowhere';
const ALONE = 'a workspace lies in one region';
const GROUP = '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/managed';

/** A workspace that keeps every promise that one can keep. */
export const GOOD: Good = {
  id: idOf(TYPE, 'lake'),
  bodies: {
    workspace: {
      location: 'northeurope',
      sku: { name: 'premium' },
      properties: {
        provisioningState: 'Succeeded',
        computeMode: 'Hybrid',
        managedResourceGroupId: GROUP,
        publicNetworkAccess: 'Disabled',
        parameters: {
          storageAccountName: { type: 'String', value: 'dbstorage' },
          requireInfrastructureEncryption: { type: 'Bool', value: true },
          encryption: {
            type: 'Object',
            value: {
              keySource: 'Microsoft.Keyvault',
              keyvaulturi: 'https://kv.vault.azure.net',
              KeyName: 'root',
            },
          },
        },
        encryption: {
          entities: {
            managedServices: {
              keySource: 'Microsoft.Keyvault',
              keyVaultProperties: { keyVaultUri: 'https://kv.vault.azure.net', keyName: 'notes' },
            },
            managedDisk: {
              keySource: 'Microsoft.Keyvault',
              keyVaultProperties: { keyVaultUri: 'https://kv.vault.azure.net', keyName: 'disks' },
            },
          },
        },
      },
    },
    settings: logsTo(ALL_LOGS),
  },
  cannot: {
    'backup-interval': NO_BACKUP,
    'backup-recent': NO_BACKUP,
    'backup-retention': NO_BACKUP,
    'geo-redundant-backup': ALONE,
    'regional-redundancy': ALONE,
  },
  unknown: ['encryption-in-transit'],
  unbreakable: { 'encryption-at-rest': 'there is no setting' },
};

export const BREAKS: readonly Break[] = [
  {
    as: 'is open to the internet',
    set: { workspace: { 'properties/publicNetworkAccess': 'Enabled' } },
    breaks: ['network-isolation'],
  },
  {
    as: 'lies in the United States',
    set: { workspace: { location: 'eastus' } },
    breaks: ['location'],
  },
  {
    as: 'has a root storage that it does not name',
    set: { workspace: { 'properties/parameters/storageAccountName': undefined } },
    breaks: [],
    blinds: ['location'],
  },
  ...[
    'encryption/entities/managedServices',
    'encryption/entities/managedDisk',
    'parameters/encryption',
  ].map((path) => ({
    as: `has no key of the customer’s own in ${path}`,
    set: { workspace: { [`properties/${path}`]: undefined } },
    breaks: ['customer-keys'],
  })),
  {
    as: 'has its root storage under Azure’s own key',
    set: { workspace: { 'properties/parameters/encryption/value/keySource': 'Default' } },
    breaks: ['customer-keys'],
  },
  {
    as: 'is of a tier that cannot log who reads',
    set: { workspace: { 'sku/name': 'standard' } },
    breaks: ['access-logging'],
  },
  { as: 'writes no log', set: { settings: { '': [] } }, breaks: ['access-logging'] },
];

export const LEAVES = {
  workspace: {
    ...Object.fromEntries(
      [
        'amlWorkspaceId',
        'customVirtualNetworkId',
        'customPublicSubnetName',
        'customPrivateSubnetName',
        'enableNoPublicIp',
        'loadBalancerBackendPoolName',
        'loadBalancerId',
        'natGatewayName',
        'publicIpName',
        'prepareEncryption',
        'storageAccountSkuName',
        'vnetAddressPrefix',
        'resourceTags',
      ].map((name) => [
        `properties/parameters/${name}/**`,
        'how its clusters and its root storage are made: these are resources of their own',
      ]),
    ),
    'properties/parameters/encryption/type': 'the form of the value',
    'properties/parameters/encryption/value/keyversion': 'of the key that is named',
    'properties/parameters/requireInfrastructureEncryption/type': 'the form of the value',
    'properties/parameters/storageAccountName/type': 'the form of the value',
    'properties/uiDefinitionUri': 'how it is made',
    'properties/authorizations/**': 'who may make it',
    'properties/createdBy/**': 'who made it',
    'properties/updatedBy/**': 'who wrote it last; the change records say that for each write',
    'properties/createdDateTime': 'nothing here goes by its age',
    'properties/workspaceId': 'its name',
    'properties/workspaceUrl': 'its address',
    'properties/storageAccountIdentity/**': 'as whom it fetches the key',
    'properties/managedDiskIdentity/**': 'as whom it fetches the key',
    'properties/diskEncryptionSetId': 'the key of disks is said beside it',
    'properties/encryption/entities/managedServices/keySource':
      'Azure knows Microsoft.Keyvault alone',
    'properties/encryption/entities/managedDisk/keySource': 'Azure knows Microsoft.Keyvault alone',
    'properties/encryption/entities/managedServices/keyVaultProperties/keyVersion':
      'of the key that is named',
    'properties/encryption/entities/managedDisk/keyVaultProperties/keyVersion':
      'of the key that is named',
    'properties/encryption/entities/managedDisk/rotationToLatestKeyVersionEnabled':
      'no claim speaks of it yet',
    'properties/enhancedSecurityCompliance/**': 'no claim speaks of it yet',
    'properties/requiredNsgRules': 'which rules its network has',
    'properties/defaultCatalog/**': 'which catalogue it begins with',
    'properties/isUcEnabled': 'which catalogue it has',
    'properties/accessConnector/**': 'as whom it signs in elsewhere',
    'properties/defaultStorageFirewall': 'of the storage account, which says it itself',
    'properties/privateEndpointConnections/**': 'private ways in, beside the public one',
    'sku/tier': 'as the name of the tier',
  },
};
