import type { CalendarDuration } from '#domain/calendar-duration.ts';
import type { Backup, Interval } from '#traits/backup.ts';
import type { Cell } from '#traits/cell.ts';
import type { Encryption } from '#traits/encryption.ts';
import type { LogStream } from '#traits/log-stream.ts';
import type { Place } from '#traits/place.ts';
import { andThen, map, type Said } from '#traits/said.ts';
import { lacks } from '../absence.ts';
import { keyAt } from '../customer-key.ts';
import { defineResourceType, from, only } from '../define-resource-type.ts';
import { diagnosticSettings, logPlaces, logStream, sendLogs } from '../diagnostic-settings.ts';
import { allOf, wholeListBelow } from '../generic-reads.ts';
import { AUDIT_LOG, BREAKS, GOOD, LEAVES } from './cassandra-cluster-example.ts';
import { CASSANDRA_CLUSTERS, CASSANDRA_VERSION, dataCenters } from './cassandra-reads.ts';

/** Source: type-facts-data §2: the other category is the engine's own. */
const AUDIT = {
  what: 'audit events',
  carry: ['cassandraaudit'],
  other: ['cassandralogs'],
} as const;

/** Azure Managed Instance for Apache Cassandra. Source: Microsoft.DocumentDB/cassandraClusters, 2026-03-15; type-facts-data §2. */
export const cassandraCluster = defineResourceType({
  type: 'Microsoft.DocumentDB/cassandraClusters',
  holds: 'database',
  serves: 'clients',
  reads: {
    cluster: allOf({
      name: 'cassandraCluster',
      what: 'Cassandra clusters',
      type: CASSANDRA_CLUSTERS,
      apiVersion: CASSANDRA_VERSION,
    }),
    centers: wholeListBelow(dataCenters),
    settings: diagnosticSettings,
  },
  traits: {
    places: [
      only(['primary', 'replica', 'backup'], from('cluster', 'centers')(placesOf)),
      only(['log'], from('settings')(logPlaces)),
    ],
    encryption: from('cluster', 'centers')(layersOf),
    endpoints: from('cluster')((own) => [
      {
        what: 'Cassandra cluster',
        // Clients always talk TLS. Source: type-facts-data §2. Guess: 1.2 at least; there is no member.
        oldestTls: own.means('1.2'),
        plainText: own.means('refused'),
        // Nodes have addresses of their owner's network alone.
        reach: own.means({ is: 'private' }),
        keys: own
          .at('properties/authenticationMethod')
          .oneOf({ None: 'accepted', Cassandra: 'accepted', Ldap: 'refused' } as const),
      },
    ]),
    backups: from('cluster')(backupsOf),
    logs: from('cluster', 'settings')((own, settings) => [auditOf(own, settings)]),
  },
  mend: { 'access-logging': (resource) => sendLogs(resource, AUDIT_LOG) },
  good: GOOD,
  breaks: BREAKS,
  leaves: LEAVES,
});

/**
 * Data lies in the data centers, wherever each is; what a keyspace copies to which of them only Cassandra knows, so that no redundancy
 * rests on them. The cluster's own location is its group's. Where backups are kept is not said.
 */
function placesOf(own: Cell, centers: Cell): readonly Place[] {
  const rows = centers.list();
  const unsaid = own.notUnderstood('Where the backups of a Cassandra cluster are kept is not said');
  const backups: Place = { kind: 'backup', what: 'backups', region: unsaid };
  const parts: readonly Place[] = rows.said
    ? rows.value.map((row, index) => ({
        kind: index === 0 ? 'primary' : 'replica',
        what: 'data center',
        region: row.at('properties/dataCenterLocation').text(),
      }))
    : [{ kind: 'primary', what: 'data centers', region: rows }];
  return [...parts, ...outsidePlaces(own), backups];
}

