import type { Resource } from '../estate/resource.ts';
import { type Json, memberOf } from '../json.ts';
import { SQL_VERSIONS } from '../types/sql-server.ts';
import type { ProviderPath } from './arm-path.ts';
import { type Answer, type Call, ok, requirePermission, requireVersion } from './call.ts';
import { findSubscription } from './core-resources.ts';
import { resourceGroupNotFound, resourceNotFound } from './errors.ts';
import { pageOf } from './paging.ts';
import { findParent } from './provider-resources.ts';
import { regionName } from './regions.ts';
import { resourceBody } from './render.ts';
import { longTermRows, recoverableRow, restorePointRows } from './sql-lists.ts';

/** Lists of Microsoft.Sql that are computed from databases: backups and links; undefined for a path of somebody else. */
export function answerSqlBackups(call: Call, path: ProviderPath): Answer | undefined {
  if (path.namespace.toLowerCase() !== 'microsoft.sql' || call.method !== 'GET') return undefined;
  const types = [...path.pairs.map((pair) => pair.type), ...(path.listed ? [path.listed] : [])];
  const shape = types.join('/').toLowerCase();
  if (shape.startsWith('locations/longtermretention')) return answerLongTerm(call, path, types);
  if (/^(servers|managedinstances)\/recoverabledatabases$/.test(shape)) {
    return answerRecoverable(call, path);
  }
  if (shape === 'servers/databases/restorepoints') return answerRestorePoints(call, path);
  if (shape === 'servers/replicationlinks' && path.listed !== undefined) {
    return answerLinks(call, path);
  }
  return undefined;
}

function enter(call: Call, path: ProviderPath, type: string): void {
  const { id } = findSubscription(call, path.subscriptionId ?? '');
  requireVersion(call, SQL_VERSIONS);
  requirePermission(call, `Microsoft.Sql/${type}/read`, path.scope);
  const { resourceGroup } = path;
  if (resourceGroup === undefined) return;
  if (call.simulation.store.group(id, resourceGroup) === undefined) {
    throw resourceGroupNotFound(resourceGroup);
  }
}

function shownAs(path: ProviderPath): string {
  const names = path.pairs.flatMap((pair) => [pair.type, pair.name]);
  return [path.namespace, ...names].join('/');
}

function one(call: Call, path: ProviderPath, rows: readonly (Json | undefined)[]): Answer {
  if (path.listed !== undefined) {
    return ok(
      pageOf(
        call,
        rows.filter((row) => row !== undefined),
        100,
      ),
    );
  }
  const name = path.pairs.at(-1)?.name.toLowerCase();
  const row = rows.find((candidate) => String(candidate?.['name']).toLowerCase() === name);
  if (row === undefined) throw resourceNotFound(shownAs(path), path.resourceGroup ?? '');
  return ok(row);
}

function answerRecoverable(call: Call, path: ProviderPath): Answer {
  const isManaged = path.pairs[0]?.type.toLowerCase() === 'managedinstances';
  enter(call, path, `${isManaged ? 'managedInstances' : 'servers'}/recoverableDatabases`);
  const server = findParent(call, path);
  if (server === undefined) throw resourceNotFound(shownAs(path), path.resourceGroup ?? '');
  const moment = call.simulation.moment();
  const databases = call.simulation.store.childrenOf(server, `${server.type}/databases`);
  return one(
    call,
    path,
    databases.map((database) => recoverableRow(database, moment)),
  );
}

function answerRestorePoints(call: Call, path: ProviderPath): Answer {
  enter(call, path, 'servers/databases/restorePoints');
  const database = findParent(call, path);
  if (database === undefined) throw resourceNotFound(shownAs(path), path.resourceGroup ?? '');
  return one(call, path, restorePointRows(database, call.simulation.moment()));
}

function answerLinks(call: Call, path: ProviderPath): Answer {
  enter(call, path, 'servers/replicationLinks');
  const server = findParent(call, path);
  if (server === undefined) throw resourceNotFound(shownAs(path), path.resourceGroup ?? '');
  const { store } = call.simulation;
  const version = requireVersion(call);
  const links = store
    .childrenOf(server, 'Microsoft.Sql/servers/databases')
    .flatMap((database) =>
      store.childrenOf(database, 'Microsoft.Sql/servers/databases/replicationLinks'),
    )
    .map((link) => resourceBody(link, version, call.simulation.moment()));
  return ok(pageOf(call, links, 100));
}

/** By location, by server or instance, by database, or one backup; live databases, deleted ones, or all. */
function answerLongTerm(call: Call, path: ProviderPath, types: readonly string[]): Answer {
  const isManaged = types.some((type) => /managedinstance/i.test(type));
  enter(call, path, types.join('/'));
  const [location, owner, database] = path.pairs.map((pair) => pair.name.toLowerCase());
  const parentType = isManaged ? 'Microsoft.Sql/managedInstances' : 'Microsoft.Sql/servers';
  const state = (call.query.get('databasestate') ?? 'All').toLowerCase();
  const latestOnly = call.query.get('onlylatestperdatabase')?.toLowerCase() === 'true';
  const isAsked = (candidate: Resource): boolean =>
    candidate.parent?.type === parentType &&
    regionName(candidate.parent.location ?? '') === regionName(location ?? '') &&
    (owner === undefined || candidate.parent.name.toLowerCase() === owner) &&
    (database === undefined || candidate.name.toLowerCase() === database) &&
    (path.resourceGroup === undefined ||
      candidate.resourceGroup.toLowerCase() === path.resourceGroup.toLowerCase());
  const { changes } = call.simulation;
  const moment = call.simulation.moment();
  const rowsOf = (candidate: Resource, deleted: Date | undefined): Json[] => {
    const rows = longTermRows(candidate, moment, deleted, path.resourceGroup).filter((row) =>
      isInState(row, state),
    );
    return latestOnly ? rows.slice(0, 1) : rows;
  };
  const subscription = findSubscription(call, path.subscriptionId ?? '').id;
  const live = databasesBelow(call, subscription, parentType, owner).filter(isAsked);
  const gone = changes.deletedDatabases().filter(({ resource }) => isAsked(resource));
  const rows = [
    ...live.flatMap((candidate) => rowsOf(candidate, undefined)),
    ...gone.flatMap(({ resource, at }) => rowsOf(resource, at)),
  ].filter((row) => typeof memberOf(row, 'properties')['backupTime'] === 'string');
  return one(call, path, rows);
}

/** Whether a backup is of a database that is asked for: live, deleted (an estate can tell one of those too), or any. */
function isInState(row: Json, state: string): boolean {
  const isDeleted = memberOf(row, 'properties')['databaseDeletionTime'] !== undefined;
  return state === 'all' || isDeleted === (state === 'deleted');
}

/** All databases of a subscription, or of the one server or instance that is named: not to look at fifty thousand for one. */
function databasesBelow(
  call: Call,
  subscriptionId: string,
  parentType: string,
  owner: string | undefined,
): Resource[] {
  const { store } = call.simulation;
  if (owner === undefined) return store.ofType(subscriptionId, `${parentType}/databases`);
  return store
    .ofType(subscriptionId, parentType)
    .filter((parent) => parent.name.toLowerCase() === owner)
    .flatMap((parent) => store.childrenOf(parent, `${parentType}/databases`));
}
