import { z } from 'zod';
import { defineCheck } from '#evaluation/define-check.ts';
import { FULL_BACKUPS, judgePlatformInterval } from '#evaluation/judge-sql-platform-interval.ts';
import { setAsideManagedSystemDatabase } from '#evaluation/set-aside-sql-database.ts';
import { withValue } from '#evaluation/short-words.ts';
import { exampleManagedDatabase } from '#facts/sql-examples.ts';

export const sqlManagedFullBackupInterval = defineCheck({
  id: 'sql-managed-full-backup-interval',
  title: 'Managed SQL database takes full backups at least as often as claimed',
  family: 'backup',
  severity: 'medium',
  short: withValue('full backups come'),
  property: 'full backups',
  resourceTypes: ['microsoft.sql/managedinstances/databases'],
  fact: 'sqlManagedDatabase',
  also: [],
  parameters: z.strictObject({ hours: z.number().positive() }),
  rationale:
    'A managed instance takes full, differential and log backups by itself at intervals that nobody can set or list: a claim holds only if the platform keeps it.',
  remediation: {
    command: () => null,
    link: 'https://learn.microsoft.com/azure/azure-sql/managed-instance/automated-backups-overview#backup-frequency',
  },
  references: ['Automated backups in Azure SQL Managed Instance: backup frequency'],
  examples: {
    pass: {
      with: { hours: 168 },
      facts: {
        sqlManagedDatabase: exampleManagedDatabase({
          earliestRestorePoint: '2026-11-01T00:00:00Z',
        }),
      },
    },
    fail: {
      with: { hours: 24 },
      facts: {
        sqlManagedDatabase: exampleManagedDatabase({
          earliestRestorePoint: '2026-11-01T00:00:00Z',
        }),
      },
    },
    unknown: {
      with: { hours: 168 },
      facts: { sqlManagedDatabase: exampleManagedDatabase({}) },
    },
  },
  applies: setAsideManagedSystemDatabase,
  evaluate: ({ sqlManagedDatabase }, { parameters }) =>
    judgePlatformInterval(
      FULL_BACKUPS,
      parameters.hours,
      sqlManagedDatabase.properties?.earliestRestorePoint,
    ),
});
