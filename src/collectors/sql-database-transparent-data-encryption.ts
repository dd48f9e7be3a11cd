import { SqlTransparentDataEncryption } from '#facts/sql-transparent-data-encryption.ts';
import { defineCollector } from './define-collector.ts';
import { resourceNames } from '#resource-types/resource-names.ts';

/** Reads transparent data encryption of one database: no list carries it. */
export const sqlDatabaseTransparentDataEncryption = defineCollector({
  fact: 'sqlDatabaseTransparentDataEncryption',
  kind: 'item',
  permissions: ['Microsoft.Sql/servers/databases/transparentDataEncryption/read'],
  apiVersion: '2025-01-01',
  source:
    'Microsoft.Sql/servers/databases/transparentDataEncryption: Transparent Data Encryptions - Get',
  schema: SqlTransparentDataEncryption,
  wakes: true,
  requestKey: (databaseId) => databaseId,
  read: (azure, databaseId, signal) => {
    const { subscriptionId, resourceGroup, name, child } = resourceNames(databaseId);
    return azure.one(
      {
        operation: `transparent data encryption of SQL database ${name}/${child}`,
        permission: 'Microsoft.Sql/servers/databases/transparentDataEncryption/read',
        signal,
      },
      (clients) =>
        clients
          .sql(subscriptionId)
          .transparentDataEncryptions.get(resourceGroup, name, child, 'current', {
            abortSignal: signal,
          }),
    );
  },
});
