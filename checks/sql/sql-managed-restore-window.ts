import { z } from 'zod';
import { defineCheck } from '#evaluation/define-check.ts';
import { judgeRestoreWindow } from '#evaluation/judge-sql-point-in-time.ts';
import { setAsideManagedSystemDatabase } from '#evaluation/set-aside-sql-database.ts';
import { since } from '#evaluation/short-words.ts';
import { exampleManagedDatabase } from '#facts/sql-examples.ts';

export const sqlManagedRestoreWindow = defineCheck({
  id: 'sql-managed-restore-window',
  title: 'Managed SQL database can be restored to any point of the claimed days',
  family: 'backup',
  severity: 'high',
  short: since('restorable only since', 'earliest'),
  resourceTypes: ['microsoft.sql/managedinstances/databases'],
  fact: 'sqlManagedDatabase',
  also: [],
  parameters: z.strictObject({ days: z.int().min(1) }),
  isTimeBound: true,
  rationale:
    'A longer retention creates no old restore points: what can be restored today is told by the earliest restore point, not by the policy.',
  remediation: {
    command: () => null,
    link: 'https://learn.microsoft.com/azure/azure-sql/managed-instance/recovery-using-backups',
  },
  references: [
    'Microsoft.Sql/managedInstances/databases earliestRestorePoint, creationDate, 2025-01-01',
  ],
  examples: {
    pass: {
      with: { days: 14 },
      facts: {
        sqlManagedDatabase: exampleManagedDatabase({
          creationDate: '2019-05-01T00:00:00Z',
          earliestRestorePoint: '2019-05-01T00:10:00Z',
        }),
      },
    },
    fail: {
      with: { days: 3650 },
      facts: {
        sqlManagedDatabase: exampleManagedDatabase({
          creationDate: '2010-01-01T00:00:00Z',
          earliestRestorePoint: '2026-11-01T00:00:00Z',
        }),
      },
    },
    unknown: {
      with: { days: 14 },
      facts: {
        sqlManagedDatabase: exampleManagedDatabase({ creationDate: '2026-01-01T00:00:00Z' }),
      },
    },
  },
  applies: setAsideManagedSystemDatabase,
  evaluate({ sqlManagedDatabase }, { parameters, asOf }) {
    const { earliestRestorePoint: earliest, creationDate: created } =
      sqlManagedDatabase.properties ?? {};
    return judgeRestoreWindow({ earliest, created }, parameters.days, asOf);
  },
});
