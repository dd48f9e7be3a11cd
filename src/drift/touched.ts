import { idKey, parentId, type ResourceId } from '#domain/resource-id.ts';

/**
 * Which resources a set of writes may have changed. A write to a child setting (a database's retention policy) touches the nearest
 * resource that the population knows, and everything below that: a server's failover group bears on all its databases.
 * `known`: whether an id (as a key, without case) is a resource of the population.
 */
export function touchedBy(
  written: Iterable<ResourceId>,
  known: (key: string) => boolean,
): (resourceId: ResourceId) => boolean {
  const roots = new Set<string>();
  const servers = new Set<string>();
  for (const id of written) {
    const chain = selfAndAncestors(id);
    const root = chain.find(known);
    if (root !== undefined) roots.add(root);
    else for (const server of backedUpServers(chain)) servers.add(server);
  }
  return (resourceId) =>
    selfAndAncestors(resourceId).some((key) => roots.has(key) || servers.has(serverSuffix(key)));
}

/**
 * Azure SQL keeps long-term backups beside their server, under the region, where they outlive it: an id there names the server but
 * lies below nothing that the population knows. Guess: server names are unique in Azure, so that the name alone finds the server.
 * Source: Microsoft.Sql/locations/longTermRetentionServers and …/longTermRetentionManagedInstances, 2025-01-01.
 */
const BACKUP_PLACE =
  /\/providers\/microsoft\.sql\/locations\/[^/]+\/longtermretention(server|managedinstance)s\/([^/]+)/u;

function backedUpServers([id = '']: readonly string[]): readonly string[] {
  const place = BACKUP_PLACE.exec(id);
  return place === null ? [] : [`microsoft.sql/${place[1]}s/${place[2]}`];
}

function serverSuffix(key: string): string {
  return key.split('/').slice(-3).join('/');
}

/** The id and those of the resources that it is a child of, innermost first, in the form in which ids are compared. */
export function selfAndAncestors(id: ResourceId): readonly string[] {
  const keys = [idKey(id)];
  for (let parent = parentId(id); parent !== undefined; parent = parentId(parent))
    keys.push(idKey(parent));
  return keys;
}
