import { SqlRestorePoints } from '#facts/sql-restore-points.ts';
import { defineCollector } from './define-collector.ts';
import { resourceNames } from '#resource-types/resource-names.ts';

/** Reads the restore points of one dedicated SQL pool. */
export const sqlRestorePoints = defineCollector({
  fact: 'sqlRestorePoints',
  kind: 'group',
  permissions: ['Microsoft.Sql/servers/databases/restorePoints/read'],
  apiVersion: '2025-01-01',
  source: 'Microsoft.Sql/servers/databases/restorePoints: Restore Points - List By Database',
  schema: SqlRestorePoints,
  requestKey: (databaseId) => databaseId,
  read: (azure, databaseId, signal) => {
    const { subscriptionId, resourceGroup, name, child } = resourceNames(databaseId);
    return azure.pages(
      {
        operation: `restore points of SQL database ${name}/${child}`,
        permission: 'Microsoft.Sql/servers/databases/restorePoints/read',
        signal,
      },
      (clients) =>
        clients
          .sql(subscriptionId)
          .restorePoints.listByDatabase(resourceGroup, name, child, { abortSignal: signal }),
    );
  },
});
