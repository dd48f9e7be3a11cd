import type { Backup } from '#traits/backup.ts';
import type { Cell } from '#traits/cell.ts';
import type { EncryptionKey } from '#traits/encryption.ts';
import type { Endpoint } from '#traits/endpoint.ts';
import type { Place } from '#traits/place.ts';
import { andThen, everyOne, map, type Said } from '#traits/said.ts';
import { beside, type Translation } from '#traits/trait.ts';
import { keyIn } from '../customer-key.ts';
import { defineResourceType, from } from '../define-resource-type.ts';
import { ENCRYPTED_BY_ITSELF, idOf } from '../examples.ts';
import { leaving } from '../leaving.ts';
import { newestOf } from '../newest.ts';
import { reachBy } from '../public-access.ts';
import { groups, SANS, san, snapshots } from './reads.ts';

const PLAIN = 'iSCSI talks plain text, and Azure has no switch for it';
const ALONE = 'volumes lie in the region of their SAN';
const NO_LOG = 'Azure writes no log of who reads a volume';
const BY_NOBODY = 'Azure takes no snapshots of volumes by a schedule';

/**
 * Volumes of an Elastic SAN, which have in common who reaches them and by whose key they are encrypted. Source:
 * Microsoft.ElasticSan/elasticSans/volumegroups, 2025-09-01; type-facts-services §7.
 */
export const elasticSanGroup = defineResourceType({
  type: 'Microsoft.ElasticSan/elasticSans/volumegroups',
  holds: 'disk',
  serves: 'clients',
  reads: { group: groups, san, snapshots },
  traits: {
    places: from('san')((parent): readonly Place[] => [
      { kind: 'primary', what: 'volumes of the SAN', region: parent.at('location').text() },
    ]),
    // AES-256, always. Source: elastic-san-encryption-overview, 2023-11-06.
    encryption: from('group')((own) => [
      { what: 'volumes', state: own.means('on'), key: keyOf(own) },
    ]),
    endpoints: from('group', 'san')(doorsOf),
    backups: from('snapshots')(backupsOf),
    // Guess: no category is documented.
    logs: from('group')((own) => [
      { what: 'access to volumes', state: own.means('not-written'), to: [] },
    ]),
  },
  mend: {},
  good: {
    id: `${idOf(SANS, 'san')}/volumegroups/group`,
    bodies: {
      group: {
        properties: {
          provisioningState: 'Succeeded',
          protocolType: 'Iscsi',
          encryption: 'EncryptionAtRestWithCustomerManagedKey',
          encryptionProperties: {
            keyVaultProperties: { keyVaultUri: 'https://kv.vault.azure.net', keyName: 'cmk' },
          },
        },
      },
      san: { location: 'northeurope', properties: { publicNetworkAccess: 'Disabled' } },
      snapshots: [{ systemData: { createdAt: '2026-11-21T02:00:00Z' }, properties: {} }],
    },
    unknown: ['backup-retention'],
    cannot: {
      'access-logging': NO_LOG,
      'backup-interval': BY_NOBODY,
      'encryption-in-transit': PLAIN,
      'geo-redundant-backup': ALONE,
      'regional-redundancy': ALONE,
    },
    unbreakable: {
      'encryption-at-rest': ENCRYPTED_BY_ITSELF['encryption-at-rest'],
      'network-isolation': 'networks of Azure alone are let in',
    },
  },
  breaks: [
    {
      as: 'lies in the United States',
      set: { san: { location: 'eastus' } },
      breaks: ['location'],
    },
    {
      as: 'does not say whether its public address is open',
      set: { san: { 'properties/publicNetworkAccess': undefined } },
      breaks: [],
      blinds: ['network-isolation'],
    },
    {
      as: 'has its public address open, to networks of Azure alone',
      set: { san: { 'properties/publicNetworkAccess': 'Enabled' } },
      breaks: [],
    },
    {
      as: 'is encrypted under the key of the service',
      set: { group: { 'properties/encryption': 'EncryptionAtRestWithPlatformKey' } },
      breaks: ['customer-keys'],
    },
    {
      as: 'has snapshots that are days old',
      set: { snapshots: { '0/systemData/createdAt': '2026-11-17T02:00:00Z' } },
      breaks: ['backup-recent'],
    },
    {
      as: 'has no snapshot',
      set: { snapshots: { '': [] } },
      breaks: ['backup-recent', 'backup-retention'],
    },
  ],
  leaves: {
    group: {
      'identity/**': 'as whom it fetches the key',
      ...leaving(
        'which version of the key, and as whom it is fetched',
        'encryptionProperties/identity/** encryptionProperties/keyVaultProperties/keyVersion encryptionProperties/keyVaultProperties/currentVersionedKeyIdentifier encryptionProperties/keyVaultProperties/lastKeyRotationTimestamp encryptionProperties/keyVaultProperties/currentVersionedKeyExpirationTimestamp',
      ),
      ...leaving('networks of Azure, not the internet', 'networkAcls/**'),
      ...leaving('private ways in, beside the public one', 'privateEndpointConnections/**'),
      ...leaving('a check sum, no encryption', 'enforceDataIntegrityCheckForIscsi'),
    },
    san: leaving('private ways in, beside the public one', 'privateEndpointConnections/**'),
  },
});

function keyOf(own: Cell): Said<EncryptionKey> {
  const source = own.at('properties/encryption');
  const whose = source.oneOf({
    EncryptionAtRestWithPlatformKey: 'platform',
    EncryptionAtRestWithCustomerManagedKey: 'customer',
  } as const);
  return andThen(
    whose,
    (of): Said<EncryptionKey> =>
      of === 'platform'
        ? source.means({ of })
        : keyIn(
            own.at('properties/encryptionProperties/keyVaultProperties'),
            'keyVaultUri',
            'keyName',
          ),
  );
}

/**
 * iSCSI, or nothing. An open public address lets in the networks of Azure that rules name, and nobody without a rule. Source:
 * elastic-san-networking-concepts.
 */
function doorsOf(own: Cell, parent: Cell): Translation<Endpoint> {
  const protocol = own.at('properties/protocolType').oneOf({ Iscsi: true, None: false } as const);
  if (protocol.said && !protocol.value) return beside('it speaks no protocol');
  const access = parent.at('properties/publicNetworkAccess');
  return [
    {
      what: 'volumes',
      plainText: map(protocol, () => 'accepted'),
      reach: reachBy(access, () => access.means({ is: 'some', addresses: 0, isWhole: true })),
    },
  ];
}

/** Snapshots that somebody took; nothing says by which rule. Guess: no vault keeps any, and none by itself. */
function backupsOf(list: Cell): readonly Backup[] {
  const none = list.notUnderstood('Azure lists no snapshot');
  const taken = andThen(list.list(), (rows) =>
    everyOne(rows.map((row) => row.at('systemData/createdAt').past())),
  );
  const common = { kind: 'snapshot', what: 'snapshots', by: 'policy' } as const;
  if (taken.said && taken.value.length === 0) {
    return [{ ...common, never: 'Nothing backs the volumes up', state: map(taken, () => 'off') }];
  }
  return [
    {
      ...common,
      newest: newestOf(taken, none),
      keptFor: list.notUnderstood('For how long snapshots are kept is not said'),
    },
  ];
}
