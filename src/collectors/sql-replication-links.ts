import { SqlReplicationLinks } from '#facts/sql-replication-links.ts';
import { defineCollector } from './define-collector.ts';
import { parentKey, resourceNames } from '#resource-types/resource-names.ts';

/** Reads the replication links of all databases of a server with one list, which hangs on the server: so does the action that it needs. */
export const sqlReplicationLinks = defineCollector({
  fact: 'sqlReplicationLinks',
  kind: 'group',
  permissions: ['Microsoft.Sql/servers/replicationLinks/read'],
  apiVersion: '2025-01-01',
  source: 'Microsoft.Sql/servers/databases/replicationLinks: Replication Links - List By Server',
  schema: SqlReplicationLinks,
  requestKey: parentKey,
  read: (azure, serverId, signal) => {
    const { subscriptionId, resourceGroup, name } = resourceNames(serverId);
    return azure.pages(
      {
        operation: `replication links of SQL server ${name}`,
        permission: 'Microsoft.Sql/servers/replicationLinks/read',
        signal,
      },
      (clients) =>
        clients
          .sql(subscriptionId)
          .replicationLinks.listByServer(resourceGroup, name, { abortSignal: signal }),
    );
  },
});
