import { ON_BACKUPS_OF_DATABASES } from '../backup-questions.ts';
import type { Break, Good } from '../define-resource-type.ts';
import { ENCRYPTED_BY_ITSELF, idOf, logsTo } from '../examples.ts';
import { leaving } from '../leaving.ts';

export const AUDIT_LOG = { category: 'CassandraAudit' };
const KEY = 'https://kv.vault.azure.net/keys/cmk';
const OTHERWISE = 'how it is backed up besides its schedules is not said';
const TAKEN_BY_SCHEDULE = ['backup-interval', 'backup-retention'];

function centerIn(dataCenterLocation: string): object {
  return {
    name: dataCenterLocation,
    properties: {
      provisioningState: 'Succeeded',
      dataCenterLocation,
      managedDiskCustomerKeyUri: KEY,
      backupStorageCustomerKeyUri: KEY,
    },
  };
}

/** A cluster that keeps every promise that one can keep. */
export const GOOD: Good = {
  id: idOf('Microsoft.DocumentDB/cassandraClusters', 'orders'),
  bodies: {
    cluster: {
      location: 'northeurope',
      properties: {
        provisioningState: 'Succeeded',
        authenticationMethod: 'Ldap',
        cassandraAuditLoggingEnabled: true,
        externalSeedNodes: [],
        backupSchedules: [
          { scheduleName: 'daily', cronExpression: '0 2 * * *', retentionInHours: 720 },
        ],
      },
    },
    centers: [centerIn('northeurope')],
    settings: logsTo(AUDIT_LOG),
  },
  // No member says where backups are kept, or when one was taken.
  unknown: [
    ...ON_BACKUPS_OF_DATABASES.filter((id) => !TAKEN_BY_SCHEDULE.includes(id)),
    'geo-redundant-backup',
    'location',
    'regional-redundancy',
  ],
  unbreakable: {
    ...ENCRYPTED_BY_ITSELF,
    'backup-interval': OTHERWISE,
    'backup-retention': OTHERWISE,
    'network-isolation': 'its nodes have addresses of a private network alone',
  },
};

/** The ways to break a cluster. */
export const BREAKS: readonly Break[] = [
  {
    as: 'lies in the United States',
    set: { centers: { '0/properties/dataCenterLocation': 'eastus' } },
    breaks: ['location', 'regional-redundancy'],
  },
  {
    as: 'has a second data center in the United States',
    set: { centers: { '1': centerIn('eastus') } },
    breaks: ['location', 'regional-redundancy'],
  },
  {
    as: 'has nodes outside of Azure',
    set: { cluster: { 'properties/externalSeedNodes': [{ ipAddress: '10.1.0.4' }] } },
    breaks: [],
  },
  {
    as: 'has a data center whose disks are under the key of the service',
    set: { centers: { '0/properties/managedDiskCustomerKeyUri': undefined } },
    breaks: ['customer-keys'],
  },
  {
    as: 'has a data center whose backups are under the key of the service',
    set: { centers: { '0/properties/backupStorageCustomerKeyUri': undefined } },
    breaks: ['customer-keys'],
  },
  {
    as: 'keeps backups for two days',
    set: { cluster: { 'properties/backupSchedules/0/retentionInHours': 48 } },
    breaks: [],
    blinds: ['backup-retention'],
  },
  {
    as: 'has no schedule of its own',
    set: { cluster: { 'properties/backupSchedules': [] } },
    breaks: [],
    blinds: TAKEN_BY_SCHEDULE,
  },
  {
    as: 'audits nothing',
    set: { cluster: { 'properties/cassandraAuditLoggingEnabled': false } },
    breaks: ['access-logging'],
  },
  { as: 'writes no log', set: { settings: { '': [] } }, breaks: ['access-logging'] },
];

/** Members that nobody reads. */
export const LEAVES = {
  cluster: {
    location: 'of its resource group: its data lies in its data centers',
    'identity/**': 'as whom it fetches keys',
    ...leaving(
      'its network',
      'delegatedManagementSubnetId azureConnectionMethod privateLinkResourceId',
    ),
    ...leaving('its version and parts', 'cassandraVersion clusterNameOverride extensions'),
    ...leaving('addresses', 'prometheusEndpoint/** seedNodes/** externalSeedNodes/*/ipAddress'),
    ...leaving('how copies agree with each other', 'repairEnabled autoReplicate'),
    ...leaving(
      'whom it believes beside a name and a password',
      'clientCertificates/** externalGossipCertificates/** gossipCertificates/**',
    ),
    ...leaving('the schedules say it', 'hoursBetweenBackups'),
    ...leaving('whether it runs: what is stored is kept all the same', 'deallocated'),
    ...leaving('how it fares', 'provisionError/**'),
    ...leaving('a name', 'backupSchedules/*/scheduleName'),
    ...leaving('when its machines are updated', 'scheduledEventStrategy'),
  },
} as const;
