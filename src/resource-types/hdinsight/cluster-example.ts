import type { Break, Good } from '../define-resource-type.ts';
import { idOf } from '../examples.ts';
import { leaving } from '../leaving.ts';

const NO_BACKUP = 'Azure keeps no backup of a cluster';
const ALONE = 'a cluster lies in one region';

/** A cluster that keeps every promise that one can keep. */
export const GOOD: Good = {
  id: idOf('Microsoft.HDInsight/clusters', 'hadoop'),
  bodies: {
    cluster: {
      location: 'northeurope',
      properties: {
        provisioningState: 'Succeeded',
        minSupportedTlsVersion: '1.2',
        encryptionInTransitProperties: { isEncryptionInTransitEnabled: true },
        diskEncryptionProperties: {
          vaultUri: 'https://kv.vault.azure.net',
          keyName: 'cmk',
          encryptionAtHost: true,
        },
        networkProperties: { resourceProviderConnection: 'Outbound', privateLink: 'Enabled' },
        storageProfile: {
          storageaccounts: [
            {
              name: 'lake.dfs.core.windows.net',
              isDefault: true,
              resourceId: idOf('Microsoft.Storage/storageAccounts', 'lake'),
            },
          ],
        },
      },
    },
  },
  unknown: ['access-logging'],
  cannot: {
    'backup-interval': NO_BACKUP,
    'backup-recent': NO_BACKUP,
    'backup-retention': NO_BACKUP,
    'geo-redundant-backup': ALONE,
    'regional-redundancy': ALONE,
  },
};

const DISKS = 'properties/diskEncryptionProperties';

/** The ways to break a cluster. */
export const BREAKS: readonly Break[] = [
  ...['1.0', '1.1'].map((version) => ({
    as: `accepts TLS ${version}`,
    set: { cluster: { 'properties/minSupportedTlsVersion': version } },
    breaks: ['encryption-in-transit'],
  })),
  {
    as: 'names no minimum TLS version',
    set: { cluster: { 'properties/minSupportedTlsVersion': undefined } },
    breaks: [],
    blinds: ['encryption-in-transit'],
  },
  {
    as: 'has nodes that talk plain text to each other',
    set: { cluster: { 'properties/encryptionInTransitProperties': undefined } },
    breaks: ['encryption-in-transit'],
  },
  {
    as: 'has temporary disks that are not encrypted',
    set: { cluster: { [DISKS]: undefined } },
    breaks: ['customer-keys', 'encryption-at-rest'],
  },
  {
    as: 'has hosts that encrypt, under the key of the service',
    set: { cluster: { [DISKS]: { encryptionAtHost: true } } },
    breaks: ['customer-keys'],
  },
  {
    as: 'is open to the internet',
    set: { cluster: { 'properties/networkProperties': undefined } },
    breaks: ['network-isolation'],
  },
  {
    as: 'lies in the United States',
    set: { cluster: { location: 'eastus' } },
    breaks: ['location'],
  },
  {
    as: 'names an account of its files by its address alone',
    set: {
      cluster: { 'properties/storageProfile/storageaccounts/0/resourceId': undefined },
    },
    breaks: [],
    blinds: ['location'],
  },
];

/** Members that nobody reads. */
export const LEAVES = {
  cluster: {
    'identity/**': 'as whom it fetches the key',
    zones: 'zones of one region',
    ...leaving(
      'what runs in it',
      'clusterVersion osType tier clusterDefinition/** kafkaRestProperties/** clusterHdpVersion excludedServicesConfig/**',
    ),
    ...leaving('who may sign in to it', 'securityProfile/**'),
    ...leaving('its machines', 'computeProfile/** computeIsolationProperties/** quotaInfo/**'),
    ...leaving(
      'names, and secrets that no reader is sent',
      'storageProfile/storageaccounts/*/name storageProfile/storageaccounts/*/isDefault storageProfile/storageaccounts/*/container storageProfile/storageaccounts/*/fileSystem storageProfile/storageaccounts/*/key storageProfile/storageaccounts/*/msiResourceId storageProfile/storageaccounts/*/saskey storageProfile/storageaccounts/*/fileshare',
    ),
    ...leaving(
      'how the key is wrapped, its version, and as whom it is fetched',
      'diskEncryptionProperties/keyVersion diskEncryptionProperties/encryptionAlgorithm diskEncryptionProperties/msiResourceId',
    ),
    ...leaving('who calls whom of Azure’s own', 'networkProperties/resourceProviderConnection'),
    ...leaving(
      'private ways in, beside the public one',
      'privateLinkConfigurations/** privateEndpointConnections/**',
    ),
    ...leaving('how it fares', 'clusterId createdDate clusterState errors/**'),
    ...leaving('its addresses', 'connectivityEndpoints/**'),
  },
} as const;
