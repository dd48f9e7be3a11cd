import { parseResourceId, type ResourceId } from '#domain/resource-id.ts';

/** The names in the id of a server or managed instance and, where it is one, its database; empty for what the id does not name. */
export function sqlNames(id: ResourceId): { readonly server: string; readonly database: string } {
  const [server = '', database = ''] = parseResourceId(id)?.names ?? [];
  return { server, database };
}
