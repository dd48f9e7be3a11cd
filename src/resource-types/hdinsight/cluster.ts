import type { Cell } from '#traits/cell.ts';
import type { Encryption, EncryptionKey } from '#traits/encryption.ts';
import type { Endpoint, Reach, TlsVersion } from '#traits/endpoint.ts';
import { type Place, placeOfResource } from '#traits/place.ts';
import { andThen, map, type Said } from '#traits/said.ts';
import { lacks } from '../absence.ts';
import { keyIn } from '../customer-key.ts';
import { defineResourceType, from } from '../define-resource-type.ts';
import { allOf } from '../generic-reads.ts';
import { neverBackedUp } from '../no-backup.ts';
import { BREAKS, GOOD, LEAVES } from './cluster-example.ts';

/** Azure HDInsight. Source: Microsoft.HDInsight/clusters, 2021-06-01; type-facts-data §6. */
export const hdInsightCluster = defineResourceType({
  type: 'Microsoft.HDInsight/clusters',
  holds: 'files',
  serves: 'clients',
  reads: {
    cluster: allOf({
      name: 'hdInsightCluster',
      what: 'HDInsight clusters',
      type: 'Microsoft.HDInsight/clusters',
      apiVersion: '2021-06-01',
    }),
  },
  traits: {
    places: from('cluster')(placesOf),
    encryption: from('cluster')(layersOf),
    endpoints: from('cluster')(doorsOf),
    backups: from('cluster')((own) =>
      neverBackedUp(own, 'Azure keeps no backup of an HDInsight cluster'),
    ),
    // An agent inside writes them. Source: type-facts-data §6.
    logs: from('cluster')((own) =>
      own.notUnderstood('Whether an agent inside of the cluster sends its log is not said'),
    ),
  },
  mend: {},
  good: GOOD,
  breaks: BREAKS,
  leaves: LEAVES,
});

/** The cluster, and the accounts that its files lie in; one of which only the name is said may lie anywhere. */
function placesOf(own: Cell): readonly Place[] {
  const home: Place = {
    kind: 'primary',
    what: 'HDInsight cluster',
    region: own.at('location').text(),
  };
  const what = 'account of its files';
  if (lacks(own, 'properties/storageProfile')) return [home];
  const rows = own.at('properties/storageProfile/storageaccounts').list();
  if (!rows.said) return [home, { kind: 'replica', what, region: rows }];
  return [
    home,
    ...rows.value.map((row) => placeOfResource('replica', what, row.at('resourceId').text())),
  ];
}

/**
 * Managed disks always; the disks of the machines themselves only under a key of the customer's, or where hosts encrypt. Source:
 * hdinsight/disk-encryption, 2020-04.
 */
function layersOf(own: Cell): readonly Encryption[] {
  const key = keyOf(own);
  const atHost = own.at('properties/diskEncryptionProperties/encryptionAtHost');
  const isAtHost = lacks(own, 'properties/diskEncryptionProperties/encryptionAtHost')
    ? own.at('properties').means(false)
    : atHost.flag();
  const temporary = andThen(isAtHost, (word): Said<'on' | 'off'> => {
    if (word) return atHost.means('on');
    return map(key, ({ of }) => (of === 'customer' ? 'on' : 'off'));
  });
  return [
    { what: 'disks of the cluster', state: own.means('on'), key },
    { what: 'temporary disks of the cluster', state: temporary, key },
  ];
}

function keyOf(own: Cell): Said<EncryptionKey> {
  return lacks(own, 'properties/diskEncryptionProperties/vaultUri')
    ? own.at('properties').means({ of: 'platform' })
    : keyIn(own.at('properties/diskEncryptionProperties'), 'vaultUri', 'keyName');
}

/** The gateway, the shell, and what nodes say to each other. Source: type-facts-data §6. */
function doorsOf(own: Cell): readonly Endpoint[] {
  const reach = reachOf(own);
  const refused = own.means<'refused'>('refused');
  const between = 'properties/encryptionInTransitProperties/isEncryptionInTransitEnabled';
  return [
    {
      what: 'gateway',
      // Of clusters that were made before there was a choice it is not known.
      oldestTls: own
        .at('properties/minSupportedTlsVersion')
        .oneOf<TlsVersion>({ '1.0': '1.0', '1.1': '1.1', '1.2': '1.2', '1.3': '1.3' }),
      plainText: refused,
      reach,
      // A user of the gateway has a password always.
      keys: own.means('accepted'),
    },
    { what: 'shell', plainText: refused, reach },
    {
      what: 'traffic between nodes',
      plainText: lacks(own, between)
        ? own.at('properties').means('accepted')
        : own.at(between).oneOf({ true: 'refused', false: 'accepted' } as const),
      reach: own.means({ is: 'private' }),
    },
  ];
}

/** With private link no address is public; without it gateway and shell have one. Source: hdinsight/hdinsight-private-link. */
function reachOf(own: Cell): Said<Reach> {
  const path = 'properties/networkProperties/privateLink';
  if (lacks(own, path)) return own.at('properties').means({ is: 'internet' });
  return own.at(path).oneOf<Reach>({ Enabled: { is: 'private' }, Disabled: { is: 'internet' } });
}
