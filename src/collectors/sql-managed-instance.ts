import { SUBSCRIPTION_TYPE } from '#domain/resource-id.ts';
import { SqlManagedInstance } from '#facts/sql-managed-instance.ts';
import { defineCollector } from './define-collector.ts';
import { subscriptionKey } from '#resource-types/resource-names.ts';

/** Reads all managed instances of a subscription with one list. */
export const sqlManagedInstance = defineCollector({
  fact: 'sqlManagedInstance',
  kind: 'list',
  permissions: ['Microsoft.Sql/managedInstances/read'],
  apiVersion: '2025-01-01',
  source: 'Microsoft.Sql/managedInstances: Managed Instances - List',
  schema: SqlManagedInstance,
  enumerates: { childType: 'microsoft.sql/managedinstances', parentType: SUBSCRIPTION_TYPE },
  requestKey: subscriptionKey,
  read: (azure, subscriptionId, signal) =>
    azure.pages(
      {
        operation: `SQL managed instances of subscription ${subscriptionId}`,
        permission: 'Microsoft.Sql/managedInstances/read',
        signal,
      },
      (clients) => clients.sql(subscriptionId).managedInstances.list({ abortSignal: signal }),
    ),
});
