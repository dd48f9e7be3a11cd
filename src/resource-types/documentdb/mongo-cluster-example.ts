import { ON_BACKUPS_OF_DATABASES } from '../backup-questions.ts';
import type { Break, Good } from '../define-resource-type.ts';
import { ENCRYPTED_BY_ITSELF, idOf, logsTo } from '../examples.ts';
import { leaving } from '../leaving.ts';

const ID = idOf('Microsoft.DocumentDB/mongoClusters', 'orders');
export const REQUESTS_LOG = { category: 'vCoreMongoRequests' };
/** No member says where backups are kept, or how they are taken. */
const UNSAID: readonly string[] = [
  'differential-backup',
  'full-backup',
  'geo-redundant-backup',
  'location',
  'log-backup',
  'regional-redundancy',
];
const NO_LONG_TERM = 'Azure keeps no long-term backups of it';

/** A cluster that keeps every promise that one can keep. */
export const GOOD: Good = {
  id: ID,
  bodies: {
    cluster: {
      location: 'northeurope',
      systemData: { createdAt: '2024-05-01T08:00:00Z' },
      properties: {
        provisioningState: 'Succeeded',
        publicNetworkAccess: 'Disabled',
        authConfig: { allowedModes: ['MicrosoftEntraID'] },
        backup: { earliestRestoreTime: '2026-10-17T06:00:00Z' },
        replica: { role: 'Primary' },
        encryption: {
          customerManagedKeyEncryption: {
            keyEncryptionKeyUrl: 'https://kv.vault.azure.net/keys/cmk',
          },
        },
      },
    },
    replicas: [
      {
        id: `${ID}-2`,
        location: 'westeurope',
        properties: { replica: { role: 'GeoAsyncReplica', replicationState: 'Active' } },
      },
    ],
    rules: [{ properties: { startIpAddress: '203.0.113.7', endIpAddress: '203.0.113.7' } }],
    settings: logsTo(REQUESTS_LOG),
  },
  unknown: UNSAID,
  cannot: { 'long-term-retention': NO_LONG_TERM, 'monthly-retention': NO_LONG_TERM },
  unbreakable: {
    ...ENCRYPTED_BY_ITSELF,
    'backup-interval': 'continuous backup goes on up to now',
    'backup-recent': 'continuous backup goes on up to now',
  },
};

const OPEN = { 'properties/publicNetworkAccess': 'Enabled' };

/** The ways to break a cluster. */
export const BREAKS: readonly Break[] = [
  {
    as: 'lets in every address',
    set: {
      cluster: OPEN,
      rules: {
        '0/properties/startIpAddress': '0.0.0.0',
        '0/properties/endIpAddress': '255.255.255.255',
      },
    },
    breaks: ['network-isolation'],
  },
  { as: 'lets in one address', set: { cluster: OPEN }, breaks: [] },
  {
    as: 'lies in the United States',
    set: { cluster: { location: 'eastus' } },
    breaks: ['location', 'regional-redundancy'],
  },
  {
    as: 'has a replica in the United States',
    set: { replicas: { '0/location': 'eastus' } },
    breaks: ['location', 'regional-redundancy'],
  },
  {
    as: 'is encrypted under the key of the service alone',
    set: { cluster: { 'properties/encryption': undefined } },
    breaks: ['customer-keys'],
  },
  {
    as: 'can be restored for a day only',
    set: { cluster: { 'properties/backup/earliestRestoreTime': '2026-11-20T05:00:00Z' } },
    breaks: ['backup-retention', 'point-in-time-restore'],
  },
  {
    as: 'names no point that it can be restored to',
    set: { cluster: { 'properties/backup': undefined } },
    breaks: [],
    blinds: ['backup-interval', 'backup-recent', 'backup-retention', 'point-in-time-restore'],
  },
  {
    as: 'is a replica, and does not name what it copies',
    set: { cluster: { 'properties/replica/role': 'GeoAsyncReplica' } },
    breaks: [],
    blinds: ON_BACKUPS_OF_DATABASES.filter((id) => !UNSAID.includes(id)),
  },
  { as: 'writes no log', set: { settings: { '': [] } }, breaks: ['access-logging'] },
];

/** Members that nobody reads. */
export const LEAVES = {
  cluster: {
    'identity/**': 'as whom it fetches the key',
    ...leaving('how it was made', 'createMode restoreParameters/** replicaParameters/**'),
    ...leaving('a name', 'administrator/**'),
    ...leaving('its version', 'serverVersion infrastructureVersion previewFeatures'),
    ...leaving('its address', 'connectionString'),
    ...leaving('whether it runs: what is stored is kept all the same', 'clusterStatus'),
    ...leaving('copies in the same region: no claim speaks of them yet', 'highAvailability/**'),
    ...leaving('price and size', 'storage/** sharding/** compute/**'),
    ...leaving('HTTPS beside the protocol of MongoDB, at the same address', 'dataApi/**'),
    ...leaving('private ways in, beside the public one', 'privateEndpointConnections/**'),
    ...leaving('services of Azure, which sign in as everybody does', 'networkBypassMode'),
    ...leaving(
      'as whom it fetches the key',
      'encryption/customerManagedKeyEncryption/keyEncryptionKeyIdentity/**',
    ),
  },
} as const;
