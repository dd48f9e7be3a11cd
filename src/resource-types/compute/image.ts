import type { ResourceId } from '#domain/resource-id.ts';
import type { Cell } from '#traits/cell.ts';
import type { Encryption, EncryptionKey } from '#traits/encryption.ts';
import { andThen, map, type Said } from '#traits/said.ts';
import { beside } from '#traits/trait.ts';
import { defineResourceType, from } from '../define-resource-type.ts';
import { idOf } from '../examples.ts';
import { allOf } from '../generic-reads.ts';
import { zonesByFlag } from '../zones.ts';
import { namedAt, placesKeptBy } from './disk-says.ts';

/** An image of a machine: its system, and its data where it was not generalised. Source: Microsoft.Compute/images, 2026-04-01. */
export const image = defineResourceType({
  type: 'Microsoft.Compute/images',
  holds: 'copies',
  serves: 'nobody',
  reads: {
    image: allOf({
      name: 'machineImage',
      what: 'images',
      type: 'Microsoft.Compute/images',
      apiVersion: '2026-04-01',
    }),
  },
  traits: {
    places: from('image')((own) => placesKeptBy(own, 'image', sourceOf(own))),
    encryption: from('image')(encryptionOf),
    backups: beside('it is a copy itself, and no rule takes it or keeps it'),
    keeping: from('image')((own) => [
      { what: 'image', recoverableDays: own.at('properties').means(0) },
    ]),
    zones: from('image')((own) => [
      zonesByFlag(own.at('properties/storageProfile/zoneResilient'), 'image'),
    ]),
    logs: beside('an image is read by making a machine of it, which the activity log records'),
  },
  mend: {},
  good: {
    id: idOf('Microsoft.Compute/images', 'image'),
    bodies: {
      image: {
        location: 'northeurope',
        properties: {
          sourceVirtualMachine: { id: idOf('Microsoft.Compute/virtualMachines', 'vm') },
          storageProfile: {
            zoneResilient: true,
            osDisk: {
              osType: 'Linux',
              osState: 'Generalized',
              diskEncryptionSet: { id: idOf('Microsoft.Compute/diskEncryptionSets', 'keys') },
            },
            dataDisks: [],
          },
        },
      },
    },
    cannot: { 'deletion-protection': 'an image that is deleted is gone at once' },
    unbreakable: { 'encryption-at-rest': 'there is no setting' },
  },
  breaks: [
    {
      as: 'lies in one zone',
      set: { image: { 'properties/storageProfile/zoneResilient': false } },
      breaks: ['zone-redundant'],
    },
    {
      as: 'lies in the United States',
      set: { image: { location: 'eastus' } },
      breaks: ['location'],
    },
    {
      as: 'is of no machine, disk or snapshot that it names',
      set: { image: { 'properties/sourceVirtualMachine': undefined } },
      breaks: ['geo-redundant-backup', 'regional-redundancy'],
    },
    {
      as: 'has a disk under a key of the platform',
      set: { image: { 'properties/storageProfile/dataDisks': [{ lun: 0 }] } },
      breaks: ['customer-keys'],
    },
  ],
  leaves: {
    image: {
      'properties/storageProfile/osDisk/osType': 'the system on it',
      'properties/storageProfile/osDisk/osState': 'whether it was generalised',
      'properties/storageProfile/osDisk/blobUri': 'from what it was once made',
      'properties/storageProfile/osDisk/caching': 'how fast it is',
      'properties/storageProfile/osDisk/diskSizeGB': 'price and size',
      'properties/storageProfile/osDisk/storageAccountType': 'copies in the same region',
      'properties/storageProfile/dataDisks/*/blobUri': 'from what it was once made',
      'properties/storageProfile/dataDisks/*/caching': 'how fast it is',
      'properties/storageProfile/dataDisks/*/diskSizeGB': 'price and size',
      'properties/storageProfile/dataDisks/*/storageAccountType': 'copies in the same region',
      'properties/storageProfile/dataDisks/*/snapshot/**': 'copies of the same machine',
      'properties/storageProfile/dataDisks/*/managedDisk/**': 'copies of the same machine',
      'properties/hyperVGeneration': 'the system on it',
      'extendedLocation/**': 'which edge zone it is: that it is one is read',
    },
  },
});

/** What it was made of, which is judged by itself. */
function sourceOf(own: Cell): Said<ResourceId | null> {
  const members = [
    'sourceVirtualMachine',
    'storageProfile/osDisk/managedDisk',
    'storageProfile/osDisk/snapshot',
  ];
  const named = members.map((name) => namedAt(own, `properties/${name}`));
  return named.find((id) => !id.said || id.value !== null) ?? own.at('properties').means(null);
}

/** Always encrypted, with 256-bit AES; each disk under the key of the set that it names. Source: type-facts-services, compute. */
function encryptionOf(own: Cell): readonly Encryption[] {
  const profile = own.at('properties/storageProfile');
  const list = profile.at('dataDisks');
  const disks = list.list();
  const isThere = list.isThere();
  // What is sent and is no list may hold disks under any key.
  const unread = isThere.said && isThere.value ? [{ row: list.at('0'), what: 'data disks' }] : [];
  const numbered = disks.said ? disks.value.map((row) => ({ row, what: dataDisk(row) })) : unread;
  return [{ row: profile.at('osDisk'), what: 'system disk' }, ...numbered].map(({ row, what }) => ({
    what,
    state: own.at('properties').means('on'),
    key: keyOf(row),
  }));
}

function keyOf(row: Cell): Said<EncryptionKey> {
  const isThere = row.at('diskEncryptionSet').isThere();
  return andThen(row.isThere(), (isSent): Said<EncryptionKey> => {
    if (!isSent) return row.notUnderstood('The image does not say this disk');
    return andThen(
      isThere,
      (isNamed): Said<EncryptionKey> =>
        isNamed
          ? map(row.at('diskEncryptionSet/id').text(), (address) => ({ of: 'customer', address }))
          : map(isThere, () => ({ of: 'platform' })),
    );
  });
}

function dataDisk(row: Cell): string {
  const lun = row.at('lun').number();
  return lun.said ? `data disk ${lun.value}` : 'data disk';
}
