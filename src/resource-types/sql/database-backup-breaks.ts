import { ON_BACKUPS_OF_DATABASES } from '../backup-questions.ts';
import type { Break } from '../define-resource-type.ts';
import { SUBSCRIPTION } from './database-examples.ts';

const POOL = { kind: 'v12.0,user,datawarehouse', 'sku/tier': 'DataWarehouse' };
const BACKUP = '0/properties';

/** The ways in which the backups of a database break a promise. */
export const backupBreaks: readonly Break[] = [
  {
    as: 'point-in-time retention is 7 days',
    set: { shortTerm: { 'properties/retentionDays': 7 } },
    breaks: ['backup-retention', 'point-in-time-restore'],
  },
  {
    as: 'it can be brought back for 5 days only, whatever the policy says now',
    set: { database: { 'properties/earliestRestoreDate': '2026-11-16T00:00:00Z' } },
    breaks: ['backup-retention', 'point-in-time-restore'],
  },
  {
    as: 'no restore point is named',
    set: { database: { 'properties/earliestRestoreDate': undefined } },
    breaks: [],
    blinds: ['backup-retention', 'full-backup', 'log-backup', 'point-in-time-restore'],
  },
  {
    as: 'differential backups come every 24 hours',
    set: { shortTerm: { 'properties/diffBackupIntervalInHours': 24 } },
    breaks: ['differential-backup'],
  },
  {
    as: 'a full backup is demanded each day',
    set: {},
    breaks: ['full-backup'],
    with: { 'full-backup': { every: 'PT24H' } },
  },
  {
    as: 'log backups are demanded more often than about every ten minutes',
    set: {},
    breaks: ['log-backup'],
    with: { 'log-backup': { every: 'PT5M' } },
  },
  {
    as: 'long-term retention is off',
    set: {
      longTerm: { 'properties/weeklyRetention': 'PT0S', 'properties/monthlyRetention': 'PT0S' },
    },
    breaks: ['long-term-retention', 'monthly-retention'],
  },
  {
    as: 'the monthly backup is kept for one month',
    set: { longTerm: { 'properties/monthlyRetention': 'P1M' } },
    breaks: ['monthly-retention'],
  },
  {
    as: 'no long-term backup exists although one is due',
    set: { longTermBackups: { '': [] } },
    breaks: ['long-term-retention', 'monthly-retention'],
  },
  {
    as: 'its long-term backup is of a dropped database of the same name',
    set: { longTermBackups: { [`${BACKUP}/databaseDeletionTime`]: '2026-11-20T00:00:00Z' } },
    breaks: ['long-term-retention', 'monthly-retention'],
  },
  {
    as: 'its long-term backup is of a server of another name',
    set: {
      longTermBackups: {
        '0/id': `${SUBSCRIPTION}/providers/Microsoft.Sql/locations/northeurope/longTermRetentionServers/sql-old/longTermRetentionDatabases/orders/longTermRetentionBackups/b1`,
        [`${BACKUP}/serverName`]: 'sql-old',
      },
    },
    breaks: ['long-term-retention', 'monthly-retention'],
  },
  {
    as: 'its long-term backup is older than itself',
    set: { longTermBackups: { [`${BACKUP}/backupTime`]: '2024-04-30T00:00:00Z' } },
    breaks: ['long-term-retention', 'monthly-retention'],
  },
  {
    as: 'its long-term backup is of 330 days ago',
    set: {
      longTermBackups: {
        [`${BACKUP}/backupTime`]: '2025-12-26T00:00:00Z',
        [`${BACKUP}/backupExpirationTime`]: '2027-12-26T00:00:00Z',
      },
    },
    breaks: ['long-term-retention', 'monthly-retention'],
  },
  {
    as: 'its newest backup is of three days ago',
    set: {
      recoverable: { '0/properties/lastAvailableBackupDate': '2026-11-18T00:00:00Z' },
    },
    breaks: ['backup-recent'],
  },
  {
    as: 'it is a secondary, whose backups are judged at its primary',
    set: {
      links: { '0/properties/role': 'Secondary', '0/properties/partnerRole': 'Primary' },
      shortTerm: { 'properties/retentionDays': 7 },
    },
    breaks: [],
  },
  {
    as: 'it is a secondary of nobody knows whom',
    set: {
      links: { '0/properties/role': 'Secondary', '0/properties/partnerRole': undefined },
    },
    breaks: [],
    blinds: [...ON_BACKUPS_OF_DATABASES, 'zone-redundant'],
  },
  {
    as: 'it calls itself a secondary that no link of its server is of',
    set: { database: { 'properties/secondaryType': 'Geo' }, links: { '': [] } },
    breaks: [],
    blinds: [...ON_BACKUPS_OF_DATABASES, 'location', 'regional-redundancy', 'zone-redundant'],
  },
  {
    as: 'a dedicated SQL pool has restore points of seven days, and nothing else',
    set: {
      database: POOL,
      restorePoints: {
        '': [{ properties: { restorePointCreationDate: '2026-11-21T02:00:00Z' } }],
      },
    },
    breaks: [
      'backup-retention',
      'log-backup',
      'long-term-retention',
      'monthly-retention',
      'point-in-time-restore',
    ],
    blinds: ['geo-redundant-backup'],
  },
  {
    as: 'a dedicated SQL pool was paused, and its restore points end',
    set: {
      database: POOL,
      restorePoints: {
        '': [{ properties: { restorePointCreationDate: '2026-11-17T02:00:00Z' } }],
      },
    },
    breaks: [
      'backup-recent',
      'backup-retention',
      'log-backup',
      'long-term-retention',
      'monthly-retention',
      'point-in-time-restore',
    ],
    blinds: ['geo-redundant-backup'],
  },
];
