import { SqlFailoverGroups } from '#facts/sql-failover-groups.ts';
import { defineCollector } from './define-collector.ts';
import { parentKey, resourceNames } from '#resource-types/resource-names.ts';

/** Reads the failover groups of a server. */
export const sqlFailoverGroups = defineCollector({
  fact: 'sqlFailoverGroups',
  kind: 'group',
  permissions: ['Microsoft.Sql/servers/failoverGroups/read'],
  apiVersion: '2025-01-01',
  source: 'Microsoft.Sql/servers/failoverGroups: Failover Groups - List By Server',
  schema: SqlFailoverGroups,
  requestKey: parentKey,
  read: (azure, serverId, signal) => {
    const { subscriptionId, resourceGroup, name } = resourceNames(serverId);
    return azure.pages(
      {
        operation: `failover groups of SQL server ${name}`,
        permission: 'Microsoft.Sql/servers/failoverGroups/read',
        signal,
      },
      (clients) =>
        clients
          .sql(subscriptionId)
          .failoverGroups.listByServer(resourceGroup, name, { abortSignal: signal }),
    );
  },
});
