import { azCommand } from '#domain/az-command.ts';
import type { ResourceId } from '#domain/resource-id.ts';
import type { Backup } from '#traits/backup.ts';
import type { Cell } from '#traits/cell.ts';
import type { Endpoint } from '#traits/endpoint.ts';
import { type Place, placeOfResource } from '#traits/place.ts';
import { andThen, everyOne, map, present, type Said } from '#traits/said.ts';
import { elsewhere, type Translation } from '#traits/trait.ts';
import { lacks } from '../absence.ts';
import { keyAt } from '../customer-key.ts';
import { type About, defineResourceType, from, only } from '../define-resource-type.ts';
import { diagnosticSettings, logPlaces, logStream, sendLogs } from '../diagnostic-settings.ts';
import { reachOfRules, whereOpen } from '../firewall-rules.ts';
import { allOf, listBelow } from '../generic-reads.ts';
import { reachBy } from '../public-access.ts';
import { BREAKS, GOOD, LEAVES, REQUESTS_LOG } from './mongo-cluster-example.ts';

const TYPE = 'Microsoft.DocumentDB/mongoClusters';
const API_VERSION = '2026-06-01';

/** Guess: the name of the category; see type-facts-data §2. */
const REQUESTS = { what: 'requests of clients', carry: ['vcoremongorequests'], other: [] } as const;

/** Azure DocumentDB (Cosmos DB for MongoDB, vCore). Source: Microsoft.DocumentDB/mongoClusters, 2026-06-01; type-facts-data §2. */
export const mongoCluster = defineResourceType({
  type: 'Microsoft.DocumentDB/mongoClusters',
  holds: 'database',
  serves: 'clients',
  reads: {
    cluster: allOf({
      name: 'mongoCluster',
      what: 'MongoDB clusters',
      type: TYPE,
      apiVersion: API_VERSION,
    }),
    replicas: listBelow({
      name: 'mongoReplicas',
      what: 'replicas of MongoDB cluster',
      type: `${TYPE}/replicas`,
      apiVersion: API_VERSION,
    }),
    rules: listBelow({
      name: 'mongoFirewallRules',
      what: 'firewall rules of MongoDB cluster',
      type: `${TYPE}/firewallRules`,
      apiVersion: API_VERSION,
      when: (own) => whereOpen(own.at('properties/publicNetworkAccess')),
    }),
    settings: diagnosticSettings,
  },
  traits: {
    places: [
      only(['primary', 'backup'], from('cluster')(placesOf)),
      only(['replica'], from('cluster', 'replicas')(replicaPlaces)),
      only(['log'], from('settings')(logPlaces)),
    ],
    // AES-256, of data, backups and logs, always. Source: documentdb/security, 2025-09.
    encryption: from('cluster')((own) => [
      {
        what: 'MongoDB cluster',
        state: own.means('on'),
        key: keyAt(own, 'properties/encryption/customerManagedKeyEncryption/keyEncryptionKeyUrl'),
      },
    ]),
    endpoints: [
      only(
        ['transport'],
        from('cluster')((own) => [doorOf(own)]),
      ),
      only(
        ['reach'],
        from(
          'cluster',
          'rules',
        )((own, rules) => [
          {
            what: 'MongoDB cluster',
            reach: reachBy(own.at('properties/publicNetworkAccess'), () => reachOfRules(rules)),
          },
        ]),
      ),
    ],
    backups: from('cluster')(backupsOf),
    logs: from('settings')((settings) => [logStream(settings, REQUESTS)]),
  },
  mend: {
    'network-isolation': ({ id }) =>
      azCommand`az resource update --ids ${id} --set properties.publicNetworkAccess=Disabled`,
    'access-logging': (resource) => sendLogs(resource, REQUESTS_LOG),
  },
  good: GOOD,
  breaks: BREAKS,
  leaves: LEAVES,
});

