import { SqlLongTermBackups } from '#facts/sql-long-term-backups.ts';
import { defineCollector } from './define-collector.ts';
import { parentKey, resourceNames } from '#resource-types/resource-names.ts';
import { readInOwnRegion } from './sql-own-region.ts';

const BACKUPS =
  'Microsoft.Sql/locations/longTermRetentionManagedInstances/longTermRetentionManagedInstanceBackups/read';
const INSTANCE = 'Microsoft.Sql/managedInstances/read';

/** Reads the latest long-term backup of each live database of a managed instance, in two requests: the list lies under the region, which no id names. */
export const sqlManagedLongTermBackups = defineCollector({
  fact: 'sqlManagedLongTermBackups',
  kind: 'group',
  permissions: [BACKUPS, INSTANCE],
  apiVersion: '2025-01-01',
  source:
    'Microsoft.Sql/locations/longTermRetentionManagedInstances/longTermRetentionManagedInstanceBackups: Long Term Retention Managed Instance Backups - List By Instance',
  schema: SqlLongTermBackups,
  requestKey: parentKey,
  read: async (azure, instanceId, signal) => {
    const { subscriptionId, resourceGroup, name } = resourceNames(instanceId);
    const owner = await azure.one(
      { operation: `region of SQL managed instance ${name}`, permission: INSTANCE, signal },
      (clients) =>
        clients
          .sql(subscriptionId)
          .managedInstances.get(resourceGroup, name, { abortSignal: signal }),
    );
    return await readInOwnRegion(owner, (region) =>
      azure.pages(
        {
          operation: `long-term backups of SQL managed instance ${name}`,
          permission: BACKUPS,
          signal,
        },
        (clients) =>
          clients
            .sql(subscriptionId)
            .longTermRetentionManagedInstanceBackups.listByInstance(region, name, {
              onlyLatestPerDatabase: true,
              databaseState: 'Live',
              abortSignal: signal,
            }),
      ),
    );
  },
});
