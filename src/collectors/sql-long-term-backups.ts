import { SqlLongTermBackups } from '#facts/sql-long-term-backups.ts';
import { defineCollector } from './define-collector.ts';
import { parentKey, resourceNames } from '#resource-types/resource-names.ts';
import { readInOwnRegion } from './sql-own-region.ts';

const BACKUPS = 'Microsoft.Sql/locations/longTermRetentionServers/longTermRetentionBackups/read';
const SERVER = 'Microsoft.Sql/servers/read';

/** Reads the latest long-term backup of each live database of a server, in two requests: the list lies under the region, which no id names. */
export const sqlLongTermBackups = defineCollector({
  fact: 'sqlLongTermBackups',
  kind: 'group',
  permissions: [BACKUPS, SERVER],
  apiVersion: '2025-01-01',
  source:
    'Microsoft.Sql/locations/longTermRetentionServers/longTermRetentionBackups: Long Term Retention Backups - List By Server',
  schema: SqlLongTermBackups,
  requestKey: parentKey,
  read: async (azure, serverId, signal) => {
    const { subscriptionId, resourceGroup, name } = resourceNames(serverId);
    const owner = await azure.one(
      { operation: `region of SQL server ${name}`, permission: SERVER, signal },
      (clients) =>
        clients.sql(subscriptionId).servers.get(resourceGroup, name, { abortSignal: signal }),
    );
    return await readInOwnRegion(owner, (region) =>
      azure.pages(
        { operation: `long-term backups of SQL server ${name}`, permission: BACKUPS, signal },
        (clients) =>
          clients.sql(subscriptionId).longTermRetentionBackups.listByServer(region, name, {
            onlyLatestPerDatabase: true,
            databaseState: 'Live',
            abortSignal: signal,
          }),
      ),
    );
  },
});
