import { azCommand } from '#domain/az-command.ts';
import type { Cell } from '#traits/cell.ts';
import type { Encryption, EncryptionKey } from '#traits/encryption.ts';
import { type Place, placeOfResource } from '#traits/place.ts';
import { andThen, map, type Said } from '#traits/said.ts';
import { withParent } from '#traits/trait.ts';
import { defineResourceType, from } from '../define-resource-type.ts';
import { idOf } from '../examples.ts';
import { leaving } from '../leaving.ts';
import { neverBackedUp } from '../no-backup.ts';
import { NEVER } from './cluster-example.ts';
import { keyOf } from './key.ts';
import { CLUSTERS, cluster, databases } from './reads.ts';

const BY_CLUSTER = withParent('clients reach a database through its cluster, which writes the log');

/**
 * A database of a Data Explorer cluster: its own, or one of another cluster's that it follows. Source:
 * Microsoft.Kusto/clusters/databases, 2025-02-14; type-facts-data §6.
 */
export const kustoDatabase = defineResourceType({
  type: 'Microsoft.Kusto/clusters/databases',
  holds: 'database',
  serves: 'clients',
  reads: { database: databases, cluster },
  traits: {
    places: from('database')(placesOf),
    encryption: from('database', 'cluster')(encryptionOf),
    endpoints: BY_CLUSTER,
    backups: from('database')((own) =>
      neverBackedUp(own, 'Azure keeps no backup of a Data Explorer database'),
    ),
    logs: BY_CLUSTER,
  },
  mend: {
    'encryption-at-rest': ({ id }) =>
      azCommand`az kusto cluster update --ids ${id.replace(/\/databases\/[^/]+$/iu, '')} --enable-disk-encryption true`,
  },
  good: {
    id: `${idOf(CLUSTERS, 'adx')}/databases/events`,
    bodies: {
      database: {
        kind: 'ReadWrite',
        location: 'northeurope',
        properties: {
          provisioningState: 'Succeeded',
          keyVaultProperties: { keyVaultUri: 'https://kv.vault.azure.net/', keyName: 'cmk' },
        },
      },
      cluster: { properties: { provisioningState: 'Succeeded', enableDiskEncryption: true } },
    },
    cannot: NEVER,
  },
  breaks: [
    {
      as: 'lies in the United States',
      set: { database: { location: 'eastus' } },
      breaks: ['location'],
    },
    {
      as: 'follows a cluster that it does not name',
      set: { database: { kind: 'ReadOnlyFollowing' } },
      breaks: [],
      blinds: ['location'],
    },
    {
      as: 'is of a kind that is new',
      set: { database: { kind: 'Mirrored' } },
      breaks: [],
      blinds: ['location'],
    },
    {
      as: 'lies in a cluster whose disks are not encrypted',
      set: { cluster: { 'properties/enableDiskEncryption': false } },
      breaks: ['encryption-at-rest'],
    },
    {
      as: 'has no key of its own, nor has its cluster',
      set: { database: { 'properties/keyVaultProperties': undefined } },
      breaks: ['customer-keys'],
    },
  ],
  leaves: {
    database: {
      ...leaving('how long its rows stay, and stay warm', 'softDeletePeriod hotCachePeriod'),
      ...leaving('how large it is', 'statistics/**'),
      ...leaving('whether others follow it: they lie in the same region', 'isFollowed'),
      ...leaving(
        'which version of the key, and as whom it is fetched',
        'keyVaultProperties/keyVersion keyVaultProperties/userIdentity keyVaultProperties/federatedIdentityClientId',
      ),
      ...leaving(
        'which part of the other database it follows, and how',
        'attachedDatabaseConfigurationName principalsModificationKind tableLevelSharingProperties/** originalDatabaseName databaseShareOrigin',
      ),
      ...leaving('that its key is out of reach', 'suspensionDetails/**'),
    },
  },
});

/** What it follows lies in another cluster, in the same region. Source: data-explorer/follower. */
function placesOf(own: Cell): readonly Place[] {
  const home: Place = {
    kind: 'primary',
    what: 'Data Explorer database',
    region: own.at('location').text(),
  };
  const kind = own.at('kind').oneOf({ ReadWrite: 'own', ReadOnlyFollowing: 'follows' } as const);
  if (kind.said && kind.value === 'own') return [home];
  const leader = andThen(kind, () => own.at('properties/leaderClusterResourceId').text());
  return [home, placeOfResource('replica', 'cluster that it follows', leader)];
}

/** A key of its own goes before that of its cluster, whose machines have disks of their own. */
function encryptionOf(own: Cell, parent: Cell): readonly Encryption[] {
  const disks = parent
    .at('properties/enableDiskEncryption')
    .oneOf<'on' | 'off'>(
      { true: 'on', false: 'off' },
      { means: 'off', source: 'enableDiskEncryption: off unless it is set, type-facts-data §6' },
    );
  return [
    { what: 'Data Explorer database', state: own.means('on'), key: keyFor(own, parent) },
    { what: 'disks of its machines', state: disks, key: keyFor(own, parent) },
  ];
}

function keyFor(own: Cell, parent: Cell): Said<EncryptionKey> {
  const key = keyOf(own);
  return key.said && key.value.of === 'platform'
    ? andThen(keyOf(parent), (of) => map(key, () => of))
    : key;
}
