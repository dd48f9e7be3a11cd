import { azCommand } from '#domain/az-command.ts';
import type { Cell } from '#traits/cell.ts';
import type { Keeping } from '#traits/keeping.ts';
import { andThen } from '#traits/said.ts';
import { beside } from '#traits/trait.ts';
import { defineResourceType, from } from '../define-resource-type.ts';
import { idOf } from '../examples.ts';
import { zonesBySku } from '../zones.ts';
import { SNAPSHOT_LEAVES } from './disk-leaves.ts';
import { disksOf, keySets } from './disk-reads.ts';
import { encryptionOf, placesKeptBy } from './disk-says.ts';

const KEYS = idOf('Microsoft.Compute/diskEncryptionSets', 'keys');

/** A snapshot of a disk, wherever it was copied to. Source: Microsoft.Compute/snapshots, 2026-03-02; type-facts-services, compute. */
export const snapshot = defineResourceType({
  type: 'Microsoft.Compute/snapshots',
  holds: 'copies',
  serves: 'nobody',
  reads: {
    snapshot: disksOf('diskSnapshot', 'snapshots', 'Microsoft.Compute/snapshots'),
    keys: keySets,
  },
  traits: {
    // The disk that it is a copy of answers for redundancy.
    places: from('snapshot')((own) =>
      placesKeptBy(
        own,
        'snapshot',
        own.at('properties/creationData/sourceResourceId').optionalText(),
      ),
    ),
    encryption: from('snapshot', 'keys')((own, keys) => encryptionOf(own, keys, 'snapshot')),
    backups: beside('it is a copy itself, and no rule takes it or keeps it'),
    keeping: from('snapshot')(keepingOf),
    zones: from('snapshot')((own) => [zonesBySku(own.at('sku/name'), 'snapshot')]),
    logs: beside('a snapshot is read through a disk, or exported, which the activity log records'),
  },
  mend: {
    'customer-keys': ({ id }) =>
      `${azCommand`az snapshot update --ids ${id} --encryption-type EncryptionAtRestWithCustomerKey`} --disk-encryption-set "$KEYS_ID"`,
  },
  good: {
    id: idOf('Microsoft.Compute/snapshots', 'snapshot'),
    bodies: {
      snapshot: {
        location: 'northeurope',
        sku: { name: 'Standard_ZRS' },
        properties: {
          creationData: {
            createOption: 'Copy',
            sourceResourceId: idOf('Microsoft.Compute/disks', 'disk'),
          },
          encryption: { type: 'EncryptionAtRestWithCustomerKey', diskEncryptionSetId: KEYS },
          immutabilityPolicy: { type: 'Locked', isPolicyExpired: false },
        },
      },
      keys: [
        {
          id: KEYS,
          properties: { activeKey: { keyUrl: 'https://kv.vault.azure.net/keys/cmk/1' } },
        },
      ],
    },
    cannot: { 'deletion-protection': 'a snapshot that is deleted is gone at once' },
    unbreakable: { 'encryption-at-rest': 'there is no setting' },
  },
  breaks: [
    {
      as: 'lies in one zone',
      set: { snapshot: { 'sku/name': 'Standard_LRS' } },
      breaks: ['zone-redundant'],
    },
    {
      as: 'lies in the United States',
      set: { snapshot: { location: 'eastus' } },
      breaks: ['location'],
    },
    {
      as: 'is of nothing that is there any more',
      set: { snapshot: { 'properties/creationData/sourceResourceId': undefined } },
      breaks: ['geo-redundant-backup', 'regional-redundancy'],
    },
    {
      as: 'is encrypted under a key of the platform',
      set: { snapshot: { 'properties/encryption/type': 'EncryptionAtRestWithPlatformKey' } },
      breaks: ['customer-keys'],
    },
  ],
  leaves: {
    ...SNAPSHOT_LEAVES,
    snapshot: leavesOfSnapshot(),
  },
});

/** Where it comes from is read of a snapshot: the other members of its making are left one by one. */
function leavesOfSnapshot(): Readonly<Record<string, string>> {
  const { 'properties/creationData/**': made, ...others } = SNAPSHOT_LEAVES.snapshot;
  const members = [
    'createOption',
    'storageAccountId',
    'imageReference/**',
    'galleryImageReference/**',
    'sourceUri',
    'sourceUniqueId',
    'uploadSizeBytes',
    'logicalSectorSize',
    'securityDataUri',
    'securityMetadataUri',
    'performancePlus',
    'elasticSanResourceId',
    'provisionedBandwidthCopySpeed',
    'instantAccessDurationMinutes',
  ];
  const left = members.map((name) => [`properties/creationData/${name}`, made] as const);
  return { ...others, ...Object.fromEntries(left) };
}

/** Deleted it is gone; locked it cannot be deleted before its time. Source: `immutabilityPolicy`, 2026-03-02. */
function keepingOf(own: Cell): readonly Keeping[] {
  const policy = own.at('properties/immutabilityPolicy');
  const isOver = policy
    .at('isPolicyExpired')
    .oneOf(
      { true: true, false: false },
      { means: false, source: 'immutabilityPolicy.isPolicyExpired: sent once it has' },
    );
  const isThere = policy.isThere();
  const state = policy.at('type').oneOf({ Locked: 'locked', Unlocked: 'unlocked' } as const);
  return [
    {
      what: 'snapshot',
      recoverableDays: own.at('properties').means(0),
      immutability: andThen(isThere, (isSet) => {
        if (!isSet) return own.at('properties').means('off' as const);
        return andThen(isOver, (over) => (over ? policy.means('off' as const) : state));
      }),
    },
  ];
}
