import { SqlLongTermRetention } from '#facts/sql-long-term-retention.ts';
import { defineCollector } from './define-collector.ts';
import { resourceNames } from '#resource-types/resource-names.ts';

/** Reads the long-term retention policy of one managed database. */
export const sqlManagedLongTermRetention = defineCollector({
  fact: 'sqlManagedLongTermRetention',
  kind: 'item',
  permissions: ['Microsoft.Sql/managedInstances/databases/backupLongTermRetentionPolicies/read'],
  apiVersion: '2025-01-01',
  source:
    'Microsoft.Sql/managedInstances/databases/backupLongTermRetentionPolicies: Managed Instance Long Term Retention Policies - Get',
  schema: SqlLongTermRetention,
  requestKey: (databaseId) => databaseId,
  read: (azure, databaseId, signal) => {
    const { subscriptionId, resourceGroup, name, child } = resourceNames(databaseId);
    return azure.one(
      {
        operation: `long-term retention policy of managed database ${name}/${child}`,
        permission: 'Microsoft.Sql/managedInstances/databases/backupLongTermRetentionPolicies/read',
        signal,
      },
      (clients) =>
        clients
          .sql(subscriptionId)
          .managedInstanceLongTermRetentionPolicies.get(resourceGroup, name, child, 'default', {
            abortSignal: signal,
          }),
    );
  },
});
