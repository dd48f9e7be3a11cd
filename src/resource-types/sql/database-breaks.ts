import { exampleOfAvailability } from '../availability-example.ts';
import type { Break } from '../define-resource-type.ts';
import { backupBreaks } from './database-backup-breaks.ts';
import { SUBSCRIPTION } from './database-examples.ts';

/** The ways in which a database breaks a promise. */
export const databaseBreaks: readonly Break[] = [
  {
    as: 'lies in one zone',
    set: { database: { 'properties/zoneRedundant': false } },
    breaks: ['zone-redundant'],
  },
  {
    as: 'transparent data encryption is off',
    set: { encryption: { 'properties/state': 'Disabled' } },
    breaks: ['encryption-at-rest'],
  },
  {
    as: 'a second layer of encryption is demanded, and Azure has none for it',
    set: { database: { 'properties/isInfraEncryptionEnabled': false } },
    breaks: ['encryption-at-rest'],
    with: { 'encryption-at-rest': { layers: 2 } },
  },
  {
    as: 'the service keeps the key',
    set: { protector: { 'properties/serverKeyType': 'ServiceManaged' } },
    breaks: ['customer-keys'],
  },
  {
    as: 'backups stay in its own region',
    set: {
      database: {
        'properties/currentBackupStorageRedundancy': 'Local',
        'properties/requestedBackupStorageRedundancy': 'Local',
      },
    },
    breaks: ['geo-redundant-backup'],
  },
  {
    as: 'nothing of it is in another region',
    set: {
      database: {
        'properties/currentBackupStorageRedundancy': 'Zone',
        'properties/requestedBackupStorageRedundancy': 'Geo',
      },
      links: { '0/properties/replicationState': 'SEEDING' },
    },
    breaks: ['geo-redundant-backup', 'regional-redundancy'],
  },
  {
    as: 'it is replicated to the United States',
    set: { links: { '0/properties/partnerLocation': 'East US' } },
    breaks: ['location', 'regional-redundancy'],
  },
  {
    as: 'its failover group has a partner in the United States',
    set: { failoverGroups: { '0/properties/partnerServers/0/location': 'East US' } },
    breaks: ['location'],
  },
  {
    as: 'it lies in the United States',
    set: { database: { location: 'eastus' } },
    breaks: ['geo-redundant-backup', 'location', 'regional-redundancy'],
  },
  {
    as: 'its long-term backups lie in the United States',
    set: {
      longTermBackups: {
        '0/id': `${SUBSCRIPTION}/providers/Microsoft.Sql/locations/eastus/longTermRetentionServers/sql/longTermRetentionDatabases/orders/longTermRetentionBackups/b1`,
      },
    },
    breaks: ['geo-redundant-backup', 'location'],
  },
  {
    as: 'it was available for 99.5 % of the time',
    set: { availability: { '': exampleOfAvailability('availability', 99.5) } },
    breaks: ['platform-availability'],
  },
  ...backupBreaks,
];
