import { z } from 'zod';
import { toAddress } from '#domain/resource-address.ts';
import { defineCheck } from '#evaluation/define-check.ts';
import { judgeTransparentDataEncryption } from '#evaluation/judge-sql-encryption.ts';
import { setAsideManagedSystemDatabase } from '#evaluation/set-aside-sql-database.ts';
import { exampleManagedDatabase, exampleManagedDatabaseSetting } from '#facts/sql-examples.ts';
import { azCommand } from '#resource-types/az-command.ts';

export const sqlManagedTransparentDataEncryption = defineCheck({
  id: 'sql-managed-transparent-data-encryption',
  title: 'Managed SQL database is encrypted at rest by transparent data encryption',
  family: 'encryption-at-rest',
  severity: 'critical',
  short: 'encryption at rest is off',
  property: 'transparentDataEncryption.state',
  resourceTypes: ['microsoft.sql/managedinstances/databases'],
  fact: 'sqlManagedDatabase',
  also: ['sqlManagedDatabaseTransparentDataEncryption'],
  parameters: z.strictObject({}),
  rationale:
    'Transparent data encryption (AES-256) encrypts the database, its log and its backups on disk; it can be switched off for each database.',
  remediation: {
    command: (resource) =>
      azCommand`az rest --method put --url ${`${toAddress(resource.id)}/transparentDataEncryption/current?api-version=2025-01-01`} --body ${'{"properties":{"state":"Enabled"}}'}`,
    link: 'https://learn.microsoft.com/azure/azure-sql/database/transparent-data-encryption-tde-overview',
  },
  references: ['Microsoft.Sql/managedInstances/databases/transparentDataEncryption, 2025-01-01'],
  examples: {
    pass: {
      facts: {
        sqlManagedDatabase: exampleManagedDatabase({}),
        sqlManagedDatabaseTransparentDataEncryption: exampleManagedDatabaseSetting(
          'transparentDataEncryption/current',
          { state: 'Enabled' },
        ),
      },
    },
    fail: {
      facts: {
        sqlManagedDatabase: exampleManagedDatabase({}),
        sqlManagedDatabaseTransparentDataEncryption: exampleManagedDatabaseSetting(
          'transparentDataEncryption/current',
          { state: 'Disabled' },
        ),
      },
    },
    unknown: {
      facts: {
        sqlManagedDatabase: exampleManagedDatabase({}),
        sqlManagedDatabaseTransparentDataEncryption: exampleManagedDatabaseSetting(
          'transparentDataEncryption/current',
          {},
        ),
      },
    },
  },
  applies: setAsideManagedSystemDatabase,
  evaluate: ({ sqlManagedDatabaseTransparentDataEncryption: setting }) =>
    judgeTransparentDataEncryption(setting),
});
