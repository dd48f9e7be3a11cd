import { idKey, type ResourceId } from '#domain/resource-id.ts';
import type { SqlReplicationLinks } from './sql-replication-links.ts';

/** The links of one database out of those of its server. */
export function linksOf(databaseId: ResourceId, links: SqlReplicationLinks): SqlReplicationLinks {
  const prefix = `${idKey(databaseId)}/replicationlinks/`;
  return links.filter((link) => idKey(link.id).startsWith(prefix));
}
