import type { Digest } from '#domain/reading.ts';
import { resourceName, resourceTypeOf } from '#domain/resource-id.ts';
import { InventoryResource } from './inventory-resource.ts';

/** A resource as one of the two lists names it. */
export interface ListedResource {
  readonly resource: InventoryResource;
  readonly digest: Digest;
  /** Milliseconds since the epoch. */
  readonly readAt: number;
}

/**
 * Parses a row; undefined for one that names no resource. The name becomes the innermost one everywhere: the resource list writes
 * `server/database`, Resource Graph writes `database`. A type that contradicts the id gives way to it: the id is what everything is read by,
 * and under a wrong type the checks of the right one would be left out without a word.
 */
export function parseInventoryRow(
  row: unknown,
  digest: Digest,
  readAt: number,
): ListedResource | undefined {
  const parsed = InventoryResource.safeParse(row);
  if (!parsed.success) return undefined;
  const { id, type } = parsed.data;
  const ofId = resourceTypeOf(id);
  if (ofId === '') return undefined;
  const isContradicted = ofId !== type.toLowerCase();
  const resource = { ...parsed.data, name: resourceName(id), type: isContradicted ? ofId : type };
  return { resource, digest, readAt };
}
