import { SqlEncryptionProtector } from '#facts/sql-encryption-protector.ts';
import { defineCollector } from './define-collector.ts';
import { parentKey, resourceNames } from '#resource-types/resource-names.ts';

/** Reads the encryption protector of a server: one request for all of its databases. */
export const sqlServerEncryptionProtector = defineCollector({
  fact: 'sqlServerEncryptionProtector',
  kind: 'item',
  permissions: ['Microsoft.Sql/servers/encryptionProtector/read'],
  apiVersion: '2025-01-01',
  source: 'Microsoft.Sql/servers/encryptionProtector: Encryption Protectors - Get',
  schema: SqlEncryptionProtector,
  requestKey: parentKey,
  read: (azure, serverId, signal) => {
    const { subscriptionId, resourceGroup, name } = resourceNames(serverId);
    return azure.one(
      {
        operation: `encryption protector of SQL server ${name}`,
        permission: 'Microsoft.Sql/servers/encryptionProtector/read',
        signal,
      },
      (clients) =>
        clients
          .sql(subscriptionId)
          .encryptionProtectors.get(resourceGroup, name, 'current', { abortSignal: signal }),
    );
  },
});
