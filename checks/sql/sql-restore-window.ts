import { z } from 'zod';
import { defineCheck } from '#evaluation/define-check.ts';
import { judgeRestoreWindow } from '#evaluation/judge-sql-point-in-time.ts';
import {
  setAsideDataWarehouse,
  setAsideSecondary,
  setAsideSystemDatabase,
} from '#evaluation/set-aside-sql-database.ts';
import { since } from '#evaluation/short-words.ts';
import { exampleDatabase } from '#facts/sql-examples.ts';

export const sqlRestoreWindow = defineCheck({
  id: 'sql-restore-window',
  title: 'SQL database can be restored to any point of the claimed days',
  family: 'backup',
  severity: 'high',
  short: since('restorable only since', 'earliest'),
  resourceTypes: ['microsoft.sql/servers/databases'],
  fact: 'sqlDatabase',
  also: ['sqlReplicationLinks'],
  parameters: z.strictObject({ days: z.int().min(1) }),
  isTimeBound: true,
  rationale:
    'A longer retention creates no old restore points: what can be restored today is told by the earliest restore point, not by the policy.',
  remediation: {
    command: () => null,
    link: 'https://learn.microsoft.com/azure/azure-sql/database/recovery-using-backups',
  },
  references: ['Microsoft.Sql/servers/databases earliestRestoreDate, creationDate, 2025-01-01'],
  examples: {
    pass: {
      with: { days: 14 },
      facts: {
        sqlDatabase: exampleDatabase({
          creationDate: '2019-05-01T00:00:00Z',
          earliestRestoreDate: '2019-05-01T00:10:00Z',
        }),
        sqlReplicationLinks: [],
      },
    },
    fail: {
      with: { days: 3650 },
      facts: {
        sqlDatabase: exampleDatabase({
          creationDate: '2010-01-01T00:00:00Z',
          earliestRestoreDate: '2026-11-01T00:00:00Z',
        }),
        sqlReplicationLinks: [],
      },
    },
    unknown: {
      with: { days: 14 },
      facts: {
        sqlDatabase: exampleDatabase({ creationDate: '2026-01-01T00:00:00Z' }),
        sqlReplicationLinks: [],
      },
    },
  },
  applies: (database) =>
    setAsideSystemDatabase(database) ??
    setAsideDataWarehouse(database, 'it is restored from restore points, not to any point in time'),
  evaluate({ sqlDatabase, sqlReplicationLinks }, { parameters: { days }, asOf }) {
    const { earliestRestoreDate: earliest, creationDate: created } = sqlDatabase.properties ?? {};
    return (
      setAsideSecondary(sqlDatabase, sqlReplicationLinks, `${days} days`) ??
      judgeRestoreWindow({ earliest, created }, days, asOf)
    );
  },
});
