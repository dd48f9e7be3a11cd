import { z } from 'zod';
import { defineCheck } from '#evaluation/define-check.ts';
import { judgeNewestRestorePoint, recoverableSince } from '#evaluation/judge-sql-restore-point.ts';
import { setAsideManagedSystemDatabase } from '#evaluation/set-aside-sql-database.ts';
import { since } from '#evaluation/short-words.ts';
import { exampleManagedDatabase } from '#facts/sql-examples.ts';

const NONE =
  'Azure does not say when the newest backup was taken: it does so only for databases with geo-redundant backup';

const recoverable = (lastAvailableBackupDate: string) => [
  {
    id: '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-orders/providers/Microsoft.Sql/managedInstances/mi-orders/recoverableDatabases/orders',
    name: 'orders',
    properties: { lastAvailableBackupDate },
  },
];

export const sqlManagedRecentRestorePoint = defineCheck({
  id: 'sql-managed-recent-restore-point',
  title: 'Managed SQL database has a restore point not older than claimed',
  family: 'backup',
  severity: 'high',
  short: since('newest restore point is of'),
  property: 'newest restore point',
  resourceTypes: ['microsoft.sql/managedinstances/databases'],
  fact: 'sqlManagedDatabase',
  also: ['sqlRecoverableManagedDatabases'],
  parameters: z.strictObject({ hours: z.number().positive() }),
  isTimeBound: true,
  rationale:
    'Backups that ceased are noticed by the age of the newest one. Azure tells it only for the copy in the paired region; for any other database the claim cannot be proved by Azure and stays unknown.',
  remediation: {
    command: () => null,
    link: 'https://learn.microsoft.com/azure/azure-sql/managed-instance/recovery-using-backups#geo-restore',
  },
  references: [
    '@azure/arm-sql 10.0.0: recoverableManagedDatabases.listByInstance lastAvailableBackupDate',
  ],
  examples: {
    pass: {
      with: { hours: 26 },
      facts: {
        sqlManagedDatabase: exampleManagedDatabase({}),
        sqlRecoverableManagedDatabases: recoverable('2026-11-21T02:00:00Z'),
      },
    },
    fail: {
      with: { hours: 26 },
      facts: {
        sqlManagedDatabase: exampleManagedDatabase({}),
        sqlRecoverableManagedDatabases: recoverable('2020-01-01T00:00:00Z'),
      },
    },
    unknown: {
      with: { hours: 26 },
      facts: {
        sqlManagedDatabase: exampleManagedDatabase({}),
        sqlRecoverableManagedDatabases: [],
      },
    },
  },
  applies: setAsideManagedSystemDatabase,
  evaluate(
    { sqlManagedDatabase, sqlRecoverableManagedDatabases },
    { parameters: { hours }, asOf },
  ) {
    return judgeNewestRestorePoint(
      recoverableSince(sqlManagedDatabase.name, sqlRecoverableManagedDatabases),
      {
        hours,
        asOf,
        whenNone: NONE,
      },
    );
  },
});
