import type { Resource } from '../estate/resource.ts';
import { defined, type Json, memberOf, textOr } from '../json.ts';
import { stableGuid } from '../stable-id.ts';
import type { Moment } from '../types/resource-type.ts';
import {
  backupRedundancy,
  earliestRestore,
  isGeoRestorable,
  type LongTermBackup,
  longTermBackups,
  newestBackup,
} from '../types/sql-backups.ts';
import { isSystemDatabase, tierOf } from '../types/sql-settings.ts';

/** A database that can be restored in another region, undefined while it has no geo-redundant backup. */
export function recoverableRow(database: Resource, moment: Moment): Json | undefined {
  const server = database.parent;
  if (server === undefined || isSystemDatabase(database)) return undefined;
  const isManaged = server.type === 'Microsoft.Sql/managedInstances';
  const owner = isManaged ? server : database;
  const newest = newestBackup(database, moment);
  if (newest === undefined || !isGeoRestorable(owner, moment)) return undefined;
  if (tierOf(database) === 'DataWarehouse') return undefined;
  const segment = isManaged ? 'recoverableDatabases' : 'recoverabledatabases';
  const sku = memberOf(database.given, 'sku');
  const properties = isManaged
    ? { lastAvailableBackupDate: newest.toISOString() }
    : {
        edition: tierOf(database),
        serviceLevelObjective: textOr(sku['name'], 'GP_Gen5_2'),
        lastAvailableBackupDate: newest.toISOString(),
      };
  return {
    id: `${server.id}/${segment}/${database.name}`,
    name: database.name,
    type: `${server.type}/${segment}`,
    properties,
  };
}

/** The restore points of a database: one that is continuous; eight-hourly ones for a data warehouse. */
export function restorePointRows(database: Resource, moment: Moment): Json[] {
  if (isSystemDatabase(database)) return [];
  const base = `${database.id}/restorePoints`;
  const type = `${database.type}/restorePoints`;
  if (tierOf(database) !== 'DataWarehouse') {
    const name = 'ContinuousRestorePoint';
    const properties = {
      restorePointType: 'CONTINUOUS',
      earliestRestoreDate: earliestRestore(database, moment).toISOString(),
    };
    return [{ id: `${base}/${name}`, name, type, location: database.location, properties }];
  }
  const newest = newestBackup(database, moment);
  if (newest === undefined) return [];
  return Array.from({ length: 21 }, (_, index) => {
    const time = new Date(newest.getTime() - index * 8 * 3_600_000);
    const name = fileTime(time);
    const properties = {
      restorePointType: 'DISCRETE',
      restorePointCreationDate: time.toISOString(),
    };
    return { id: `${base}/${name}`, name, type, location: database.location, properties };
  });
}

/** The rows of the long-term backups of a database; `deleted` when it is gone and only they are left. */
export function longTermRows(
  database: Resource,
  moment: Moment,
  deleted: Date | undefined,
  group: string | undefined,
): Json[] {
  const owner = database.parent;
  if (owner === undefined || isSystemDatabase(database)) return [];
  const isManaged = owner.type === 'Microsoft.Sql/managedInstances';
  const at = deleted === undefined ? moment : { ...moment, now: deleted };
  const backups = longTermBackups(database, at).filter(
    ({ expires, given }) => given !== undefined || expires > moment.now,
  );
  const server = isManaged ? 'longTermRetentionManagedInstances' : 'longTermRetentionServers';
  const leaf = isManaged ? 'longTermRetentionManagedInstanceBackups' : 'longTermRetentionBackups';
  const scope = [
    `/subscriptions/${database.subscriptionId}`,
    ...(group === undefined ? [] : [`resourceGroups/${database.resourceGroup}`]),
  ].join('/');
  const redundancy = backupRedundancy(isManaged ? owner : database, moment);
  return backups.map((backup) => {
    const name = backupName(database, backup);
    return {
      id: `${scope}/providers/Microsoft.Sql/locations/${owner.location}/${server}/${owner.name}/longTermRetentionDatabases/${database.name}/${leaf}/${name}`,
      name,
      type: `Microsoft.Sql/locations/${server}/longTermRetentionDatabases/${leaf}`,
      properties: defined({
        [isManaged ? 'managedInstanceName' : 'serverName']: owner.name,
        [isManaged ? 'managedInstanceCreateTime' : 'serverCreateTime']: owner.created.toISOString(),
        databaseName: database.name,
        databaseDeletionTime: deleted?.toISOString(),
        backupTime: backup.time.toISOString(),
        backupExpirationTime: backup.expires.toISOString(),
        backupStorageRedundancy: redundancy.current,
        ...(isManaged ? {} : { requestedBackupStorageRedundancy: redundancy.requested }),
        ...backup.given,
      }),
    };
  });
}

function backupName(database: Resource, { time }: LongTermBackup): string {
  return `${stableGuid(`ltr ${database.id} ${time.getTime()}`)};${fileTime(time)}`;
}

/** Windows file time: 100 ns since 1601. */
function fileTime(time: Date): string {
  return ((BigInt(time.getTime()) + 11_644_473_600_000n) * 10_000n).toString();
}
