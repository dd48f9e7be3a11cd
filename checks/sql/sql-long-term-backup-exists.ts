import { z } from 'zod';
import { defineCheck } from '#evaluation/define-check.ts';
import { judgeLongTermBackup } from '#evaluation/judge-sql-long-term.ts';
import {
  setAsideDataWarehouse,
  setAsideSecondary,
  setAsideSystemDatabase,
} from '#evaluation/set-aside-sql-database.ts';
import {
  EXAMPLE_LONG_TERM_BACKUP,
  exampleDatabase,
  exampleDatabaseSetting,
} from '#facts/sql-examples.ts';

export const sqlLongTermBackupExists = defineCheck({
  id: 'sql-long-term-backup-exists',
  title: 'SQL database has a long-term backup as soon as one is due',
  family: 'backup',
  severity: 'high',
  resourceTypes: ['microsoft.sql/servers/databases'],
  fact: 'sqlDatabase',
  also: ['sqlLongTermRetention', 'sqlLongTermBackups', 'sqlReplicationLinks'],
  parameters: z.strictObject({}),
  rationale:
    'A policy proves configuration only: that long-term backups exist is told by the list of them.',
  remediation: {
    command: () => null,
    link: 'https://learn.microsoft.com/azure/azure-sql/database/long-term-retention-overview',
  },
  references: [
    '@azure/arm-sql 10.0.0: longTermRetentionBackups.listByServer',
    'Long-term retention: the first backup may take up to seven days to be listed',
  ],
  examples: {
    pass: {
      facts: {
        sqlDatabase: exampleDatabase({ creationDate: '2020-01-01T00:00:00Z' }),
        sqlLongTermRetention: exampleDatabaseSetting('backupLongTermRetentionPolicies/default', {
          weeklyRetention: 'PT0S',
          monthlyRetention: 'P2M',
          yearlyRetention: 'PT0S',
          weekOfYear: 0,
        }),
        sqlLongTermBackups: [EXAMPLE_LONG_TERM_BACKUP],
        sqlReplicationLinks: [],
      },
    },
    fail: {
      facts: {
        sqlDatabase: exampleDatabase({ creationDate: '2020-01-01T00:00:00Z' }),
        sqlLongTermRetention: exampleDatabaseSetting('backupLongTermRetentionPolicies/default', {
          weeklyRetention: 'PT0S',
          monthlyRetention: 'P2M',
          yearlyRetention: 'PT0S',
          weekOfYear: 0,
        }),
        sqlLongTermBackups: [],
        sqlReplicationLinks: [],
      },
    },
    unknown: {
      facts: {
        sqlDatabase: exampleDatabase({ creationDate: '2020-01-01T00:00:00Z' }),
        sqlLongTermRetention: exampleDatabaseSetting('backupLongTermRetentionPolicies/default', {}),
        sqlLongTermBackups: [],
        sqlReplicationLinks: [],
      },
    },
  },
  applies: (database) =>
    setAsideSystemDatabase(database) ??
    setAsideDataWarehouse(database, 'long-term retention does not exist for it'),
  evaluate(
    { sqlDatabase, sqlLongTermRetention, sqlLongTermBackups, sqlReplicationLinks },
    { asOf },
  ) {
    return (
      setAsideSecondary(sqlDatabase, sqlReplicationLinks, 'a long-term backup') ??
      judgeLongTermBackup(
        {
          name: sqlDatabase.name,
          created: sqlDatabase.properties?.creationDate,
          policy: sqlLongTermRetention,
          backups: sqlLongTermBackups,
        },
        asOf,
      )
    );
  },
});
