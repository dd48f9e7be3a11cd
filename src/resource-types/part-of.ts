import type { ItemRead } from './define-read.ts';
import type { Asked } from './generic-reads.ts';
import { resourceNames } from './resource-names.ts';

/** One part of a resource that has an address of its own and no list: `path` is below the id, e.g. `config/web`. */
export function partOf(
  path: string,
  { name, what, type, apiVersion, operation = 'Get' }: Asked,
): ItemRead {
  const permission = `${type}/read`;
  return {
    name,
    kind: 'item',
    permissions: [permission],
    apiVersion,
    source: `${type}: ${operation}`,
    requestKey: (id) => id,
    read: (azure, id, signal) =>
      azure.one({ operation: `${what} ${resourceNames(id).name}`, permission, signal }, (clients) =>
        clients.generic.get(`${id}/${path}`, apiVersion),
      ),
  };
}
