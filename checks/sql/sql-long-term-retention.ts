import { z } from 'zod';
import { defineCheck } from '#evaluation/define-check.ts';
import {
  DemandedRetention,
  judgeLongTermRetention,
  LONG_TERM_POLICIES,
} from '#evaluation/judge-sql-long-term.ts';
import {
  setAsideDataWarehouse,
  setAsideSecondary,
  setAsideSystemDatabase,
} from '#evaluation/set-aside-sql-database.ts';
import { exampleDatabase, exampleDatabaseSetting } from '#facts/sql-examples.ts';
import { sqlNames } from '#facts/sql-names.ts';
import { azCommand, azScope } from '#resource-types/az-command.ts';

export const sqlLongTermRetention = defineCheck({
  id: 'sql-long-term-retention',
  title: 'SQL database keeps long-term backups for the claimed time',
  family: 'backup',
  severity: 'high',
  resourceTypes: ['microsoft.sql/servers/databases'],
  fact: 'sqlDatabase',
  also: ['sqlLongTermRetention', 'sqlReplicationLinks'],
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
      return `${azCommand`az sql db ltr-policy set --server ${server} --name ${database}`} --${option}-retention ${azCommand`${atLeast}`} ${azScope(id)}`;
    },
    link: 'https://learn.microsoft.com/azure/azure-sql/database/long-term-retention-overview',
  },
  references: ['Microsoft.Sql/servers/databases/backupLongTermRetentionPolicies, 2025-01-01'],
  examples: {
    pass: {
      with: { atLeast: 'P1M' },
      facts: {
        sqlDatabase: exampleDatabase({}),
        sqlLongTermRetention: exampleDatabaseSetting('backupLongTermRetentionPolicies/default', {
          weeklyRetention: 'PT0S',
          monthlyRetention: 'P2M',
          yearlyRetention: 'PT0S',
          weekOfYear: 0,
        }),
        sqlReplicationLinks: [],
      },
    },
    fail: {
      with: { atLeast: 'P1M' },
      facts: {
        sqlDatabase: exampleDatabase({}),
        sqlLongTermRetention: exampleDatabaseSetting('backupLongTermRetentionPolicies/default', {
          weeklyRetention: 'PT0S',
          monthlyRetention: 'PT0S',
          yearlyRetention: 'PT0S',
          weekOfYear: 0,
        }),
        sqlReplicationLinks: [],
      },
    },
    unknown: {
      with: { atLeast: 'P1M' },
      facts: {
        sqlDatabase: exampleDatabase({}),
        sqlLongTermRetention: exampleDatabaseSetting('backupLongTermRetentionPolicies/default', {}),
        sqlReplicationLinks: [],
      },
    },
  },
  applies: (database) =>
    setAsideSystemDatabase(database) ??
    setAsideDataWarehouse(database, 'long-term retention does not exist for it'),
  evaluate({ sqlDatabase, sqlLongTermRetention, sqlReplicationLinks }, { parameters }) {
    return (
      setAsideSecondary(sqlDatabase, sqlReplicationLinks, parameters.atLeast) ??
      judgeLongTermRetention(sqlLongTermRetention, parameters)
    );
  },
});
