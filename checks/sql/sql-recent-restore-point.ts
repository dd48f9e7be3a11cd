import { z } from 'zod';
import { defineCheck } from '#evaluation/define-check.ts';
import { judgeNewestRestorePoint, recoverableSince } from '#evaluation/judge-sql-restore-point.ts';
import {
  setAsideDataWarehouse,
  setAsideSecondary,
  setAsideSystemDatabase,
} from '#evaluation/set-aside-sql-database.ts';
import { since } from '#evaluation/short-words.ts';
import { exampleDatabase } from '#facts/sql-examples.ts';

const NONE =
  'Azure does not say when the newest backup was taken: it does so only for databases with geo-redundant backup';

const recoverable = (lastAvailableBackupDate: string) => [
  {
    id: '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-orders/providers/Microsoft.Sql/servers/sql-orders/recoverableDatabases/orders',
    name: 'orders',
    properties: { lastAvailableBackupDate },
  },
];

export const sqlRecentRestorePoint = defineCheck({
  id: 'sql-recent-restore-point',
  title: 'SQL database has a restore point not older than claimed',
  family: 'backup',
  severity: 'high',
  short: since('newest restore point is of'),
  property: 'newest restore point',
  resourceTypes: ['microsoft.sql/servers/databases'],
  fact: 'sqlDatabase',
  also: ['sqlRecoverableDatabases', 'sqlReplicationLinks'],
  parameters: z.strictObject({ hours: z.number().positive() }),
  isTimeBound: true,
  rationale:
    'Backups that ceased are noticed by the age of the newest one. Azure tells it only for the copy in the paired region; for any other database the claim cannot be proved by Azure and stays unknown.',
  remediation: {
    command: () => null,
    link: 'https://learn.microsoft.com/azure/azure-sql/database/recovery-using-backups#geo-restore',
  },
  references: ['@azure/arm-sql 10.0.0: recoverableDatabases.listByServer lastAvailableBackupDate'],
  examples: {
    pass: {
      with: { hours: 26 },
      facts: {
        sqlDatabase: exampleDatabase({}),
        sqlRecoverableDatabases: recoverable('2026-11-21T02:00:00Z'),
        sqlReplicationLinks: [],
      },
    },
    fail: {
      with: { hours: 26 },
      facts: {
        sqlDatabase: exampleDatabase({}),
        sqlRecoverableDatabases: recoverable('2020-01-01T00:00:00Z'),
        sqlReplicationLinks: [],
      },
    },
    unknown: {
      with: { hours: 26 },
      facts: {
        sqlDatabase: exampleDatabase({}),
        sqlRecoverableDatabases: [],
        sqlReplicationLinks: [],
      },
    },
  },
  applies: (database) =>
    setAsideSystemDatabase(database) ??
    setAsideDataWarehouse(database, 'sql-data-warehouse-recent-restore-point judges it'),
  evaluate(
    { sqlDatabase, sqlRecoverableDatabases, sqlReplicationLinks },
    { parameters: { hours }, asOf },
  ) {
    return (
      setAsideSecondary(
        sqlDatabase,
        sqlReplicationLinks,
        `a restore point of the last ${hours} hours`,
      ) ??
      judgeNewestRestorePoint(recoverableSince(sqlDatabase.name, sqlRecoverableDatabases), {
        hours,
        asOf,
        whenNone: NONE,
      })
    );
  },
});
