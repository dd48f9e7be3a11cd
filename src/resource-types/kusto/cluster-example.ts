import { ON_BACKUPS_OF_DATABASES } from '../backup-questions.ts';
import type { Break, Good } from '../define-resource-type.ts';
import { idOf, logsTo } from '../examples.ts';
import { leaving } from '../leaving.ts';

const LOGS = [{ category: 'Query' }, { category: 'Command' }];
export const QUERIES_LOG = { categoryGroup: 'allLogs' };
/** What no cluster, and no database of one, can have. */
export const NEVER = {
  ...Object.fromEntries(
    ON_BACKUPS_OF_DATABASES.map((id) => [id, 'Azure keeps no backup of Data Explorer']),
  ),
  'geo-redundant-backup': 'all data lies in one region',
  'regional-redundancy': 'all data lies in one region',
};

/** A cluster that keeps every promise that one can keep. */
export const GOOD: Good = {
  id: idOf('Microsoft.Kusto/clusters', 'adx'),
  bodies: {
    cluster: {
      location: 'northeurope',
      properties: {
        provisioningState: 'Succeeded',
        state: 'Running',
        uri: 'https://adx.northeurope.kusto.windows.net',
        enableDiskEncryption: true,
        enableDoubleEncryption: true,
        publicNetworkAccess: 'Disabled',
        keyVaultProperties: { keyVaultUri: 'https://kv.vault.azure.net/', keyName: 'cmk' },
      },
    },
    settings: logsTo(...LOGS),
  },
  cannot: NEVER,
  unbreakable: { 'encryption-in-transit': 'there is no setting' },
};

const OPEN = { 'properties/publicNetworkAccess': 'Enabled' };

/** The ways to break a cluster. */
export const BREAKS: readonly Break[] = [
  ...[false, undefined].map((enableDiskEncryption) => ({
    as: `has disks that are not encrypted (${enableDiskEncryption ?? 'never set'})`,
    set: { cluster: { 'properties/enableDiskEncryption': enableDiskEncryption } },
    breaks: ['encryption-at-rest'],
  })),
  {
    as: 'is encrypted once, where twice is claimed',
    set: { cluster: { 'properties/enableDoubleEncryption': false } },
    breaks: ['encryption-at-rest'],
    with: { 'encryption-at-rest': { layers: 2 } },
  },
  {
    as: 'is encrypted under the key of the service alone',
    set: { cluster: { 'properties/keyVaultProperties': undefined } },
    breaks: ['customer-keys'],
  },
  ...['Enabled', undefined].map((publicNetworkAccess) => ({
    as: `is open to the internet (${publicNetworkAccess ?? 'never set'})`,
    set: { cluster: { 'properties/publicNetworkAccess': publicNetworkAccess } },
    breaks: ['network-isolation'],
  })),
  {
    as: 'lets in half of the internet',
    set: { cluster: { ...OPEN, 'properties/allowedIpRangeList': ['0.0.0.0/1'] } },
    breaks: ['network-isolation'],
  },
  {
    as: 'lets in an office',
    set: { cluster: { ...OPEN, 'properties/allowedIpRangeList': ['203.0.113.0/24'] } },
    breaks: [],
  },
  {
    as: 'lets in what is no range of addresses',
    set: { cluster: { ...OPEN, 'properties/allowedIpRangeList': ['AzureCloud'] } },
    breaks: [],
    blinds: ['network-isolation'],
  },
  {
    as: 'is guarded by a perimeter that is not read',
    set: { cluster: { 'properties/publicNetworkAccess': 'SecuredByPerimeter' } },
    breaks: [],
    blinds: ['network-isolation'],
  },
  {
    as: 'lies in the United States',
    set: { cluster: { location: 'eastus' } },
    breaks: ['location'],
  },
  {
    as: 'moves to a cluster that is not named',
    set: { cluster: { 'properties/migrationCluster': { role: 'Source' } } },
    breaks: [],
    blinds: ['location'],
  },
  { as: 'writes no log', set: { settings: { '': [] } }, breaks: ['access-logging'] },
];

/** Members that nobody reads. */
export const LEAVES = {
  cluster: {
    'sku/**': 'price and size',
    zones: 'zones of one region',
    'identity/**': 'as whom it signs in elsewhere',
    ...leaving('zones of one region', 'zoneStatus'),
    ...leaving('whether it works', 'state stateReason enableAutoStop'),
    ...leaving('its addresses', 'dataIngestionUri publicIPType'),
    ...leaving('price and size', 'optimizedAutoscale/** engineType'),
    ...leaving(
      'who may sign in from where: no claim speaks of it yet',
      'trustedExternalTenants/** acceptedAudiences/**',
    ),
    ...leaving('how data comes and goes', 'enableStreamingIngest enablePurge'),
    ...leaving('what runs in it', 'languageExtensions/**'),
    ...leaving(
      'its own network: whom it lets in from outside is read',
      'virtualNetworkConfiguration/** privateEndpointConnections/**',
    ),
    ...leaving(
      'where it may go: no claim speaks of it yet',
      'restrictOutboundNetworkAccess allowedFqdnList calloutPolicies/**',
    ),
    ...leaving(
      'which version of the key, and as whom it is fetched',
      'keyVaultProperties/keyVersion keyVaultProperties/userIdentity keyVaultProperties/federatedIdentityClientId',
    ),
    ...leaving(
      'the other cluster says it itself',
      'migrationCluster/uri migrationCluster/dataIngestionUri migrationCluster/role',
    ),
  },
} as const;
