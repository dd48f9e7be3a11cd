import { SqlShortTermRetention } from '#facts/sql-short-term-retention.ts';
import { defineCollector } from './define-collector.ts';
import { resourceNames } from '#resource-types/resource-names.ts';

/** Reads the point-in-time restore policy of one database. */
export const sqlShortTermRetention = defineCollector({
  fact: 'sqlShortTermRetention',
  kind: 'item',
  permissions: ['Microsoft.Sql/servers/databases/backupShortTermRetentionPolicies/read'],
  apiVersion: '2025-01-01',
  source:
    'Microsoft.Sql/servers/databases/backupShortTermRetentionPolicies: Backup Short Term Retention Policies - Get',
  schema: SqlShortTermRetention,
  requestKey: (databaseId) => databaseId,
  read: (azure, databaseId, signal) => {
    const { subscriptionId, resourceGroup, name, child } = resourceNames(databaseId);
    return azure.one(
      {
        operation: `point-in-time restore policy of SQL database ${name}/${child}`,
        permission: 'Microsoft.Sql/servers/databases/backupShortTermRetentionPolicies/read',
        signal,
      },
      (clients) =>
        clients
          .sql(subscriptionId)
          .backupShortTermRetentionPolicies.get(resourceGroup, name, child, 'default', {
            abortSignal: signal,
          }),
    );
  },
});
