import { z } from 'zod';
import { defineCheck } from '#evaluation/define-check.ts';
import { judgePlaces, Within } from '#evaluation/judge-places.ts';
import { backupRedundancyOf } from '#evaluation/judge-sql-backup-redundancy.ts';
import { backupPlaces } from '#evaluation/judge-sql-copies.ts';
import { setAsideSystemDatabase } from '#evaluation/set-aside-sql-database.ts';
import { exampleDatabase } from '#facts/sql-examples.ts';

/**
 * Covers long-term backups too: they lie in the same region and, as their redundancy says, its pair. Earlier
 * backups of another redundancy stay where they are until they expire, and only the latest long-term one is read.
 */
export const sqlBackupLocation = defineCheck({
  id: 'sql-backup-location',
  title: 'SQL database keeps its backups within the claimed places',
  family: 'location',
  severity: 'critical',
  resourceTypes: ['microsoft.sql/servers/databases'],
  fact: 'sqlDatabase',
  also: ['sqlLongTermBackups', 'subscriptionRegions'],
  parameters: z.strictObject({ within: Within }),
  rationale:
    'Geo-redundant backups lie in the paired region as well, which no resource shows. What was requested counts too, for it comes into force by itself, and so does the latest long-term backup: it stays where it was written.',
  remediation: {
    command: () => null,
    link: 'https://learn.microsoft.com/azure/azure-sql/database/automated-backups-overview#backup-storage-redundancy',
  },
  references: [
    'Microsoft.Sql/servers/databases currentBackupStorageRedundancy, requestedBackupStorageRedundancy, 2025-01-01',
    '@azure/arm-sql 10.0.0: LongTermRetentionBackup backupStorageRedundancy',
  ],
  examples: {
    pass: {
      with: { within: 'EU' },
      facts: {
        sqlDatabase: exampleDatabase({
          currentBackupStorageRedundancy: 'Geo',
          requestedBackupStorageRedundancy: 'Geo',
        }),
        sqlLongTermBackups: [],
        subscriptionRegions: [],
      },
    },
    fail: {
      with: { within: 'IE' },
      facts: {
        sqlDatabase: exampleDatabase({
          currentBackupStorageRedundancy: 'Geo',
          requestedBackupStorageRedundancy: 'Geo',
        }),
        sqlLongTermBackups: [],
        subscriptionRegions: [],
      },
    },
    unknown: {
      with: { within: 'EU' },
      facts: {
        sqlDatabase: exampleDatabase({}),
        sqlLongTermBackups: [],
        subscriptionRegions: [],
      },
    },
  },
  applies: setAsideSystemDatabase,
  evaluate({ sqlDatabase, sqlLongTermBackups, subscriptionRegions }, { parameters: { within } }) {
    const { current, requested } = backupRedundancyOf(sqlDatabase.properties);
    const longTerm = sqlLongTermBackups
      .filter(
        ({ properties }) =>
          properties.databaseName.toLowerCase() === sqlDatabase.name.toLowerCase(),
      )
      .map(({ properties }) => properties.backupStorageRedundancy);
    const redundancies = [current, requested, ...longTerm];
    return judgePlaces(
      backupPlaces(sqlDatabase.location, redundancies, subscriptionRegions),
      within,
    );
  },
});
