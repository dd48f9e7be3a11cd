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
  for (const id of written) {
    const root = selfAndAncestors(id).find(known);
    if (root !== undefined) roots.add(root);
  }
  return (resourceId) => selfAndAncestors(resourceId).some((key) => roots.has(key));
}

/** The id and those of the resources that it is a child of, innermost first, in the form in which ids are compared. */
export function selfAndAncestors(id: ResourceId): readonly string[] {
  const keys = [idKey(id)];
  for (let parent = parentId(id); parent !== undefined; parent = parentId(parent))
    keys.push(idKey(parent));
  return keys;
}
