import { z } from 'zod';
import { notApplicable } from '#domain/verdict.ts';
import { defineCheck } from '#evaluation/define-check.ts';
import { judgeNewestRestorePoint } from '#evaluation/judge-sql-restore-point.ts';
import { isDataWarehouse, setAsideSystemDatabase } from '#evaluation/set-aside-sql-database.ts';
import { since } from '#evaluation/short-words.ts';
import { EXAMPLE_DATABASE_ID, exampleDatabase } from '#facts/sql-examples.ts';

const POOL = {
  ...exampleDatabase({}),
  kind: 'v12.0,user,datawarehouse',
  sku: { name: 'DataWarehouse', tier: 'DataWarehouse', capacity: 900 },
};

const point = (restorePointCreationDate: string) => ({
  id: `${EXAMPLE_DATABASE_ID}/restorePoints/1`,
  properties: { restorePointType: 'DISCRETE', restorePointCreationDate },
});

export const sqlDataWarehouseRecentRestorePoint = defineCheck({
  id: 'sql-data-warehouse-recent-restore-point',
  title: 'Dedicated SQL pool has a restore point not older than claimed',
  family: 'backup',
  severity: 'high',
  short: since('newest restore point is of'),
  property: 'newest restore point',
  resourceTypes: ['microsoft.sql/servers/databases'],
  fact: 'sqlDatabase',
  also: ['sqlRestorePoints'],
  parameters: z.strictObject({ hours: z.number().positive() }),
  isTimeBound: true,
  rationale:
    'A dedicated SQL pool is backed up by restore points, about every eight hours while it runs; a pool that is paused gets none.',
  remediation: {
    command: () => null,
    link: 'https://learn.microsoft.com/azure/synapse-analytics/sql-data-warehouse/backup-and-restore',
  },
  references: ['@azure/arm-sql 10.0.0: restorePoints.listByDatabase restorePointCreationDate'],
  examples: {
    pass: {
      with: { hours: 26 },
      facts: { sqlDatabase: POOL, sqlRestorePoints: [point('2026-11-21T02:00:00Z')] },
    },
    fail: {
      with: { hours: 26 },
      facts: { sqlDatabase: POOL, sqlRestorePoints: [point('2020-01-01T00:00:00Z')] },
    },
    unknown: {
      with: { hours: 26 },
      facts: { sqlDatabase: POOL, sqlRestorePoints: [] },
    },
  },
  applies: (database) => {
    if (isDataWarehouse(database)) return setAsideSystemDatabase(database);
    return notApplicable('No dedicated SQL pool: sql-recent-restore-point judges it');
  },
  evaluate({ sqlRestorePoints }, { parameters: { hours }, asOf }) {
    const taken = sqlRestorePoints.map(({ properties }) => properties?.restorePointCreationDate);
    return judgeNewestRestorePoint(taken, {
      hours,
      asOf,
      whenNone: 'Azure lists no restore point',
    });
  },
});
