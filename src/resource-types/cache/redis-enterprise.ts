import { azCommand } from '#domain/az-command.ts';
import { isSameResource, parentId } from '#domain/resource-id.ts';
import type { Cell } from '#traits/cell.ts';
import type { Endpoint } from '#traits/endpoint.ts';
import { type Place, placeOfResource } from '#traits/place.ts';
import { andThen, type Said } from '#traits/said.ts';
import { beside, type Translation } from '#traits/trait.ts';
import { lacks } from '../absence.ts';
import { keyAt } from '../customer-key.ts';
import { type About, defineResourceType, from, only } from '../define-resource-type.ts';
import { allOf, childrenBelow, wholeListBelow } from '../generic-reads.ts';
import { leaving } from '../leaving.ts';
import { reachBy } from '../public-access.ts';
import { BREAKS, GOOD } from './redis-enterprise-example.ts';

const TYPE = 'Microsoft.Cache/redisEnterprise';
const API_VERSION = '2025-07-01';

/** The databases of a cluster; there is one, and Azure calls it `default`. */
export const redisDatabases = childrenBelow({
  name: 'redisEnterpriseDatabase',
  what: 'databases of Redis cluster',
  type: `${TYPE}/databases`,
  apiVersion: API_VERSION,
});

/** Azure Managed Redis and Redis Enterprise. Source: Microsoft.Cache/redisEnterprise, 2025-07-01; type-facts-data §5. */
export const redisEnterprise = defineResourceType({
  type: 'Microsoft.Cache/redisEnterprise',
  holds: 'cache',
  serves: 'clients',
  reads: {
    cluster: allOf({
      name: 'redisEnterprise',
      what: 'Redis clusters',
      type: TYPE,
      apiVersion: API_VERSION,
    }),
    databases: wholeListBelow(redisDatabases),
  },
  traits: {
    places: from('cluster', 'databases')(placesOf),
    // Memory is gone with the machine; what is written to disk is always encrypted. Source: redis/how-to-encryption.
    encryption: from('cluster')((own) => [
      {
        what: 'what is written to disk',
        state: own.means('on'),
        key: keyAt(own, 'properties/encryption/customerManagedKeyEncryption/keyEncryptionKeyUrl'),
      },
    ]),
    endpoints: [
      only(['transport'], from('cluster', 'databases')(doorsOf)),
      only(
        ['reach'],
        from('cluster')((own) => [
          // Absent of clusters that older versions made, of which nobody says who comes in. Source: type-facts-data §5.
          { what: 'Redis cluster', reach: reachBy(own.at('properties/publicNetworkAccess')) },
        ]),
      ),
    ],
    // Persistence is no backup (redis/how-to-persistence), and whether the data lies in nothing but the cache Azure does not say.
    backups: from('cluster')((own) =>
      own
        .at('properties')
        .notUnderstood('Whether the cache is all that holds its data is not said'),
    ),
    // Figures alone are told of a cluster. Source: type-facts-data §5.
    logs: beside('its databases write the log of who connects'),
  },
  mend: {
    'encryption-in-transit': ({ id }) =>
      azCommand`az redisenterprise database update --ids ${id}/databases/default --client-protocol Encrypted`,
    'network-isolation': ({ id }) =>
      azCommand`az redisenterprise update --ids ${id} --public-network-access Disabled`,
  },
  good: GOOD,
  breaks: BREAKS,
  leaves: {
    cluster: {
      kind: 'which generation it is of',
      'sku/**': 'price and size',
      zones: 'zones of one region',
      'identity/**': 'as whom it signs in elsewhere',
      ...leaving(
        'copies in the same region: no claim speaks of them yet',
        'highAvailability redundancyMode',
      ),
      ...leaving(
        'as whom it fetches the key',
        'encryption/customerManagedKeyEncryption/keyEncryptionKeyIdentity/**',
      ),
      ...leaving('its address', 'hostName'),
      ...leaving('whether it works', 'resourceState'),
      ...leaving('its version', 'redisVersion'),
      ...leaving('private ways in, beside the public one', 'privateEndpointConnections/**'),
    },
    databases: {
      ...leaving('its address', 'port'),
      ...leaving('whether it works', 'resourceState'),
      ...leaving('how it works in memory', 'clusteringPolicy evictionPolicy modules/**'),
      ...leaving('what it writes to disk is encrypted, and is no backup', 'persistence/**'),
      ...leaving('a name', 'geoReplication/groupNickname'),
      ...leaving('its version', 'redisVersion deferUpgrade'),
    },
  },
});

/** Where it lies, and the clusters whose databases hold the same data: each of them can be written to. */
function placesOf(own: Cell, databases: Cell, { id }: About): readonly Place[] {
  const home: Place = { kind: 'primary', what: 'Redis cluster', region: own.at('location').text() };
  const rows = databases.list();
  if (!rows.said)
    return [home, { kind: 'replica', what: 'linked database', region: rows, isReady: rows }];
  return [home, ...rows.value.flatMap((row) => linkedTo(row, id))];
}

/** The list names the database itself as well: `id` is the cluster's own. */
function linkedTo(database: Cell, id: string): readonly Place[] {
  if (lacks(database, 'properties/geoReplication/linkedDatabases')) return [];
  const linked = database.at('properties/geoReplication/linkedDatabases').list();
  const what = 'linked database';
  if (!linked.said) return [{ kind: 'replica', what, region: linked, isReady: linked }];
  return linked.value.flatMap((row): readonly Place[] => {
    const cluster = clusterOf(row.at('id'));
    if (cluster.said && isSameResource(cluster.value, id)) return [];
    const isReady = row.at('state').oneOf({
      Linked: true,
      Linking: false,
      Unlinking: false,
      LinkFailed: false,
      UnlinkFailed: false,
    });
    return [{ ...placeOfResource('replica', what, cluster), isReady }];
  });
}

function clusterOf(id: Cell): Said<string> {
  return andThen(id.text(), (text): Said<string> => {
    const cluster = parentId(text);
    return cluster === undefined
      ? id.notUnderstood(`${text} is no database of a cluster`)
      : id.means(cluster);
  });
}

/** What clients talk to is the database; which versions it takes its cluster says. */
function doorsOf(own: Cell, databases: Cell): Translation<Endpoint> {
  const rows = databases.list();
  if (!rows.said) return [{ what: 'Redis database', plainText: rows }];
  if (rows.value.length === 0) return beside('it has no database, so that nobody is answered');
  const oldestTls = own
    .at('properties/minimumTlsVersion')
    .oneOf({ '1.0': '1.0', '1.1': '1.1', '1.2': '1.2', '1.3': '1.3' } as const);
  return rows.value.map((row) => ({
    what: 'Redis database',
    oldestTls,
    plainText: row
      .at('properties/clientProtocol')
      .oneOf({ Encrypted: 'refused', Plaintext: 'accepted' } as const),
    keys: row
      .at('properties/accessKeysAuthentication')
      .oneOf({ Enabled: 'accepted', Disabled: 'refused' } as const),
  }));
}
