import { z } from 'zod';
import { defineCheck } from '#evaluation/define-check.ts';
import { judgeTransparentDataEncryption } from '#evaluation/judge-sql-encryption.ts';
import { setAsideSystemDatabase } from '#evaluation/set-aside-sql-database.ts';
import { exampleDatabase, exampleDatabaseSetting } from '#facts/sql-examples.ts';
import { sqlNames } from '#facts/sql-names.ts';
import { azCommand, azScope } from '#resource-types/az-command.ts';

export const sqlTransparentDataEncryption = defineCheck({
  id: 'sql-transparent-data-encryption',
  title: 'SQL database is encrypted at rest by transparent data encryption',
  family: 'encryption-at-rest',
  severity: 'critical',
  short: 'encryption at rest is off',
  property: 'transparentDataEncryption.state',
  resourceTypes: ['microsoft.sql/servers/databases'],
  fact: 'sqlDatabase',
  also: ['sqlDatabaseTransparentDataEncryption'],
  parameters: z.strictObject({}),
  rationale:
    'Transparent data encryption (AES-256) encrypts the database, its log and its backups on disk; it can be switched off for each database.',
  remediation: {
    command: ({ id }) => {
      const { server, database } = sqlNames(id);
      return `${azCommand`az sql db tde set --server ${server} --database ${database} --status Enabled`} ${azScope(id)}`;
    },
    link: 'https://learn.microsoft.com/azure/azure-sql/database/transparent-data-encryption-tde-overview',
  },
  references: [
    'Microsoft.Sql/servers/databases/transparentDataEncryption, 2025-01-01',
    'Azure Policy 17k78e20-9358-41c9-923c-fb736d382a12',
  ],
  examples: {
    pass: {
      facts: {
        sqlDatabase: exampleDatabase({}),
        sqlDatabaseTransparentDataEncryption: exampleDatabaseSetting(
          'transparentDataEncryption/current',
          { state: 'Enabled' },
        ),
      },
    },
    fail: {
      facts: {
        sqlDatabase: exampleDatabase({}),
        sqlDatabaseTransparentDataEncryption: exampleDatabaseSetting(
          'transparentDataEncryption/current',
          { state: 'Disabled' },
        ),
      },
    },
    unknown: {
      facts: {
        sqlDatabase: exampleDatabase({}),
        sqlDatabaseTransparentDataEncryption: exampleDatabaseSetting(
          'transparentDataEncryption/current',
          {},
        ),
      },
    },
  },
  applies: setAsideSystemDatabase,
  evaluate: ({ sqlDatabaseTransparentDataEncryption: setting }) =>
    judgeTransparentDataEncryption(setting),
});
