import { z } from 'zod';
import { defineCheck } from '#evaluation/define-check.ts';
import { judgeLongTermBackup } from '#evaluation/judge-sql-long-term.ts';
import { setAsideManagedSystemDatabase } from '#evaluation/set-aside-sql-database.ts';
import {
  EXAMPLE_LONG_TERM_BACKUP,
  exampleManagedDatabase,
  exampleManagedDatabaseSetting,
} from '#facts/sql-examples.ts';

export const sqlManagedLongTermBackupExists = defineCheck({
  id: 'sql-managed-long-term-backup-exists',
  title: 'Managed SQL database has a long-term backup as soon as one is due',
  family: 'backup',
  severity: 'high',
  resourceTypes: ['microsoft.sql/managedinstances/databases'],
  fact: 'sqlManagedDatabase',
  also: ['sqlManagedLongTermRetention', 'sqlManagedLongTermBackups'],
  parameters: z.strictObject({}),
  rationale:
    'A policy proves configuration only: that long-term backups exist is told by the list of them.',
  remediation: {
    command: () => null,
    link: 'https://learn.microsoft.com/azure/azure-sql/managed-instance/long-term-backup-retention-configure',
  },
  references: [
    '@azure/arm-sql 10.0.0: longTermRetentionManagedInstanceBackups.listByInstance',
    'Long-term retention: the first backup may take up to seven days to be listed',
  ],
  examples: {
    pass: {
      facts: {
        sqlManagedDatabase: exampleManagedDatabase({ creationDate: '2020-01-01T00:00:00Z' }),
        sqlManagedLongTermRetention: exampleManagedDatabaseSetting(
          'backupLongTermRetentionPolicies/default',
          {
            weeklyRetention: 'PT0S',
            monthlyRetention: 'P2M',
            yearlyRetention: 'PT0S',
            weekOfYear: 0,
          },
        ),
        sqlManagedLongTermBackups: [EXAMPLE_LONG_TERM_BACKUP],
      },
    },
    fail: {
      facts: {
        sqlManagedDatabase: exampleManagedDatabase({ creationDate: '2020-01-01T00:00:00Z' }),
        sqlManagedLongTermRetention: exampleManagedDatabaseSetting(
          'backupLongTermRetentionPolicies/default',
          {
            weeklyRetention: 'PT0S',
            monthlyRetention: 'P2M',
            yearlyRetention: 'PT0S',
            weekOfYear: 0,
          },
        ),
        sqlManagedLongTermBackups: [],
      },
    },
    unknown: {
      facts: {
        sqlManagedDatabase: exampleManagedDatabase({ creationDate: '2020-01-01T00:00:00Z' }),
        sqlManagedLongTermRetention: exampleManagedDatabaseSetting(
          'backupLongTermRetentionPolicies/default',
          {},
        ),
        sqlManagedLongTermBackups: [],
      },
    },
  },
  applies: setAsideManagedSystemDatabase,
  evaluate(
    { sqlManagedDatabase, sqlManagedLongTermRetention, sqlManagedLongTermBackups },
    { asOf },
  ) {
    return judgeLongTermBackup(
      {
        name: sqlManagedDatabase.name,
        created: sqlManagedDatabase.properties?.creationDate,
        policy: sqlManagedLongTermRetention,
        backups: sqlManagedLongTermBackups,
      },
      asOf,
    );
  },
});
