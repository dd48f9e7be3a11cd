import type { Break, Good } from '../define-resource-type.ts';
import { idOf, logsTo } from '../examples.ts';
import { leaving } from '../leaving.ts';

const REQUESTS = [{ category: 'GatewayApiRequests' }, { category: 'SQLSecurityAuditEvents' }];

/** A workspace that keeps every promise that one can keep. */
export const GOOD: Good = {
  id: idOf('Microsoft.Synapse/workspaces', 'syn'),
  bodies: {
    workspace: {
      location: 'northeurope',
      properties: {
        provisioningState: 'Succeeded',
        publicNetworkAccess: 'Disabled',
        defaultDataLakeStorage: {
          accountUrl: 'https://lake.dfs.core.windows.net',
          resourceId: idOf('Microsoft.Storage/storageAccounts', 'lake'),
        },
        encryption: {
          doubleEncryptionEnabled: true,
          cmk: { key: { name: 'default', keyVaultUrl: 'https://kv.vault.azure.net/keys/cmk' } },
        },
      },
    },
    tls: { properties: { minimalTlsVersion: '1.2' } },
    entraOnly: { properties: { azureADOnlyAuthentication: true, state: 'Consistent' } },
    rules: [{ properties: { startIpAddress: '203.0.113.7', endIpAddress: '203.0.113.7' } }],
    runtimes: [
      {
        name: 'here',
        properties: {
          type: 'Managed',
          typeProperties: { computeProperties: { location: 'North Europe' } },
        },
      },
    ],
    auditing: { properties: { state: 'Enabled', isAzureMonitorTargetEnabled: true } },
    settings: logsTo(...REQUESTS),
  },
};

const OPEN = { 'properties/publicNetworkAccess': 'Enabled' };

/** The ways to break a workspace. */
export const BREAKS: readonly Break[] = [
  {
    as: 'has dedicated pools that accept TLS 1.0',
    set: { tls: { 'properties/minimalTlsVersion': '1.0' } },
    breaks: ['encryption-in-transit'],
  },
  {
    as: 'names no minimum TLS version of dedicated pools',
    set: { tls: { 'properties/minimalTlsVersion': '' } },
    breaks: [],
    blinds: ['encryption-in-transit'],
  },
  {
    as: 'lets in every address',
    set: {
      workspace: OPEN,
      rules: {
        '0/properties/startIpAddress': '0.0.0.0',
        '0/properties/endIpAddress': '255.255.255.255',
      },
    },
    breaks: ['network-isolation'],
  },
  {
    as: 'lets in whatever runs in Azure, whosever it is',
    set: {
      workspace: OPEN,
      rules: { '0/properties/startIpAddress': '0.0.0.0', '0/properties/endIpAddress': '0.0.0.0' },
    },
    breaks: ['network-isolation'],
  },
  { as: 'lets in one address', set: { workspace: OPEN }, breaks: [] },
  {
    as: 'lies in the United States',
    set: { workspace: { location: 'eastus' } },
    breaks: ['location'],
  },
  {
    as: 'works in the United States',
    set: { runtimes: { '0/properties/typeProperties/computeProperties/location': 'East US' } },
    breaks: ['location'],
  },
  {
    as: 'names no resource of its data lake',
    set: { workspace: { 'properties/defaultDataLakeStorage/resourceId': undefined } },
    breaks: [],
    blinds: ['location'],
  },
  {
    as: 'is encrypted under the key of the service alone',
    set: { workspace: { 'properties/encryption': undefined } },
    breaks: ['customer-keys'],
  },
  {
    as: 'is encrypted once, where twice is claimed',
    set: { workspace: { 'properties/encryption/doubleEncryptionEnabled': false } },
    breaks: ['encryption-at-rest'],
    with: { 'encryption-at-rest': { layers: 2 } },
  },
  {
    as: 'audits nothing of its SQL',
    set: { auditing: { 'properties/state': 'Disabled' } },
    breaks: ['access-logging'],
  },
  {
    as: 'audits its SQL into an account that is named by its address alone',
    set: {
      auditing: {
        'properties/isAzureMonitorTargetEnabled': undefined,
        'properties/storageEndpoint': 'https://audit.blob.core.windows.net',
      },
    },
    breaks: [],
    blinds: ['access-logging', 'location'],
  },
  {
    as: 'sends no audit events anywhere',
    set: { settings: { '0/properties/logs': [{ ...REQUESTS[0], enabled: true }] } },
    breaks: ['access-logging'],
  },
  { as: 'writes no log', set: { settings: { '': [] } }, breaks: ['access-logging'] },
];

/** Members that nobody reads. */
export const LEAVES = {
  workspace: {
    'identity/**': 'as whom it signs in elsewhere',
    ...leaving(
      'which part of the lake, and how it is reached',
      'defaultDataLakeStorage/accountUrl defaultDataLakeStorage/filesystem defaultDataLakeStorage/createManagedPrivateEndpoint',
    ),
    ...leaving(
      'who may sign in first: no claim speaks of it',
      'sqlAdministratorLogin sqlAdministratorLoginPassword cspWorkspaceAdminProperties/**',
    ),
    ...leaving(
      'what Azure keeps of it is told by the lake and the pools',
      'managedResourceGroupName',
    ),
    ...leaving(
      'its own network: whom it lets in from outside is read',
      'virtualNetworkProfile/** managedVirtualNetwork managedVirtualNetworkSettings/** privateEndpointConnections/** trustedServiceBypassEnabled',
    ),
    ...leaving('its address', 'connectivityEndpoints/** workspaceUID'),
    ...leaving('what it is made of', 'extraProperties settings/** adlaResourceId'),
    ...leaving(
      'the key that is named is the one in use: before it is, the workspace does not work',
      'encryption/cmk/status encryption/cmk/key/name encryption/cmk/kekIdentity/**',
    ),
    ...leaving(
      'the Git of the owner that notebooks are written in: no data',
      'workspaceRepositoryConfiguration/**',
    ),
    ...leaving('which catalogue knows of it', 'purviewConfiguration/**'),
  },
  tls: { location: 'that of the workspace' },
  auditing: {
    ...leaving(
      'how audit events are kept and picked: no claim speaks of it yet',
      'retentionDays auditActionsAndGroups isStorageSecondaryKeyInUse queueDelayMs isDevopsAuditEnabled storageAccountSubscriptionId',
    ),
  },
} as const;
