import { idKey, parseResourceId, resourceTypeOf } from '#domain/resource-id.ts';
import type { ListedResource } from './inventory-row.ts';

/** The two lists of a subscription's resources, laid over each other. */
export interface Comparison {
  /** In both, or of a kind that only one of the lists carries: there, by id without case. The resource list's row is preferred. */
  readonly agreed: ReadonlyMap<string, readonly [ListedResource, ...ListedResource[]]>;
  /** In one list although the other carries its type: to be explained by a direct read. */
  readonly differing: readonly ListedResource[];
}

/**
 * Types that both lists carry, even where one of them has none at the moment. For any other type a row in one list alone counts as a
 * difference only when the other list holds rows of that type: each list carries child types of its own, and these would make every
 * estate partial. Source: the Resource Graph table reference; the resource list holds tracked resources (azure-facts §2, §3).
 */
const IN_BOTH: ReadonlySet<string> = new Set([
  'microsoft.keyvault/vaults',
  'microsoft.recoveryservices/vaults',
  'microsoft.sql/managedinstances',
  'microsoft.sql/managedinstances/databases',
  'microsoft.sql/servers',
  'microsoft.sql/servers/databases',
  'microsoft.sql/servers/elasticpools',
  'microsoft.storage/storageaccounts',
]);

/** Compares without case. Nothing is lost: what is not in `agreed` is in `differing`. */
export function compareLists(
  list: readonly ListedResource[],
  graph: readonly ListedResource[],
): Comparison {
  const listed = byId(list);
  const graphed = byId(graph);
  const listedTypes = typesOf(listed);
  const graphedTypes = typesOf(graphed);
  const agreed = new Map<string, readonly [ListedResource, ...ListedResource[]]>();
  const differing: ListedResource[] = [];
  for (const [key, own] of listed) {
    const other = graphed.get(key);
    if (other !== undefined) agreed.set(key, [own, other]);
    else if (isComparable(own, graphedTypes)) differing.push(own);
    else agreed.set(key, [own]);
  }
  for (const [key, own] of graphed) {
    if (listed.has(key)) continue;
    if (isComparable(own, listedTypes)) differing.push(own);
    else agreed.set(key, [own]);
  }
  return { agreed, differing };
}

function isComparable({ resource }: ListedResource, otherTypes: ReadonlySet<string>): boolean {
  const type = resourceTypeOf(resource.id);
  return !isSystemRow(resource.id) && (IN_BOTH.has(type) || otherTypes.has(type));
}

/** `master` is the platform's own and named by one of the lists or both. */
function isSystemRow(id: string): boolean {
  const parts = parseResourceId(id);
  return (
    parts?.type === 'microsoft.sql/servers/databases' &&
    parts.names.at(-1)?.toLowerCase() === 'master'
  );
}

function byId(rows: readonly ListedResource[]): ReadonlyMap<string, ListedResource> {
  return new Map(rows.map((row) => [idKey(row.resource.id), row]));
}

function typesOf(rows: ReadonlyMap<string, ListedResource>): ReadonlySet<string> {
  return new Set([...rows.values()].map(({ resource }) => resourceTypeOf(resource.id)));
}
