import type { Resource } from './resource.ts';

/** The system database that every logical server comes with. */
export function systemDatabaseOf(server: Resource): Resource {
  return {
    ...server,
    id: `${server.id}/databases/master`,
    type: 'Microsoft.Sql/servers/databases',
    name: 'master',
    parent: server,
    given: { properties: {} },
    simulated: undefined,
    settings: undefined,
  };
}
