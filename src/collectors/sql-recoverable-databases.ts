import { SqlRecoverableDatabases } from '#facts/sql-recoverable-databases.ts';
import { defineCollector } from './define-collector.ts';
import { parentKey, resourceNames } from '#resource-types/resource-names.ts';

/** Reads which databases of a server can be restored in another region, and from when. */
export const sqlRecoverableDatabases = defineCollector({
  fact: 'sqlRecoverableDatabases',
  kind: 'group',
  permissions: ['Microsoft.Sql/servers/recoverableDatabases/read'],
  apiVersion: '2025-01-01',
  source: 'Microsoft.Sql/servers/recoverableDatabases: Recoverable Databases - List By Server',
  schema: SqlRecoverableDatabases,
  requestKey: parentKey,
  read: (azure, serverId, signal) => {
    const { subscriptionId, resourceGroup, name } = resourceNames(serverId);
    return azure.pages(
      {
        operation: `recoverable databases of SQL server ${name}`,
        permission: 'Microsoft.Sql/servers/recoverableDatabases/read',
        signal,
      },
      (clients) =>
        clients
          .sql(subscriptionId)
          .recoverableDatabases.listByServer(resourceGroup, name, { abortSignal: signal }),
    );
  },
});
