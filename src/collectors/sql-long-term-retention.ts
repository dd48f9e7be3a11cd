import { SqlLongTermRetention } from '#facts/sql-long-term-retention.ts';
import { defineCollector } from './define-collector.ts';
import { resourceNames } from '#resource-types/resource-names.ts';

/** Reads the long-term retention policy of one database. */
export const sqlLongTermRetention = defineCollector({
  fact: 'sqlLongTermRetention',
  kind: 'item',
  permissions: ['Microsoft.Sql/servers/databases/backupLongTermRetentionPolicies/read'],
  apiVersion: '2025-01-01',
  source:
    'Microsoft.Sql/servers/databases/backupLongTermRetentionPolicies: Long Term Retention Policies - Get',
  schema: SqlLongTermRetention,
  requestKey: (databaseId) => databaseId,
  read: (azure, databaseId, signal) => {
    const { subscriptionId, resourceGroup, name, child } = resourceNames(databaseId);
    return azure.one(
      {
        operation: `long-term retention policy of SQL database ${name}/${child}`,
        permission: 'Microsoft.Sql/servers/databases/backupLongTermRetentionPolicies/read',
        signal,
      },
      (clients) =>
        clients
          .sql(subscriptionId)
          .longTermRetentionPolicies.get(resourceGroup, name, child, 'default', {
            abortSignal: signal,
          }),
    );
  },
});
