import { z } from 'zod';
import { defineCheck } from '#evaluation/define-check.ts';
import { judgeKeyOwner } from '#evaluation/judge-sql-encryption.ts';
import { exampleManagedInstance, exampleManagedInstanceSetting } from '#facts/sql-examples.ts';

export const sqlManagedCustomerManagedKey = defineCheck({
  id: 'sql-managed-customer-managed-key',
  title: 'SQL managed instance is encrypted with a key in the customer’s own Key Vault',
  family: 'encryption-at-rest',
  severity: 'medium',
  short: 'encryption key is managed by the service',
  property: 'serverKeyType',
  resourceTypes: ['microsoft.sql/managedinstances'],
  fact: 'sqlManagedInstance',
  also: ['sqlManagedInstanceEncryptionProtector'],
  parameters: z.strictObject({}),
  rationale:
    'With a key of one’s own the data becomes unreadable when that key is withdrawn. The instance’s protector holds for all of its databases.',
  remediation: {
    command: () => null,
    link: 'https://learn.microsoft.com/azure/azure-sql/database/transparent-data-encryption-byok-overview',
  },
  references: [
    'Microsoft.Sql/managedInstances/encryptionProtector serverKeyType, 2025-01-01',
    'Azure Policy ac01ad65-10e5-46df-bdd9-6b0cad13e1d2',
  ],
  examples: {
    pass: {
      facts: {
        sqlManagedInstance: exampleManagedInstance({}),
        sqlManagedInstanceEncryptionProtector: exampleManagedInstanceSetting(
          'encryptionProtector/current',
          {
            serverKeyType: 'AzureKeyVault',
            uri: 'https://kv-orders.vault.azure.net/keys/tde/0123456789abcdef0123456789abcdef',
          },
        ),
      },
    },
    fail: {
      facts: {
        sqlManagedInstance: exampleManagedInstance({}),
        sqlManagedInstanceEncryptionProtector: exampleManagedInstanceSetting(
          'encryptionProtector/current',
          { serverKeyType: 'ServiceManaged' },
        ),
      },
    },
    unknown: {
      facts: {
        sqlManagedInstance: exampleManagedInstance({}),
        sqlManagedInstanceEncryptionProtector: exampleManagedInstanceSetting(
          'encryptionProtector/current',
          {},
        ),
      },
    },
  },
  evaluate: ({ sqlManagedInstanceEncryptionProtector: protector }) => judgeKeyOwner(protector),
});
