import { z } from 'zod';
import { defineCheck } from '#evaluation/define-check.ts';
import { judgePlatformInterval, LOG_BACKUPS } from '#evaluation/judge-sql-platform-interval.ts';
import {
  setAsideDataWarehouse,
  setAsideHyperscale,
  setAsideSecondary,
  setAsideSystemDatabase,
} from '#evaluation/set-aside-sql-database.ts';
import { withValue } from '#evaluation/short-words.ts';
import { exampleDatabase } from '#facts/sql-examples.ts';

export const sqlLogBackupInterval = defineCheck({
  id: 'sql-log-backup-interval',
  title: 'SQL database takes log backups at least as often as claimed',
  family: 'backup',
  severity: 'medium',
  short: withValue('log backups come'),
  property: 'log backups',
  resourceTypes: ['microsoft.sql/servers/databases'],
  fact: 'sqlDatabase',
  also: ['sqlReplicationLinks'],
  parameters: z.strictObject({ minutes: z.number().positive() }),
  rationale:
    'Log backups bound what is lost when a database must be restored. The platform takes them by itself, and nobody can set or list them.',
  remediation: {
    command: () => null,
    link: 'https://learn.microsoft.com/azure/azure-sql/database/automated-backups-overview#backup-frequency',
  },
  references: ['Automated backups in Azure SQL Database: backup frequency'],
  examples: {
    pass: {
      with: { minutes: 60 },
      facts: {
        sqlDatabase: exampleDatabase({ earliestRestoreDate: '2026-11-01T00:00:00Z' }),
        sqlReplicationLinks: [],
      },
    },
    fail: {
      with: { minutes: 5 },
      facts: {
        sqlDatabase: exampleDatabase({ earliestRestoreDate: '2026-11-01T00:00:00Z' }),
        sqlReplicationLinks: [],
      },
    },
    unknown: {
      with: { minutes: 60 },
      facts: { sqlDatabase: exampleDatabase({}), sqlReplicationLinks: [] },
    },
  },
  applies: (database) =>
    setAsideSystemDatabase(database) ??
    setAsideDataWarehouse(database, 'it is backed up by restore points, without log backups') ??
    setAsideHyperscale(database, 'its log is kept by the log service, without log backups'),
  evaluate({ sqlDatabase, sqlReplicationLinks }, { parameters: { minutes } }) {
    const expected = `at least every ${minutes} minutes`;
    return (
      setAsideSecondary(sqlDatabase, sqlReplicationLinks, expected) ??
      judgePlatformInterval(LOG_BACKUPS, minutes, sqlDatabase.properties?.earliestRestoreDate)
    );
  },
});
