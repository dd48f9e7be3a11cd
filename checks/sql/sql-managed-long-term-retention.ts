import { z } from 'zod';
import { defineCheck } from '#evaluation/define-check.ts';
import {
  DemandedRetention,
  judgeLongTermRetention,
  LONG_TERM_POLICIES,
} from '#evaluation/judge-sql-long-term.ts';
import { setAsideManagedSystemDatabase } from '#evaluation/set-aside-sql-database.ts';
import { exampleManagedDatabase, exampleManagedDatabaseSetting } from '#facts/sql-examples.ts';
import { sqlNames } from '#facts/sql-names.ts';
import { azCommand, azScope } from '#resource-types/az-command.ts';

export const sqlManagedLongTermRetention = defineCheck({
  id: 'sql-managed-long-term-retention',
  title: 'Managed SQL database keeps long-term backups for the claimed time',
  family: 'backup',
  severity: 'high',
  resourceTypes: ['microsoft.sql/managedinstances/databases'],
  fact: 'sqlManagedDatabase',
  also: ['sqlManagedLongTermRetention'],
  parameters: z.strictObject({
    atLeast: DemandedRetention,
    policies: z
      .array(z.enum(LONG_TERM_POLICIES))
      .min(1)
      .default([...LONG_TERM_POLICIES]),
  }),
  rationale:
    'Point-in-time restore ends after at most 35 days; backups that are kept longer need a long-term retention policy, which is off by default.',
  remediation: {
    command: ({ id }, { atLeast, policies }) => {
      const { server, database } = sqlNames(id);
      const option = policies.includes('monthly') ? 'monthly' : policies[0];
      return `${azCommand`az sql midb ltr-policy set --managed-instance ${server} --name ${database}`} --${option}-retention ${azCommand`${atLeast}`} ${azScope(id)}`;
    },
    link: 'https://learn.microsoft.com/azure/azure-sql/managed-instance/long-term-backup-retention-configure',
  },
  references: [
    'Microsoft.Sql/managedInstances/databases/backupLongTermRetentionPolicies, 2025-01-01',
  ],
  examples: {
    pass: {
      with: { atLeast: 'P1M' },
      facts: {
        sqlManagedDatabase: exampleManagedDatabase({}),
        sqlManagedLongTermRetention: exampleManagedDatabaseSetting(
          'backupLongTermRetentionPolicies/default',
          {
            weeklyRetention: 'PT0S',
            monthlyRetention: 'P2M',
            yearlyRetention: 'PT0S',
            weekOfYear: 0,
          },
        ),
      },
    },
    fail: {
      with: { atLeast: 'P1M' },
      facts: {
        sqlManagedDatabase: exampleManagedDatabase({}),
        sqlManagedLongTermRetention: exampleManagedDatabaseSetting(
          'backupLongTermRetentionPolicies/default',
          {
            weeklyRetention: 'PT0S',
            monthlyRetention: 'PT0S',
            yearlyRetention: 'PT0S',
            weekOfYear: 0,
          },
        ),
      },
    },
    unknown: {
      with: { atLeast: 'P1M' },
      facts: {
        sqlManagedDatabase: exampleManagedDatabase({}),
        sqlManagedLongTermRetention: exampleManagedDatabaseSetting(
          'backupLongTermRetentionPolicies/default',
          {},
        ),
      },
    },
  },
  applies: setAsideManagedSystemDatabase,
  evaluate: ({ sqlManagedLongTermRetention }, { parameters }) =>
    judgeLongTermRetention(sqlManagedLongTermRetention, parameters),
});
