import { SqlElasticPool } from '#facts/sql-elastic-pool.ts';
import { defineCollector } from './define-collector.ts';
import { parentKey, resourceNames } from '#resource-types/resource-names.ts';

/** Reads all elastic pools of a server with one list. */
export const sqlElasticPool = defineCollector({
  fact: 'sqlElasticPool',
  kind: 'list',
  permissions: ['Microsoft.Sql/servers/elasticPools/read'],
  apiVersion: '2025-01-01',
  source: 'Microsoft.Sql/servers/elasticPools: Elastic Pools - List By Server',
  schema: SqlElasticPool,
  enumerates: {
    childType: 'microsoft.sql/servers/elasticpools',
    parentType: 'microsoft.sql/servers',
  },
  requestKey: parentKey,
  read: (azure, serverId, signal) => {
    const { subscriptionId, resourceGroup, name } = resourceNames(serverId);
    return azure.pages(
      {
        operation: `SQL elastic pools of server ${name}`,
        permission: 'Microsoft.Sql/servers/elasticPools/read',
        signal,
      },
      (clients) =>
        clients
          .sql(subscriptionId)
          .elasticPools.listByServer(resourceGroup, name, { abortSignal: signal }),
    );
  },
});
