import { SqlDatabase } from '#facts/sql-database.ts';
import { defineCollector } from './define-collector.ts';
import { parentKey, resourceNames } from '#resource-types/resource-names.ts';

/** Finds and reads all databases of a server with one list, `master` included. */
export const sqlDatabase = defineCollector({
  fact: 'sqlDatabase',
  kind: 'list',
  permissions: ['Microsoft.Sql/servers/databases/read'],
  apiVersion: '2025-01-01',
  source: 'Microsoft.Sql/servers/databases: Databases - List By Server',
  schema: SqlDatabase,
  enumerates: {
    childType: 'microsoft.sql/servers/databases',
    parentType: 'microsoft.sql/servers',
  },
  requestKey: parentKey,
  read: (azure, serverId, signal) => {
    const { subscriptionId, resourceGroup, name } = resourceNames(serverId);
    return azure.pages(
      {
        operation: `SQL databases of server ${name}`,
        permission: 'Microsoft.Sql/servers/databases/read',
        signal,
      },
      (clients) =>
        clients
          .sql(subscriptionId)
          .databases.listByServer(resourceGroup, name, { abortSignal: signal }),
    );
  },
  // Guess: it does not wake a paused database, Microsoft's table of triggers does not name it.
  readOne: (azure, databaseId, signal) => {
    const { subscriptionId, resourceGroup, name, child } = resourceNames(databaseId);
    return azure.one(
      {
        operation: `state of SQL database ${name}/${child}`,
        permission: 'Microsoft.Sql/servers/databases/read',
        signal,
      },
      (clients) =>
        clients
          .sql(subscriptionId)
          .databases.get(resourceGroup, name, child, { abortSignal: signal }),
    );
  },
});
