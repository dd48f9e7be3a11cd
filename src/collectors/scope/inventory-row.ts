import type { Digest } from '#domain/reading.ts';
import { resourceName } from '#domain/resource-id.ts';
import { InventoryResource } from '#facts/inventory-resource.ts';

/** A resource as one of the two lists names it. */
export interface ListedResource {
  readonly resource: InventoryResource;
  readonly digest: Digest;
  /** Milliseconds since the epoch. */
  readonly readAt: number;
}

/**
 * Parses a row; undefined for one that names no resource. The name becomes the innermost one everywhere: the resource list writes
 * `server/database`, Resource Graph writes `database`.
 */
export function parseInventoryRow(
  row: unknown,
  digest: Digest,
  readAt: number,
): ListedResource | undefined {
  const parsed = InventoryResource.safeParse(row);
  if (!parsed.success) return undefined;
  return { resource: { ...parsed.data, name: resourceName(parsed.data.id) }, digest, readAt };
}
