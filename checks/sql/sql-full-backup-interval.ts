import { z } from 'zod';
import { defineCheck } from '#evaluation/define-check.ts';
import { FULL_BACKUPS, judgePlatformInterval } from '#evaluation/judge-sql-platform-interval.ts';
import {
  setAsideDataWarehouse,
  setAsideHyperscale,
  setAsideSecondary,
  setAsideSystemDatabase,
} from '#evaluation/set-aside-sql-database.ts';
import { withValue } from '#evaluation/short-words.ts';
import { exampleDatabase } from '#facts/sql-examples.ts';

export const sqlFullBackupInterval = defineCheck({
  id: 'sql-full-backup-interval',
  title: 'SQL database takes full backups at least as often as claimed',
  family: 'backup',
  severity: 'medium',
  short: withValue('full backups come'),
  property: 'full backups',
  resourceTypes: ['microsoft.sql/servers/databases'],
  fact: 'sqlDatabase',
  also: ['sqlReplicationLinks'],
  parameters: z.strictObject({ hours: z.number().positive() }),
  rationale:
    'Azure SQL Database takes a full backup once a week and nobody can change that: a claim of more frequent full backups cannot be met by it.',
  remediation: {
    command: () => null,
    link: 'https://learn.microsoft.com/azure/azure-sql/database/automated-backups-overview#backup-frequency',
  },
  references: ['Automated backups in Azure SQL Database: backup frequency'],
  examples: {
    pass: {
      with: { hours: 168 },
      facts: {
        sqlDatabase: exampleDatabase({ earliestRestoreDate: '2026-11-01T00:00:00Z' }),
        sqlReplicationLinks: [],
      },
    },
    fail: {
      with: { hours: 24 },
      facts: {
        sqlDatabase: exampleDatabase({ earliestRestoreDate: '2026-11-01T00:00:00Z' }),
        sqlReplicationLinks: [],
      },
    },
    unknown: {
      with: { hours: 168 },
      facts: { sqlDatabase: exampleDatabase({}), sqlReplicationLinks: [] },
    },
  },
  applies: (database) =>
    setAsideSystemDatabase(database) ??
    setAsideDataWarehouse(database, 'it is backed up by restore points, without full backups') ??
    setAsideHyperscale(database, 'it is backed up by file snapshots, without full backups'),
  evaluate({ sqlDatabase, sqlReplicationLinks }, { parameters: { hours } }) {
    const expected = `at least every ${hours} hours`;
    return (
      setAsideSecondary(sqlDatabase, sqlReplicationLinks, expected) ??
      judgePlatformInterval(FULL_BACKUPS, hours, sqlDatabase.properties?.earliestRestoreDate)
    );
  },
});
