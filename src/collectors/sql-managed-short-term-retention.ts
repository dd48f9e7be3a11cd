import { SqlShortTermRetention } from '#facts/sql-short-term-retention.ts';
import { defineCollector } from './define-collector.ts';
import { resourceNames } from '#resource-types/resource-names.ts';

/** Reads the point-in-time restore policy of one managed database. */
export const sqlManagedShortTermRetention = defineCollector({
  fact: 'sqlManagedShortTermRetention',
  kind: 'item',
  permissions: ['Microsoft.Sql/managedInstances/databases/backupShortTermRetentionPolicies/read'],
  apiVersion: '2025-01-01',
  source:
    'Microsoft.Sql/managedInstances/databases/backupShortTermRetentionPolicies: Managed Backup Short Term Retention Policies - Get',
  schema: SqlShortTermRetention,
  requestKey: (databaseId) => databaseId,
  read: (azure, databaseId, signal) => {
    const { subscriptionId, resourceGroup, name, child } = resourceNames(databaseId);
    return azure.one(
      {
        operation: `point-in-time restore policy of managed database ${name}/${child}`,
        permission:
          'Microsoft.Sql/managedInstances/databases/backupShortTermRetentionPolicies/read',
        signal,
      },
      (clients) =>
        clients
          .sql(subscriptionId)
          .managedBackupShortTermRetentionPolicies.get(resourceGroup, name, child, 'default', {
            abortSignal: signal,
          }),
    );
  },
});
