import { z } from 'zod';
import { pass, unknown } from '#domain/verdict.ts';
import { defineCheck } from '#evaluation/define-check.ts';
import { isKeyAddress, judgeKeyOwner } from '#evaluation/judge-sql-encryption.ts';
import { setAsideSystemDatabase } from '#evaluation/set-aside-sql-database.ts';
import { exampleDatabase, exampleServerSetting } from '#facts/sql-examples.ts';

export const sqlCustomerManagedKey = defineCheck({
  id: 'sql-customer-managed-key',
  title: 'SQL database is encrypted with a key in the customer’s own Key Vault',
  family: 'encryption-at-rest',
  severity: 'medium',
  short: 'encryption key is managed by the service',
  property: 'serverKeyType',
  resourceTypes: ['microsoft.sql/servers/databases'],
  fact: 'sqlDatabase',
  also: ['sqlServerEncryptionProtector'],
  parameters: z.strictObject({}),
  rationale:
    'With a key of one’s own the data becomes unreadable when that key is withdrawn. A database may have its own protector; otherwise the server’s holds.',
  remediation: {
    command: () => null,
    link: 'https://learn.microsoft.com/azure/azure-sql/database/transparent-data-encryption-byok-overview',
  },
  references: [
    'Microsoft.Sql/servers/encryptionProtector serverKeyType, 2025-01-01',
    'Azure Policy 0a370ff3-6cab-4e85-8995-295fd854c5b8',
  ],
  examples: {
    pass: {
      facts: {
        sqlDatabase: exampleDatabase({}),
        sqlServerEncryptionProtector: exampleServerSetting('encryptionProtector/current', {
          serverKeyType: 'AzureKeyVault',
          uri: 'https://kv-orders.vault.azure.net/keys/tde/0123456789abcdef0123456789abcdef',
        }),
      },
    },
    fail: {
      facts: {
        sqlDatabase: exampleDatabase({}),
        sqlServerEncryptionProtector: exampleServerSetting('encryptionProtector/current', {
          serverKeyType: 'ServiceManaged',
        }),
      },
    },
    unknown: {
      facts: {
        sqlDatabase: exampleDatabase({}),
        sqlServerEncryptionProtector: exampleServerSetting('encryptionProtector/current', {}),
      },
    },
  },
  applies: setAsideSystemDatabase,
  evaluate({ sqlDatabase, sqlServerEncryptionProtector }) {
    const own = sqlDatabase.properties?.encryptionProtector;
    if (own === null || own === undefined || own === '')
      return judgeKeyOwner(sqlServerEncryptionProtector);
    const shown = { expected: 'a key in the customer’s Key Vault', observed: own };
    return isKeyAddress(own)
      ? pass('The database has its own encryption protector in Key Vault', shown)
      : unknown('The database names an encryption protector that is no key in a vault', shown);
  },
});
