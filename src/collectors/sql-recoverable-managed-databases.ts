import { SqlRecoverableDatabases } from '#facts/sql-recoverable-databases.ts';
import { defineCollector } from './define-collector.ts';
import { parentKey, resourceNames } from '#resource-types/resource-names.ts';

/** Reads which databases of a managed instance can be restored in another region, and from when. */
export const sqlRecoverableManagedDatabases = defineCollector({
  fact: 'sqlRecoverableManagedDatabases',
  kind: 'group',
  permissions: ['Microsoft.Sql/managedInstances/recoverableDatabases/read'],
  apiVersion: '2025-01-01',
  source:
    'Microsoft.Sql/managedInstances/recoverableDatabases: Recoverable Managed Databases - List By Instance',
  schema: SqlRecoverableDatabases,
  requestKey: parentKey,
  read: (azure, instanceId, signal) => {
    const { subscriptionId, resourceGroup, name } = resourceNames(instanceId);
    return azure.pages(
      {
        operation: `recoverable databases of SQL managed instance ${name}`,
        permission: 'Microsoft.Sql/managedInstances/recoverableDatabases/read',
        signal,
      },
      (clients) =>
        clients
          .sql(subscriptionId)
          .recoverableManagedDatabases.listByInstance(resourceGroup, name, { abortSignal: signal }),
    );
  },
});
