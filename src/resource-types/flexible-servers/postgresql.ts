import { azCommand } from '#domain/az-command.ts';
import type { Backup, Interval } from '#traits/backup.ts';
import type { Cell } from '#traits/cell.ts';
import type { Endpoint, TlsVersion } from '#traits/endpoint.ts';
import type { LogStream } from '#traits/log-stream.ts';
import { andThen, map, type Said } from '#traits/said.ts';
import type { Translation } from '#traits/trait.ts';
import { type About, defineResourceType, from, only } from '../define-resource-type.ts';
import { logPlaces, logStream } from '../diagnostic-settings.ts';
import { reachBehindSwitch } from '../firewall-rules.ts';
import { isOn, parameter } from './parameters.ts';
import { POSTGRESQL } from './postgresql-example.ts';
import { readsOf } from './reads.ts';
import { replicaBreaks, serverBreaks } from './server-breaks.ts';
import { SERVER_LEAVES } from './server-leaves.ts';
import {
  backupsOf,
  encryptionOf,
  longTermOf,
  OWN_BACKUPS,
  ownPlaces,
  type Role,
  replicaPlaces,
  zonesOfServer,
} from './server-says.ts';

/**
 * Azure Database for PostgreSQL, flexible server. Source: Microsoft.DBforPostgreSQL/flexibleServers, 2025-08-01; azure-facts §7;
 * type-facts-data §3.
 */
export const postgresql = defineResourceType({
  type: 'Microsoft.DBforPostgreSQL/flexibleServers',
  holds: 'database',
  serves: 'clients',
  reads: readsOf({
    type: 'Microsoft.DBforPostgreSQL/flexibleServers',
    name: 'postgresql',
    what: 'PostgreSQL server',
    apiVersion: '2025-08-01',
  }),
  traits: {
    places: [
      only(['primary', 'backup'], from('server', 'servers', 'regions')(ownPlaces(roleOf))),
      only(
        ['replica'],
        from(
          'server',
          'replicas',
        )((own, replicas) => replicaPlaces(own, roleOf(own), replicas, keepsUp)),
      ),
      only(['log'], from('settings')(logPlaces)),
    ],
    zones: from('server')(zonesOfServer),
    encryption: from('server')(encryptionOf),
    endpoints: [
      only(
        ['transport'],
        from('server', 'parameters')((own, parameters) => [doorOf(own, parameters)]),
      ),
      only(
        ['reach'],
        from(
          'server',
          'firewallRules',
        )((own, rules) => [
          {
            what: 'PostgreSQL server',
            reach: reachBehindSwitch(own.at('properties/network/publicNetworkAccess'), rules),
          },
        ]),
      ),
    ],
    backups: [
      only(OWN_BACKUPS, from('server', 'backups')(backupsOfServer)),
      only(['long-term'], from('vaulted')(longTermOf)),
    ],
    logs: from('parameters', 'settings')((parameters, settings) => [auditOf(parameters, settings)]),
  },
  mend: {
    'encryption-in-transit': ({ id }) =>
      azCommand`az postgres flexible-server parameter set --ids ${id} --name require_secure_transport --value on`,
    'network-isolation': ({ id }) =>
      azCommand`az postgres flexible-server update --ids ${id} --public-access Disabled`,
    'point-in-time-restore': keepDays,
    'backup-retention': keepDays,
  },
  good: POSTGRESQL,
  breaks: [
    ...serverBreaks('postgresql'),
    ...['TLSv1', 'TLSv1.1'].map((version) => ({
      as: `accepts ${version}`,
      set: { parameters: { '1/properties/value': version } },
      breaks: ['encryption-in-transit'],
    })),
    {
      as: 'does not audit what is done',
      set: { parameters: { '3/properties/value': 'none' } },
      breaks: ['access-logging'],
    },
    {
      as: 'has not loaded what audits',
      set: { parameters: { '2/properties/value': 'pg_stat_statements' } },
      breaks: ['access-logging'],
    },
    ...replicaBreaks(POSTGRESQL.id, 'GeoAsyncReplica'),
  ],
  leaves: {
    ...SERVER_LEAVES,
    parameters: { ...SERVER_LEAVES.parameters, 'properties/unit': 'its form' },
    server: {
      ...SERVER_LEAVES.server,
      'properties/minorVersion': 'no claim speaks of it yet',
      'properties/replica/role': 'said beside it as `replicationRole`',
      'properties/replica/capacity': 'how many replicas it may have',
      'properties/replica/promote*': 'asked, never answered',
      'properties/network/privateDnsZoneArmResourceId': 'names within its network',
      'properties/cluster/**': 'nodes in the same region',
      'properties/authConfig/activeDirectoryAuth': 'roles may sign in: what else may is read',
      'properties/authConfig/tenantId': 'whose roles may sign in',
    },
  },
});

