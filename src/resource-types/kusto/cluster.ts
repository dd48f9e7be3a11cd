import { azCommand } from '#domain/az-command.ts';
import type { Cell } from '#traits/cell.ts';
import type { Encryption } from '#traits/encryption.ts';
import type { Reach } from '#traits/endpoint.ts';
import { countAddresses, parseIpv4Range } from '#traits/ipv4-ranges.ts';
import { type Place, placeOfResource } from '#traits/place.ts';
import { andThen, everyOne, map, type Said } from '#traits/said.ts';
import { lacks } from '../absence.ts';
import { defineResourceType, from, only } from '../define-resource-type.ts';
import { diagnosticSettings, logPlaces, logStream, sendLogs } from '../diagnostic-settings.ts';
import { neverBackedUp } from '../no-backup.ts';
import { platformDoor, reachBy } from '../public-access.ts';
import { BREAKS, GOOD, LEAVES, QUERIES_LOG } from './cluster-example.ts';
import { keyOf } from './key.ts';
import { cluster } from './reads.ts';

/** What clients asked and ordered. Source: type-facts-data §6. */
const QUERIES = {
  what: 'queries and commands',
  carry: ['query', 'command'],
  other: [
    'succeededingestion',
    'failedingestion',
    'ingestionbatching',
    'journal',
    'tableusagestatistics',
    'tabledetails',
  ],
} as const;

/** Azure Data Explorer. Source: Microsoft.Kusto/clusters, 2025-02-14; type-facts-data §6. */
export const kustoCluster = defineResourceType({
  type: 'Microsoft.Kusto/clusters',
  holds: 'database',
  serves: 'clients',
  reads: { cluster, settings: diagnosticSettings },
  traits: {
    places: [
      only(['primary', 'replica'], from('cluster')(placesOf)),
      only(['log'], from('settings')(logPlaces)),
    ],
    encryption: from('cluster')(layersOf),
    endpoints: from('cluster')((own) => [
      {
        ...platformDoor(own, 'Data Explorer cluster', own.at('properties/uri')),
        reach: reachOf(own),
      },
    ]),
    backups: from('cluster')((own) =>
      neverBackedUp(own, 'Azure keeps no backup of a Data Explorer cluster'),
    ),
    logs: from('settings')((settings) => [logStream(settings, QUERIES)]),
  },
  mend: {
    'network-isolation': ({ id }) =>
      azCommand`az kusto cluster update --ids ${id} --public-network-access Disabled`,
    'encryption-at-rest': ({ id }) =>
      azCommand`az kusto cluster update --ids ${id} --enable-disk-encryption true`,
    'access-logging': (resource) => sendLogs(resource, QUERIES_LOG),
  },
  good: GOOD,
  breaks: BREAKS,
  leaves: LEAVES,
});

/** All data lies in the region; while it moves to another cluster, in that one as well. Source: data-explorer/business-continuity-overview. */
function placesOf(own: Cell): readonly Place[] {
  const home: Place = {
    kind: 'primary',
    what: 'Data Explorer cluster',
    region: own.at('location').text(),
  };
  if (lacks(own, 'properties/migrationCluster')) return [home];
  const other = own.at('properties/migrationCluster/id').text();
  return [home, placeOfResource('replica', 'cluster that it moves to or from', other)];
}

/**
 * Storage is always encrypted, the disks of the machines (a cache of it) where somebody said so. Source:
 * data-explorer/cluster-encryption-overview; `enableDiskEncryption`, absent: off, type-facts-data §6.
 */
function layersOf(own: Cell): readonly Encryption[] {
  const key = keyOf(own);
  const disks = own
    .at('properties/enableDiskEncryption')
    .oneOf<'on' | 'off'>(
      { true: 'on', false: 'off' },
      { means: 'off', source: 'enableDiskEncryption: off unless it is set, type-facts-data §6' },
    );
  const second = own
    .at('properties/enableDoubleEncryption')
    .oneOf<'on' | 'off'>(
      { true: 'on', false: 'off' },
      { means: 'off', source: 'enableDoubleEncryption: off unless it is set' },
    );
  return [
    { what: 'storage of the cluster', state: own.means('on'), key, second },
    { what: 'disks of its machines', state: disks, key, second },
  ];
}

/** Open by default; its list of ranges, where it has one, then decides. Source: `allowedIpRangeList`, 2025-02-14; type-facts-data §6. */
function reachOf(own: Cell): Said<Reach> {
  const access = own.at('properties/publicNetworkAccess');
  const unset = { means: 'open', source: 'publicNetworkAccess: Enabled by default' } as const;
  return reachBy(access, () => rangesOf(own), unset);
}

function rangesOf(own: Cell): Said<Reach> {
  const list = own.at('properties/allowedIpRangeList');
  if (lacks(own, 'properties/allowedIpRangeList'))
    return own.at('properties').means({ is: 'internet' });
  return andThen(list.list(), (rows): Said<Reach> => {
    if (rows.length === 0) return list.means({ is: 'internet' });
    return map(everyOne(rows.map((row) => row.text())), (texts): Reach => {
      const ranges = texts.map(parseIpv4Range).filter((range) => range !== undefined);
      const isWhole = ranges.length === texts.length;
      return { is: 'some', addresses: countAddresses(ranges), isWhole };
    });
  });
}
