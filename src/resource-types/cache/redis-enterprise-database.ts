import { withParent } from '#traits/trait.ts';
import { defineResourceType, from, only } from '../define-resource-type.ts';
import { diagnosticSettings, logPlaces, logStream, sendLogs } from '../diagnostic-settings.ts';
import { idOf, logsTo } from '../examples.ts';
import { liesWithin } from '../lies-within.ts';
import { redisDatabases } from './redis-enterprise.ts';

/** Who connects; no command is logged. Source: type-facts-data §5. */
const CONNECTIONS = {
  what: 'connections of clients',
  carry: ['connectionevents'],
  other: [],
} as const;
const EVENTS = { category: 'ConnectionEvents' };
const WITH_CLUSTER = withParent('a database is what its cluster says of it');

/** The database of a Redis cluster, which writes its log by itself. Source: Microsoft.Cache/redisEnterprise/databases, 2025-07-01. */
export const redisEnterpriseDatabase = defineResourceType({
  type: 'Microsoft.Cache/redisEnterprise/databases',
  holds: 'cache',
  serves: 'clients',
  reads: { database: redisDatabases, settings: diagnosticSettings },
  traits: {
    places: [
      only(
        ['primary'],
        from('database')((own, about) => [liesWithin(own, about, 'cluster of the database')]),
      ),
      only(['log'], from('settings')(logPlaces)),
    ],
    encryption: WITH_CLUSTER,
    endpoints: WITH_CLUSTER,
    backups: WITH_CLUSTER,
    logs: from('settings')((settings) => [logStream(settings, CONNECTIONS)]),
  },
  mend: { 'access-logging': (resource) => sendLogs(resource, EVENTS) },
  good: {
    id: `${idOf('Microsoft.Cache/redisEnterprise', 'cache')}/databases/default`,
    bodies: {
      database: { name: 'default', properties: { provisioningState: 'Succeeded' } },
      settings: logsTo(EVENTS),
    },
    unbreakable: { location: 'its cluster says where it lies' },
  },
  breaks: [{ as: 'writes no log', set: { settings: { '': [] } }, breaks: ['access-logging'] }],
  leaves: {},
});
