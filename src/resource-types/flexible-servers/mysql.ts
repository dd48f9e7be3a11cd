import { azCommand } from '#domain/az-command.ts';
import type { Backup, Interval } from '#traits/backup.ts';
import type { Cell } from '#traits/cell.ts';
import { type Endpoint, isAtLeastTls, type TlsVersion } from '#traits/endpoint.ts';
import type { LogStream } from '#traits/log-stream.ts';
import { andThen, map, type Said } from '#traits/said.ts';
import type { Translation } from '#traits/trait.ts';
import { type About, defineResourceType, from, only } from '../define-resource-type.ts';
import { logPlaces, logStream } from '../diagnostic-settings.ts';
import { reachBehindSwitch } from '../firewall-rules.ts';
import { MYSQL } from './mysql-example.ts';
import { isOn, parameter } from './parameters.ts';
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

const TYPE = 'Microsoft.DBforMySQL/flexibleServers';

/** Azure Database for MySQL, flexible server. Source: Microsoft.DBforMySQL/flexibleServers, 2024-12-30; azure-facts §7; type-facts-data §3. */
export const mysql = defineResourceType({
  type: 'Microsoft.DBforMySQL/flexibleServers',
  holds: 'database',
  serves: 'clients',
  reads: readsOf({ type: TYPE, name: 'mysql', what: 'MySQL server', apiVersion: '2024-12-30' }),
  traits: {
    backups: [
      only(OWN_BACKUPS, from('server', 'backups')(backupsOfServer)),
      only(['long-term'], from('vaulted')(longTermOf)),
    ],
    places: [
      only(['primary', 'backup'], from('server', 'servers', 'regions')(ownPlaces(roleOf))),
      only(
        ['replica'],
        from(
          'server',
          'replicas',
        )((own, replicas) =>
          replicaPlaces(own, roleOf(own), replicas, (server) =>
            server.notUnderstood('Azure does not say whether a replica keeps up'),
          ),
        ),
      ),
      only(['log'], from('settings')(logPlaces)),
    ],
    zones: from('server')(zonesOfServer),
    encryption: from('server')(encryptionOf),
    endpoints: [
      only(
        ['transport'],
        from('parameters')((parameters) => [doorOf(parameters)]),
      ),
      only(
        ['reach'],
        from(
          'server',
          'firewallRules',
        )((own, rules) => [
          {
            what: 'MySQL server',
            reach: reachBehindSwitch(own.at('properties/network/publicNetworkAccess'), rules),
          },
        ]),
      ),
    ],
    logs: from('parameters', 'settings')((parameters, settings) => [auditOf(parameters, settings)]),
  },
  mend: {
    'encryption-in-transit': ({ id }) =>
      azCommand`az mysql flexible-server parameter set --ids ${id} --name require_secure_transport --value ON`,
    'network-isolation': ({ id }) =>
      azCommand`az mysql flexible-server update --ids ${id} --public-access Disabled`,
    'geo-redundant-backup': ({ id }) =>
      azCommand`az mysql flexible-server update --ids ${id} --geo-redundant-backup Enabled`,
    'point-in-time-restore': keepDays,
    'backup-retention': keepDays,
  },
  good: MYSQL,
  breaks: [
    ...serverBreaks('mysql'),
    ...['TLSv1', 'TLSv1.1,TLSv1.2'].map((versions) => ({
      as: `accepts ${versions}`,
      set: { parameters: { '1/properties/value': versions } },
      breaks: ['encryption-in-transit'],
    })),
    {
      as: 'does not audit what is done',
      set: { parameters: { '2/properties/value': 'OFF' } },
      breaks: ['access-logging'],
    },
    ...replicaBreaks(MYSQL.id, 'Replica'),
  ],
  leaves: {
    ...SERVER_LEAVES,
    server: {
      ...SERVER_LEAVES.server,
      'properties/fullVersion': 'no claim speaks of it yet',
      'properties/databasePort': 'its address',
      'properties/network/privateDnsZoneResourceId': 'names within its network',
      'properties/maintenancePolicy/**': 'when it is updated',
      'properties/importSourceProperties/**': 'from where its data once came',
    },
  },
});

const VERSIONS: Readonly<Record<string, TlsVersion>> = {
  tlsv1: '1.0',
  'tlsv1.1': '1.1',
  'tlsv1.2': '1.2',
  'tlsv1.3': '1.3',
};

/** `tls_version` lists all that are accepted: the oldest decides, and one that is not understood could be older. */
function oldestOf(value: Cell): Said<TlsVersion> {
  return andThen(value.text(), (text) => {
    const words = text.split(',').map((word) => word.trim().toLowerCase());
    const known = words.map((word) => VERSIONS[word]);
    const [first, ...rest] = known.filter((version) => version !== undefined);
    if (first === undefined || known.includes(undefined)) {
      return value.notUnderstood(`What TLS versions ${text} means is not understood`);
    }
    return value.means(rest.reduce((a, b) => (isAtLeastTls(a, b) ? b : a), first));
  });
}

function doorOf(parameters: Cell): Endpoint {
  return {
    what: 'MySQL server',
    oldestTls: andThen(parameter(parameters, 'tls_version'), oldestOf),
    plainText: map(isOn(parameters, 'require_secure_transport'), (word) =>
      word ? 'refused' : 'accepted',
    ),
    // Guess: the name of the parameter; the built-in policy tells its value alone.
    keys: map(isOn(parameters, 'aad_auth_only'), (word) => (word ? 'refused' : 'accepted')),
  };
}

/** The binary log is kept every five minutes. Source: "Backup and restore in MySQL flexible server". */
const LOG: Interval = { hours: 15 / 60, usuallyHours: 5 / 60 };

function roleOf(own: Cell): Said<Role> {
  return own
    .at('properties/replicationRole')
    .oneOf<Role>({ none: 'own', source: 'own', replica: 'replica' });
}

function backupsOfServer(own: Cell, backups: Cell, about: About): Translation<Backup> {
  const full = own
    .at('properties/backup/backupIntervalHours')
    .oneOf<Interval>(
      { 6: { hours: 6 }, 12: { hours: 12 }, 24: { hours: 24 } },
      { means: { hours: 24 }, source: 'backupIntervalHours: 24 by default, 2024-12-30' },
    );
  return backupsOf(own, backups, roleOf(own), about, { full, log: LOG, fewestDays: 1 });
}

const AUDIT = {
  what: 'connections and statements',
  carry: ['mysqlauditlogs'],
  other: ['mysqlslowlogs'],
} as const;

/** The audit log is written only while the parameter is on, and then what `audit_log_events` names. Source: type-facts-data §3. */
function auditOf(parameters: Cell, settings: Cell): LogStream {
  const stream = logStream(settings, AUDIT);
  const isAudited = isOn(parameters, 'audit_log_enabled');
  const state = andThen(stream.state, (word): LogStream['state'] =>
    word === 'not-written'
      ? stream.state
      : map(isAudited, (enabled) => (enabled ? word : 'not-written')),
  );
  return { ...stream, state };
}

function keepDays({ id }: { readonly id: string }, { days }: { readonly days: number }): string {
  return azCommand`az mysql flexible-server update --ids ${id} --backup-retention ${days}`;
}
