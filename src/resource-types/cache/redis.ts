import { azCommand } from '#domain/az-command.ts';
import type { Cell } from '#traits/cell.ts';
import type { Place } from '#traits/place.ts';
import { always } from '#traits/trait.ts';
import { defineResourceType, from, only } from '../define-resource-type.ts';
import { diagnosticSettings, logPlaces, logStream } from '../diagnostic-settings.ts';
import { allOf, listBelow } from '../generic-reads.ts';
import { zonesByList } from '../zones.ts';
import { doorOf, reachOf } from './redis-door.ts';
import { GOOD } from './redis-example.ts';

const API_VERSION = '2024-11-01';
const TYPE = 'Microsoft.Cache/redis';

/** Who connected, once a minute; no command is logged. Source: type-facts-data §5. */
const CONNECTIONS = {
  what: 'connections of clients',
  carry: ['connectedclientlist'],
  other: [],
} as const;

/** Azure Cache for Redis. Source: Microsoft.Cache/redis, 2024-11-01; azure-facts §6; type-facts-data §5. */
export const redis = defineResourceType({
  type: 'Microsoft.Cache/redis',
  holds: 'cache',
  serves: 'clients',
  reads: {
    cache: allOf({ name: 'redisCache', what: 'Redis caches', type: TYPE, apiVersion: API_VERSION }),
    linkedServers: listBelow({
      name: 'redisLinkedServers',
      what: 'linked servers of Redis cache',
      type: `${TYPE}/linkedServers`,
      apiVersion: API_VERSION,
    }),
    firewallRules: listBelow({
      name: 'redisFirewallRules',
      what: 'firewall rules of Redis cache',
      type: `${TYPE}/firewallRules`,
      apiVersion: API_VERSION,
      // A closed door has no rules that count.
      when: (own) => {
        const access = own.at('properties/publicNetworkAccess').text();
        return access.said && access.value.toLowerCase() === 'disabled'
          ? 'The public endpoint is closed'
          : undefined;
      },
    }),
    settings: diagnosticSettings,
  },
  traits: {
    places: [
      only(['primary', 'replica'], from('cache', 'linkedServers')(placesOf)),
      only(['log'], from('settings')(logPlaces)),
    ],
    encryption: always(
      'What a cache writes to disk is always encrypted by a key of Microsoft; memory is not, and is gone with the machine',
      'https://learn.microsoft.com/azure/redis/how-to-encryption',
      '2026-11-28',
    ),
    endpoints: [
      only(
        ['transport'],
        from('cache')((own) => [doorOf(own)]),
      ),
      only(
        ['reach'],
        from(
          'cache',
          'firewallRules',
        )((own, rules) => [{ what: 'Redis cache', reach: reachOf(own, rules) }]),
      ),
    ],
    zones: from('cache')((own) => [zonesByList(own.at('zones'), 'Redis cache')]),
    // Persistence is no backup (redis/how-to-persistence), and whether the data lies in nothing but the cache Azure does not say.
    backups: from('cache')((own) =>
      own
        .at('properties')
        .notUnderstood('Whether the cache is all that holds its data is not said'),
    ),
    logs: from('settings')((settings) => [logStream(settings, CONNECTIONS)]),
  },
  mend: {
    'encryption-in-transit': ({ id }) =>
      azCommand`az redis update --ids ${id} --set enableNonSslPort=false minimumTlsVersion=1.2`,
    'network-isolation': ({ id }) =>
      azCommand`az redis update --ids ${id} --set publicNetworkAccess=Disabled`,
  },
  good: GOOD,
  breaks: [
    {
      as: 'lies in one zone',
      set: { cache: { zones: ['1'] } },
      breaks: ['zone-redundant'],
    },
    ...['1.0', '1.1'].map((version) => ({
      as: `accepts TLS ${version}`,
      set: { cache: { 'properties/minimumTlsVersion': version } },
      breaks: ['encryption-in-transit'],
    })),
    {
      as: 'accepts plain text on port 6379',
      set: { cache: { 'properties/enableNonSslPort': true } },
      breaks: ['encryption-in-transit'],
    },
    {
      as: 'names no minimum TLS version',
      set: { cache: { 'properties/minimumTlsVersion': undefined } },
      breaks: [],
      blinds: ['encryption-in-transit'],
    },
    {
      as: 'is open to the internet, without a rule',
      set: { cache: { 'properties/publicNetworkAccess': 'Enabled' } },
      breaks: ['network-isolation'],
    },
    {
      as: 'lies in the United States',
      set: { cache: { location: 'East US' } },
      breaks: ['location', 'regional-redundancy'],
    },
    {
      as: 'has its linked cache in the United States',
      set: { linkedServers: { '0/properties/linkedRedisCacheLocation': 'East US' } },
      breaks: ['location', 'regional-redundancy'],
    },
    {
      as: 'has no linked cache',
      set: { linkedServers: { '': [] } },
      breaks: ['regional-redundancy'],
    },
    { as: 'writes no log', set: { settings: { '': [] } }, breaks: ['access-logging'] },
  ],
  leaves: {
    cache: {
      'properties/accessKeys/**': 'secrets, which no reader is sent',
      'properties/redisConfiguration/**': 'persistence, memory and notifications: none is a backup',
      'properties/sku/**': 'price and size',
      'properties/shardCount': 'price and size',
      'properties/replicasPer*': 'copies in the same region',
      'properties/instances/**': 'its machines',
      'properties/zonalAllocationPolicy': 'zones of one region: no claim speaks of them yet',
      'properties/subnetId': 'a network of its own: its security group is not read',
      'properties/staticIP': 'its address',
      'properties/hostName': 'its address',
      'properties/port': 'its address',
      'properties/sslPort': 'its address',
      'properties/redisVersion': 'no claim speaks of it yet',
      'properties/updateChannel': 'how early it is updated',
      'properties/tenantSettings/**': 'settings that Azure does not describe',
      'properties/linkedServers/**': 'its own list says more',
      'properties/privateEndpointConnections/**': 'doors of networks of its owner',
      'identity/**': 'as whom it signs in elsewhere',
    },
    linkedServers: {
      'properties/linkedRedisCacheId': 'where it lies is said beside it',
      'properties/serverRole': 'both ends hold the data',
      'properties/primaryHostName': 'its address',
      'properties/geoReplicatedPrimaryHostName': 'its address',
    },
  },
});

/** A linked cache holds a copy of everything, and takes over when somebody unlinks it. Source: linkedServers, 2024-11-01. */
function placesOf(own: Cell, linked: Cell): readonly Place[] {
  const primary: Place = {
    kind: 'primary',
    what: 'Redis cache',
    region: own.at('location').text(),
  };
  const rows = linked.list();
  if (!rows.said) return [primary, { kind: 'replica', what: 'linked cache', region: rows }];
  return [
    primary,
    ...rows.value.map(
      (row): Place => ({
        kind: 'replica',
        what: 'linked cache',
        region: row.at('properties/linkedRedisCacheLocation').text(),
        isReady: row
          .at('properties/provisioningState')
          .oneOf({ succeeded: true, linking: false, unlinking: false, failed: false }),
      }),
    ),
  ];
}
