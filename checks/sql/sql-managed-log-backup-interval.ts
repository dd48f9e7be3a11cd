import { z } from 'zod';
import { defineCheck } from '#evaluation/define-check.ts';
import { judgePlatformInterval, LOG_BACKUPS } from '#evaluation/judge-sql-platform-interval.ts';
import { setAsideManagedSystemDatabase } from '#evaluation/set-aside-sql-database.ts';
import { withValue } from '#evaluation/short-words.ts';
import { exampleManagedDatabase } from '#facts/sql-examples.ts';

export const sqlManagedLogBackupInterval = defineCheck({
  id: 'sql-managed-log-backup-interval',
  title: 'Managed SQL database takes log backups at least as often as claimed',
  family: 'backup',
  severity: 'medium',
  short: withValue('log backups come'),
  property: 'log backups',
  resourceTypes: ['microsoft.sql/managedinstances/databases'],
  fact: 'sqlManagedDatabase',
  also: [],
  parameters: z.strictObject({ minutes: z.number().positive() }),
  rationale:
    'A managed instance takes full, differential and log backups by itself at intervals that nobody can set or list: a claim holds only if the platform keeps it.',
  remediation: {
    command: () => null,
    link: 'https://learn.microsoft.com/azure/azure-sql/managed-instance/automated-backups-overview#backup-frequency',
  },
  references: ['Automated backups in Azure SQL Managed Instance: backup frequency'],
  examples: {
    pass: {
      with: { minutes: 60 },
      facts: {
        sqlManagedDatabase: exampleManagedDatabase({
          earliestRestorePoint: '2026-11-01T00:00:00Z',
        }),
      },
    },
    fail: {
      with: { minutes: 5 },
      facts: {
        sqlManagedDatabase: exampleManagedDatabase({
          earliestRestorePoint: '2026-11-01T00:00:00Z',
        }),
      },
    },
    unknown: {
      with: { minutes: 60 },
      facts: { sqlManagedDatabase: exampleManagedDatabase({}) },
    },
  },
  applies: setAsideManagedSystemDatabase,
  evaluate: ({ sqlManagedDatabase }, { parameters }) =>
    judgePlatformInterval(
      LOG_BACKUPS,
      parameters.minutes,
      sqlManagedDatabase.properties?.earliestRestorePoint,
    ),
});
