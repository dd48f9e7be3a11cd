import { z } from 'zod';
import { defineCheck } from '#evaluation/define-check.ts';
import { judgePointInTimeRetention } from '#evaluation/judge-sql-point-in-time.ts';
import {
  setAsideDataWarehouse,
  setAsideSecondary,
  setAsideSystemDatabase,
} from '#evaluation/set-aside-sql-database.ts';
import { withValue } from '#evaluation/short-words.ts';
import { exampleDatabase, exampleDatabaseSetting } from '#facts/sql-examples.ts';
import { sqlNames } from '#facts/sql-names.ts';
import { azCommand, azScope } from '#resource-types/az-command.ts';

export const sqlPointInTimeRetention = defineCheck({
  id: 'sql-point-in-time-retention',
  title: 'SQL database keeps backups for point-in-time restore for the claimed days',
  family: 'backup',
  severity: 'high',
  short: withValue('restore window is'),
  property: 'retentionDays',
  resourceTypes: ['microsoft.sql/servers/databases'],
  fact: 'sqlDatabase',
  also: ['sqlShortTermRetention', 'sqlReplicationLinks'],
  parameters: z.strictObject({
    days: z.int().min(1),
    match: z.enum(['at-least', 'exactly']).default('at-least'),
  }),
  rationale:
    'The policy says for how many days back a database can be restored to any point; the default is 7, so a longer claim must be configured on every database.',
  remediation: {
    command: ({ id }, { days }) => {
      const { server, database } = sqlNames(id);
      return `${azCommand`az sql db str-policy set --server ${server} --name ${database} --retention-days ${days}`} ${azScope(id)}`;
    },
    link: 'https://learn.microsoft.com/azure/azure-sql/database/automated-backups-change-settings',
  },
  references: [
    'Microsoft.Sql/servers/databases/backupShortTermRetentionPolicies retentionDays, 2025-01-01',
  ],
  examples: {
    pass: {
      with: { days: 14 },
      facts: {
        sqlDatabase: exampleDatabase({}),
        sqlShortTermRetention: exampleDatabaseSetting('backupShortTermRetentionPolicies/default', {
          retentionDays: 14,
        }),
        sqlReplicationLinks: [],
      },
    },
    fail: {
      with: { days: 14 },
      facts: {
        sqlDatabase: exampleDatabase({}),
        sqlShortTermRetention: exampleDatabaseSetting('backupShortTermRetentionPolicies/default', {
          retentionDays: 7,
        }),
        sqlReplicationLinks: [],
      },
    },
    unknown: {
      with: { days: 14 },
      facts: {
        sqlDatabase: exampleDatabase({}),
        sqlShortTermRetention: exampleDatabaseSetting(
          'backupShortTermRetentionPolicies/default',
          {},
        ),
        sqlReplicationLinks: [],
      },
    },
  },
  applies: (database) =>
    setAsideSystemDatabase(database) ??
    setAsideDataWarehouse(
      database,
      'its restore points are kept for a fixed seven days and have no policy',
    ),
  evaluate({ sqlDatabase, sqlShortTermRetention, sqlReplicationLinks }, { parameters }) {
    const expected = `${parameters.days} days`;
    return (
      setAsideSecondary(sqlDatabase, sqlReplicationLinks, expected) ??
      judgePointInTimeRetention(sqlShortTermRetention, parameters)
    );
  },
});