/** Nodes outside of the cluster hold copies where Azure knows nothing of. */
function outsidePlaces(own: Cell): readonly Place[] {
  return ['externalSeedNodes', 'externalDataCenters'].flatMap((name): readonly Place[] => {
    const path = `properties/${name}`;
    if (lacks(own, path)) return [];
    const list = own.at(path).list();
    if (list.said && list.value.length === 0) return [];
    const region = list.said
      ? own.at(path).notUnderstood('Nodes outside of the cluster lie wherever their owner put them')
      : list;
    return [{ kind: 'replica', what: 'nodes outside of the cluster', region }];
  });
}

/** Managed disks are always encrypted; each data center has keys of its own for its disks and for its backups. */
function layersOf(own: Cell, centers: Cell): readonly Encryption[] {
  const rows = centers.list();
  const state = own.means<'on'>('on');
  if (!rows.said) return [{ what: 'data centers', state, key: rows }];
  return rows.value.flatMap((row) => [
    {
      what: 'disks of a data center',
      state,
      key: keyAt(row, 'properties/managedDiskCustomerKeyUri'),
    },
    {
      what: 'backups of a data center',
      state,
      key: keyAt(row, 'properties/backupStorageCustomerKeyUri'),
    },
  ]);
}

/** What the schedules say; that a backup was taken Azure does not say here. Guess: without schedules it is backed up by one of Azure's own. */
function backupsOf(own: Cell): readonly Backup[] {
  const unsaid = own.notUnderstood('When a Cassandra cluster was backed up is not said');
  const unknown = (kind: Backup['kind']): Backup => {
    return { kind, what: `${kind} backups`, by: 'platform', every: unsaid, newest: unsaid };
  };
  const path = 'properties/backupSchedules';
  const rows = own.at(path).list();
  const schedules: readonly Backup[] =
    rows.said && rows.value.length > 0
      ? rows.value.map((row) => ({
          kind: 'snapshot',
          what: 'scheduled backups',
          by: 'policy',
          every: everyOf(row.at('cronExpression')),
          keptFor: keptFor(row.at('retentionInHours')),
          newest: unsaid,
        }))
      : [{ ...unknown('snapshot'), keptFor: unsaid }];
  return [
    ...schedules,
    { ...unknown('continuous'), keptFor: unsaid },
    unknown('full'),
    unknown('differential'),
    unknown('log'),
    { kind: 'long-term', what: 'long-term backups', by: 'policy', keptFor: unsaid, state: unsaid },
  ];
}

/** A schedule of each day, or of every some hours; others are not understood. */
function everyOf(cron: Cell): Said<Interval> {
  return andThen(cron.text(), (text): Said<Interval> => {
    const [, hour] = /^\d{1,2} (\d{1,2}|\*\/\d{1,2}) \* \* \*$/u.exec(text.trim()) ?? [];
    if (hour === undefined) return cron.notUnderstood(`How often ${text} is, is not understood`);
    const hours = hour.startsWith('*/') ? Number(hour.slice(2)) : 24;
    return hours > 0 && hours <= 24
      ? cron.means({ hours })
      : cron.notUnderstood(`How often ${text} is, is not understood`);
  });
}

/** Zero: for ever. Source: type-facts-data §2; here as a hundred years. */
function keptFor(hours: Cell): Said<CalendarDuration> {
  return andThen(hours.number(), (count): Said<CalendarDuration> => {
    if (count === 0) return hours.means({ months: 1200, days: 0 });
    return count > 0
      ? hours.means({ months: 0, days: Math.floor(count / 24) })
      : hours.notUnderstood(`${count} hours are not understood`);
  });
}

/** Both: the engine writes it, and a setting carries it. */
function auditOf(own: Cell, settings: Cell): LogStream {
  const stream = logStream(settings, AUDIT);
  const isOn = own
    .at('properties/cassandraAuditLoggingEnabled')
    .oneOf(
      { true: true, false: false },
      { means: false, source: 'cassandraAuditLoggingEnabled: off unless it is set' },
    );
  const state = andThen(
    isOn,
    (word): Said<'written' | 'not-written'> =>
      word ? stream.state : map(isOn, () => 'not-written'),
  );
  return { ...stream, state };
}
