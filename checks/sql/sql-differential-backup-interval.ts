import { z } from 'zod';
import { fail, pass, unknown } from '#domain/verdict.ts';
import { defineCheck } from '#evaluation/define-check.ts';
import {
  setAsideDataWarehouse,
  setAsideHyperscale,
  setAsideSecondary,
  setAsideSystemDatabase,
} from '#evaluation/set-aside-sql-database.ts';
import { withValue } from '#evaluation/short-words.ts';
import { exampleDatabase, exampleDatabaseSetting } from '#facts/sql-examples.ts';
import { sqlNames } from '#facts/sql-names.ts';
import { azCommand, azScope } from '#resource-types/az-command.ts';

export const sqlDifferentialBackupInterval = defineCheck({
  id: 'sql-differential-backup-interval',
  title: 'SQL database takes differential backups at least as often as claimed',
  family: 'backup',
  severity: 'medium',
  short: withValue('differential backups come'),
  property: 'differential backups',
  resourceTypes: ['microsoft.sql/servers/databases'],
  fact: 'sqlDatabase',
  also: ['sqlShortTermRetention', 'sqlReplicationLinks'],
  parameters: z.strictObject({ hours: z.number().positive() }),
  rationale:
    'Differential backups are taken every 12 or 24 hours, set with the point-in-time restore policy; the DTU tiers default to 24.',
  remediation: {
    command: ({ id }, { hours }) => {
      const { server, database } = sqlNames(id);
      return `${azCommand`az sql db str-policy set --server ${server} --name ${database} --diffbackup-hours ${hours < 24 ? 12 : 24}`} ${azScope(id)}`;
    },
    link: 'https://learn.microsoft.com/azure/azure-sql/database/automated-backups-change-settings',
  },
  references: [
    'Microsoft.Sql/servers/databases/backupShortTermRetentionPolicies diffBackupIntervalInHours, 2025-01-01',
  ],
  examples: {
    pass: {
      with: { hours: 12 },
      facts: {
        sqlDatabase: exampleDatabase({}),
        sqlShortTermRetention: exampleDatabaseSetting('backupShortTermRetentionPolicies/default', {
          diffBackupIntervalInHours: 12,
        }),
        sqlReplicationLinks: [],
      },
    },
    fail: {
      with: { hours: 12 },
      facts: {
        sqlDatabase: exampleDatabase({}),
        sqlShortTermRetention: exampleDatabaseSetting('backupShortTermRetentionPolicies/default', {
          diffBackupIntervalInHours: 24,
        }),
        sqlReplicationLinks: [],
      },
    },
    unknown: {
      with: { hours: 12 },
      facts: {
        sqlDatabase: exampleDatabase({}),
        sqlShortTermRetention: exampleDatabaseSetting('backupShortTermRetentionPolicies/default', {
          retentionDays: 14,
        }),
        sqlReplicationLinks: [],
      },
    },
  },
  applies: (database) =>
    setAsideSystemDatabase(database) ??
    setAsideDataWarehouse(database, 'it is backed up by snapshots, without differential backups') ??
    setAsideHyperscale(database, 'it is backed up by file snapshots, without differential backups'),
  evaluate({ sqlDatabase, sqlShortTermRetention, sqlReplicationLinks }, { parameters: { hours } }) {
    const expected = `at least every ${hours} hours`;
    const away = setAsideSecondary(sqlDatabase, sqlReplicationLinks, expected);
    if (away !== undefined) return away;
    const found = sqlShortTermRetention.properties?.diffBackupIntervalInHours;
    if (found !== 12 && found !== 24) {
      return unknown('The interval of differential backups is missing or not understood', {
        expected,
        observed: found,
      });
    }
    const shown = { expected, observed: `every ${found} hours` };
    const reason = `Differential backups are taken every ${found} hours`;
    return found <= hours ? pass(reason, shown) : fail(reason, shown);
  },
});
