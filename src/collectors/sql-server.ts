import { SUBSCRIPTION_TYPE } from '#domain/resource-id.ts';
import { SqlServer } from '#facts/sql-server.ts';
import { defineCollector } from './define-collector.ts';
import { subscriptionKey } from '#resource-types/resource-names.ts';

/** Reads all logical servers of a subscription with one list. */
export const sqlServer = defineCollector({
  fact: 'sqlServer',
  kind: 'list',
  permissions: ['Microsoft.Sql/servers/read'],
  apiVersion: '2025-01-01',
  source: 'Microsoft.Sql/servers: Servers - List',
  schema: SqlServer,
  enumerates: { childType: 'microsoft.sql/servers', parentType: SUBSCRIPTION_TYPE },
  requestKey: subscriptionKey,
  read: (azure, subscriptionId, signal) =>
    azure.pages(
      {
        operation: `SQL servers of subscription ${subscriptionId}`,
        permission: 'Microsoft.Sql/servers/read',
        signal,
      },
      (clients) => clients.sql(subscriptionId).servers.list({ abortSignal: signal }),
    ),
});
