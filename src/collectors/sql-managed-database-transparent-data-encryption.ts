import { SqlTransparentDataEncryption } from '#facts/sql-transparent-data-encryption.ts';
import { defineCollector } from './define-collector.ts';
import { resourceNames } from '#resource-types/resource-names.ts';

/** Reads transparent data encryption of one managed database: no list carries it. */
export const sqlManagedDatabaseTransparentDataEncryption = defineCollector({
  fact: 'sqlManagedDatabaseTransparentDataEncryption',
  kind: 'item',
  permissions: ['Microsoft.Sql/managedInstances/databases/transparentDataEncryption/read'],
  apiVersion: '2025-01-01',
  source:
    'Microsoft.Sql/managedInstances/databases/transparentDataEncryption: Managed Database Transparent Data Encryption - Get',
  schema: SqlTransparentDataEncryption,
  requestKey: (databaseId) => databaseId,
  read: (azure, databaseId, signal) => {
    const { subscriptionId, resourceGroup, name, child } = resourceNames(databaseId);
    return azure.one(
      {
        operation: `transparent data encryption of managed database ${name}/${child}`,
        permission: 'Microsoft.Sql/managedInstances/databases/transparentDataEncryption/read',
        signal,
      },
      (clients) =>
        clients
          .sql(subscriptionId)
          .managedDatabaseTransparentDataEncryption.get(resourceGroup, name, child, 'current', {
            abortSignal: signal,
          }),
    );
  },
});
