import { z } from 'zod';
import { defineCheck } from '#evaluation/define-check.ts';
import { judgePointInTimeRetention } from '#evaluation/judge-sql-point-in-time.ts';
import { setAsideManagedSystemDatabase } from '#evaluation/set-aside-sql-database.ts';
import { withValue } from '#evaluation/short-words.ts';
import { exampleManagedDatabase, exampleManagedDatabaseSetting } from '#facts/sql-examples.ts';
import { sqlNames } from '#facts/sql-names.ts';
import { azCommand, azScope } from '#resource-types/az-command.ts';

export const sqlManagedPointInTimeRetention = defineCheck({
  id: 'sql-managed-point-in-time-retention',
  title: 'Managed SQL database keeps backups for point-in-time restore for the claimed days',
  family: 'backup',
  severity: 'high',
  short: withValue('restore window is'),
  property: 'retentionDays',
  resourceTypes: ['microsoft.sql/managedinstances/databases'],
  fact: 'sqlManagedDatabase',
  also: ['sqlManagedShortTermRetention'],
  parameters: z.strictObject({
    days: z.int().min(1),
    match: z.enum(['at-least', 'exactly']).default('at-least'),
  }),
  rationale:
    'The policy says for how many days back a database can be restored to any point; the default is 7, so a longer claim must be configured on every database.',
  remediation: {
    command: ({ id }, { days }) => {
      const { server, database } = sqlNames(id);
      return `${azCommand`az sql midb short-term-retention-policy set --managed-instance ${server} --name ${database} --retention-days ${days}`} ${azScope(id)}`;
    },
    link: 'https://learn.microsoft.com/azure/azure-sql/managed-instance/automated-backups-change-settings',
  },
  references: [
    'Microsoft.Sql/managedInstances/databases/backupShortTermRetentionPolicies retentionDays, 2025-01-01',
  ],
  examples: {
    pass: {
      with: { days: 14 },
      facts: {
        sqlManagedDatabase: exampleManagedDatabase({}),
        sqlManagedShortTermRetention: exampleManagedDatabaseSetting(
          'backupShortTermRetentionPolicies/default',
          { retentionDays: 14 },
        ),
      },
    },
    fail: {
      with: { days: 14 },
      facts: {
        sqlManagedDatabase: exampleManagedDatabase({}),
        sqlManagedShortTermRetention: exampleManagedDatabaseSetting(
          'backupShortTermRetentionPolicies/default',
          { retentionDays: 7 },
        ),
      },
    },
    unknown: {
      with: { days: 14 },
      facts: {
        sqlManagedDatabase: exampleManagedDatabase({}),
        sqlManagedShortTermRetention: exampleManagedDatabaseSetting(
          'backupShortTermRetentionPolicies/default',
          {},
        ),
      },
    },
  },
  applies: setAsideManagedSystemDatabase,
  evaluate: ({ sqlManagedShortTermRetention }, { parameters }) =>
    judgePointInTimeRetention(sqlManagedShortTermRetention, parameters),
});