/** Source: `replica.replicationState`, 2025-08-01. */
function keepsUp(server: Cell): Said<boolean> {
  return server.at('properties/replica/replicationState').oneOf({
    active: true,
    catchup: false,
    provisioning: false,
    updating: false,
    broken: false,
    reconfiguring: false,
  });
}

/** Without secure transport TLS is switched off altogether. Source: "TLS in PostgreSQL flexible server". */
function doorOf(own: Cell, parameters: Cell): Endpoint {
  const oldest = parameter(parameters, 'ssl_min_protocol_version');
  return {
    what: 'PostgreSQL server',
    oldestTls: andThen(oldest, (value) =>
      value.oneOf<TlsVersion>({
        TLSv1: '1.0',
        'TLSv1.1': '1.1',
        'TLSv1.2': '1.2',
        'TLSv1.3': '1.3',
      }),
    ),
    plainText: map(isOn(parameters, 'require_secure_transport'), (word) =>
      word ? 'refused' : 'accepted',
    ),
    keys: own
      .at('properties/authConfig/passwordAuth')
      .oneOf({ enabled: 'accepted', disabled: 'refused' } as const),
  };
}

/** A snapshot a day, and the log within five minutes. Source: "Backup and restore in PostgreSQL flexible server". */
const DAILY: Interval = { hours: 24 };
const LOG: Interval = { hours: 15 / 60, usuallyHours: 5 / 60 };

function roleOf(own: Cell): Said<Role> {
  return own
    .at('properties/replicationRole')
    .oneOf<Role>(
      { none: 'own', primary: 'own', asyncreplica: 'replica', geoasyncreplica: 'replica' },
      { means: 'own', source: 'replicationRole: left out of servers without replicas (recorded)' },
    );
}

function backupsOfServer(own: Cell, backups: Cell, about: About): Translation<Backup> {
  const rhythm = { full: own.means(DAILY), log: LOG, fewestDays: 7 };
  return backupsOf(own, backups, roleOf(own), about, rhythm);
}

const STATEMENTS = {
  what: 'sessions and statements',
  carry: ['postgresqllogs'],
  other: [
    'postgresqlflexsessions',
    'postgresqlflexquerystoreruntime',
    'postgresqlflexquerystorewaitstats',
    'postgresqlflextablestats',
    'postgresqlflexdatabasexacts',
  ],
} as const;

/** The server's log tells who read what only while pgaudit is loaded and told to. Source: type-facts-data §3. */
function auditOf(parameters: Cell, settings: Cell): LogStream {
  const stream = logStream(settings, STATEMENTS);
  const loaded = andThen(parameter(parameters, 'shared_preload_libraries'), (value) =>
    map(value.text(), (text) =>
      text
        .toLowerCase()
        .split(',')
        .some((one) => one.trim() === 'pgaudit'),
    ),
  );
  const told = andThen(parameter(parameters, 'pgaudit.log'), (value) =>
    map(value.text(), (text) => text.toLowerCase() !== 'none'),
  );
  const state = andThen(stream.state, (word): LogStream['state'] => {
    if (word === 'not-written') return stream.state;
    const silent = [loaded, told].find((one) => one.said && !one.value);
    if (silent !== undefined) return map(silent, () => 'not-written');
    return andThen(loaded, () => map(told, () => word));
  });
  return { ...stream, state };
}

function keepDays({ id }: { readonly id: string }, { days }: { readonly days: number }): string {
  return azCommand`az postgres flexible-server update --ids ${id} --backup-retention ${days}`;
}
