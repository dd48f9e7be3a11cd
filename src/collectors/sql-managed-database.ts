import { SqlManagedDatabase } from '#facts/sql-managed-database.ts';
import { defineCollector } from './define-collector.ts';
import { parentKey, resourceNames } from '#resource-types/resource-names.ts';

/** Finds and reads all databases of a managed instance with one list. */
export const sqlManagedDatabase = defineCollector({
  fact: 'sqlManagedDatabase',
  kind: 'list',
  permissions: ['Microsoft.Sql/managedInstances/databases/read'],
  apiVersion: '2025-01-01',
  source: 'Microsoft.Sql/managedInstances/databases: Managed Databases - List By Instance',
  schema: SqlManagedDatabase,
  enumerates: {
    childType: 'microsoft.sql/managedinstances/databases',
    parentType: 'microsoft.sql/managedinstances',
  },
  requestKey: parentKey,
  read: (azure, instanceId, signal) => {
    const { subscriptionId, resourceGroup, name } = resourceNames(instanceId);
    return azure.pages(
      {
        operation: `databases of SQL managed instance ${name}`,
        permission: 'Microsoft.Sql/managedInstances/databases/read',
        signal,
      },
      (clients) =>
        clients
          .sql(subscriptionId)
          .managedDatabases.listByInstance(resourceGroup, name, { abortSignal: signal }),
    );
  },
});