/** The cluster that it copies; null: none. A cluster that names one and says that it copies none may do either. */
function sourceOf(own: Cell): Said<ResourceId | null> {
  if (lacks(own, 'properties/replica')) return own.at('properties').means(null);
  const source = own.at('properties/replica/sourceResourceId');
  const role = own
    .at('properties/replica/role')
    .oneOf({ Primary: 'own', AsyncReplica: 'replica', GeoAsyncReplica: 'replica' } as const);
  return andThen(role, (word): Said<ResourceId | null> => {
    if (word === 'replica') return source.text();
    return source.oneOf<null>(
      { '': null },
      { means: null, source: 'replica.sourceResourceId: of replicas only' },
    );
  });
}

/** Where its backups are kept no member says. Source: type-facts-data §2. */
function placesOf(own: Cell): readonly Place[] {
  const region = own.notUnderstood('Where the backups of a MongoDB cluster are kept is not said');
  return [
    { kind: 'primary', what: 'MongoDB cluster', region: own.at('location').text() },
    { kind: 'backup', what: 'backups', region },
  ];
}

function replicaPlaces(own: Cell, replicas: Cell): readonly Place[] {
  const rows = replicas.list();
  const copies: readonly Place[] = rows.said
    ? rows.value.map((row) => ({
        kind: 'replica',
        what: 'replica',
        region: row.at('location').text(),
        isReady: isReady(row),
      }))
    : [{ kind: 'replica', what: 'replicas', region: rows, isReady: rows }];
  const source = sourceOf(own);
  if (source.said && source.value === null) return copies;
  const id = present(source, 'cluster that it copies');
  const copied = placeOfResource('replica', 'cluster that it copies', id);
  return [...copies, { ...copied, isReady: isReady(own) }];
}

function isReady(replica: Cell): Said<boolean> {
  return replica.at('properties/replica/replicationState').oneOf({
    Active: true,
    Catchup: false,
    Provisioning: false,
    Updating: false,
    Broken: false,
    Reconfiguring: false,
  });
}

/** TLS always, never plain text. Source: documentdb/security, 2025-09. Guess: 1.2 at least, as everywhere in Azure; there is no member. */
function doorOf(own: Cell): Endpoint {
  const modes = own.at('properties/authConfig/allowedModes');
  const words = andThen(modes.list(), (rows) => everyOne(rows.map((row) => row.text())));
  const keys = lacks(own, 'properties/authConfig/allowedModes')
    ? // Of older versions: passwords alone.
      own.at('properties').means<'accepted'>('accepted')
    : map(words, (all) =>
        all.some((word) => word.toLowerCase() === 'nativeauth') ? 'accepted' : 'refused',
      );
  return {
    what: 'MongoDB cluster',
    oldestTls: own.means('1.2'),
    plainText: own.means('refused'),
    keys,
  };
}

/**
 * By itself, for 35 days, and nobody can switch it off. Source: cosmos-db/mongodb/vcore/how-to-restore-cluster, 2023-08. Guess: that none
 * are taken of a replica itself, and that no vault keeps any for longer.
 */
function backupsOf(own: Cell, { name }: About): Translation<Backup> {
  const source = sourceOf(own);
  if (!source.said) return source;
  if (source.value !== null) {
    const because = `${name} is a replica, whose backups are those of its source`;
    return elsewhere(source.value, because, source.from);
  }
  const every = own.notUnderstood('How a MongoDB cluster is backed up is not said');
  const unknown = (kind: 'full' | 'differential' | 'log'): Backup => {
    return { kind, what: `${kind} backups`, by: 'platform', every, newest: every };
  };
  return [
    {
      kind: 'continuous',
      what: 'backups for point-in-time restore',
      by: 'platform',
      keptFor: own.means({ months: 0, days: 35 }),
      oldest: own.at('properties/backup/earliestRestoreTime').earliest(),
      since: own.at('systemData/createdAt').past(),
    },
    unknown('full'),
    unknown('differential'),
    unknown('log'),
    {
      kind: 'long-term',
      what: 'long-term backups',
      by: 'platform',
      state: own.means('off'),
      never: 'Azure keeps no long-term backups of a MongoDB cluster',
    },
  ];
}
