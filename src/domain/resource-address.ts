import type { ResourceId } from './resource-id.ts';

/**
 * An id, or the path of an address that begins with one, as it stands in a URL: every segment is encoded, for names may hold what an
 * address would read as its end (`#`, `?`) or as something else (`+`, `%`, a space).
 */
export function toAddress(id: ResourceId): string {
  return id.split('/').map(encodeURIComponent).join('/');
}
