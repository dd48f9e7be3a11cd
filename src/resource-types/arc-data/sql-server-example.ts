import type { Break, Good } from '../define-resource-type.ts';
import { idOf } from '../examples.ts';
import { leaving } from '../leaving.ts';

const ID = idOf('Microsoft.AzureArcData/sqlServerInstances', 'sql');

/** A server that keeps every promise that one can keep by what Azure Arc says of it. */
export const GOOD: Good = {
  id: ID,
  bodies: {
    server: {
      location: 'northeurope',
      properties: {
        provisioningState: 'Succeeded',
        databaseMirroringEndpoint: { isEncryptionEnabled: true, encryptionAlgorithm: 'AES' },
        backupPolicy: {
          retentionPeriodDays: 30,
          fullBackupDays: 7,
          differentialBackupHours: 12,
          transactionLogBackupMinutes: 15,
        },
      },
    },
    databases: [
      {
        id: `${ID}/databases/orders`,
        name: 'orders',
        properties: {
          provisioningState: 'Succeeded',
          recoveryMode: 'Full',
          databaseOptions: { isEncrypted: true },
          backupInformation: {
            lastFullBackup: '2026-11-20T02:00:00Z',
            lastLogBackup: '2026-11-21T05:45:00Z',
          },
        },
      },
      { name: 'tempdb', properties: { databaseOptions: { isEncrypted: false } } },
    ],
  },
  // Where the server stands, and what its own system is set to, Azure Arc does not say.
  unknown: [
    'access-logging',
    'customer-keys',
    'encryption-in-transit',
    'location',
    'long-term-retention',
    'management-ports-closed',
    'monthly-retention',
    'network-isolation',
  ],
  cannot: {
    'geo-redundant-backup': 'Azure knows of no copy of it',
    'managed-services': 'its owner runs the machine',
    'regional-redundancy': 'Azure knows of no copy of it',
  },
  unbreakable: {
    'backup-recent': 'a differential backup may be younger, of which nothing is said',
  },
};

const POLICY = 'properties/backupPolicy';

/** The ways to break a server. */
export const BREAKS: readonly Break[] = [
  {
    as: 'has its record in the United States',
    set: { server: { location: 'eastus' } },
    breaks: ['location'],
  },
  {
    as: 'has a database that is not encrypted',
    set: { databases: { '0/properties/databaseOptions/isEncrypted': false } },
    breaks: ['encryption-at-rest'],
  },
  {
    as: 'mirrors databases in plain text',
    set: { server: { 'properties/databaseMirroringEndpoint/isEncryptionEnabled': false } },
    breaks: ['encryption-in-transit'],
  },
  {
    as: 'mirrors databases under a cipher that protects nobody',
    set: { server: { 'properties/databaseMirroringEndpoint/encryptionAlgorithm': 'RC4' } },
    breaks: ['encryption-in-transit'],
  },
  {
    as: 'keeps backups for two days',
    set: { server: { [`${POLICY}/retentionPeriodDays`]: 2 } },
    breaks: ['backup-retention', 'point-in-time-restore'],
  },
  {
    as: 'is backed up by somebody else, or by nobody',
    set: { server: { [`${POLICY}/retentionPeriodDays`]: 0 } },
    breaks: [],
    blinds: [
      'backup-interval',
      'backup-retention',
      'differential-backup',
      'full-backup',
      'log-backup',
      'point-in-time-restore',
    ],
  },
  {
    as: 'backs up seldom',
    set: {
      server: {
        [`${POLICY}/fullBackupDays`]: 30,
        [`${POLICY}/differentialBackupHours`]: 48,
        [`${POLICY}/transactionLogBackupMinutes`]: 2880,
      },
    },
    breaks: ['backup-interval', 'differential-backup', 'full-backup', 'log-backup'],
  },
  {
    as: 'has a database under the simple recovery model',
    set: { databases: { '0/properties/recoveryMode': 'Simple' } },
    breaks: ['log-backup', 'point-in-time-restore'],
    blinds: ['backup-recent'],
  },
  {
    as: 'has a database that was backed up days ago',
    set: {
      databases: {
        '0/properties/backupInformation/lastFullBackup': '2026-11-15T02:00:00Z',
        '0/properties/backupInformation/lastLogBackup': '2026-11-15T02:00:00Z',
      },
    },
    breaks: [],
    blinds: ['backup-recent'],
  },
];

/** Members that nobody reads. */
export const LEAVES = {
  server: {
    ...leaving(
      'its edition, version and size',
      'version edition createTime vCore cores patchLevel collation traceFlags/** currentVersion instanceName productId licenseType hostType serviceType maxServerMemoryMB upgradeLockedUntil',
    ),
    ...leaving(
      'the machine that it runs on, which is a resource of its own',
      'containerResourceId vmId',
    ),
    ...leaving(
      'how it fares, and when that was told',
      'status lastInventoryUploadTime lastUsageUploadTime',
    ),
    ...leaving('its addresses', 'tcpDynamicPorts tcpStaticPorts'),
    ...leaving(
      'what watches over it: no claim speaks of it here',
      'azureDefenderStatus azureDefenderStatusLastUpdated monitoring/** bestPracticesAssessment/**',
    ),
    ...leaving('whether there is a key to keep others under', 'dbMasterKeyExists'),
    ...leaving(
      'copies on other servers, each a resource of its own',
      'isHadrEnabled alwaysOnRole failoverCluster/**',
    ),
    ...leaving(
      'names and addresses of the mirroring',
      'databaseMirroringEndpoint/endpointName databaseMirroringEndpoint/role databaseMirroringEndpoint/connectionAuth databaseMirroringEndpoint/port databaseMirroringEndpoint/isDynamicPort databaseMirroringEndpoint/ipAddress databaseMirroringEndpoint/certificateName databaseMirroringEndpoint/certificateExpiryDate',
    ),
    ...leaving('what a move to Azure would cost', 'migration/**'),
    ...leaving(
      'whom it believes',
      'clientConnection/** isMicrosoftPkiCertTrustConfigured isDigiCertPkiCertTrustConfigured authentication/**',
    ),
  },
} as const;
