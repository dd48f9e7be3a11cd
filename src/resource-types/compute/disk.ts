import type { ResourceId } from '#domain/resource-id.ts';
import type { Backup } from '#traits/backup.ts';
import type { Cell } from '#traits/cell.ts';
import { andThen, map, type Said } from '#traits/said.ts';
import { beside, elsewhere, type Translation } from '#traits/trait.ts';
import { vaultedIn } from '../data-protection/vault-reads.ts';
import { inBackupVault } from '../data-protection/vaulted.ts';
import { type About, defineResourceType, from } from '../define-resource-type.ts';
import { idOf } from '../examples.ts';
import { zonesBySku } from '../zones.ts';
import { DISK_LEAVES } from './disk-leaves.ts';
import { disksOf, keySets } from './disk-reads.ts';
import { encryptionOf, idAt, machineOf, placesKeptBy } from './disk-says.ts';

const KEYS = idOf('Microsoft.Compute/diskEncryptionSets', 'keys');
const INSTANCE = `${idOf('Microsoft.DataProtection/backupVaults', 'bv')}/backupInstances/disk`;

/** A managed disk, attached or left over. Source: Microsoft.Compute/disks, 2026-03-02; azure-facts §7; type-facts-services, compute. */
export const disk = defineResourceType({
  type: 'Microsoft.Compute/disks',
  holds: 'disk',
  serves: 'nobody',
  reads: {
    disk: disksOf('disk', 'disks', 'Microsoft.Compute/disks'),
    keys: keySets,
    vaulted: vaultedIn,
  },
  traits: {
    places: from(
      'disk',
      'vaulted',
    )((own, vaulted) => placesKeptBy(own, 'disk', keeperOf(own, vaulted))),
    encryption: from('disk', 'keys')((own, keys) => encryptionOf(own, keys, 'disk')),
    backups: from('disk', 'vaulted')(backupsOf),
    zones: from('disk')((own) => [zonesBySku(own.at('sku/name'), 'disk')]),
    logs: beside('a disk is read through its machine, or exported, which the activity log records'),
  },
  mend: {},
  good: {
    id: idOf('Microsoft.Compute/disks', 'disk'),
    bodies: {
      disk: {
        location: 'westeurope',
        managedBy: idOf('Microsoft.Compute/virtualMachines', 'vm'),
        sku: { name: 'Premium_ZRS' },
        properties: {
          diskState: 'Attached',
          encryption: {
            type: 'EncryptionAtRestWithPlatformAndCustomerKeys',
            diskEncryptionSetId: KEYS,
          },
        },
      },
      keys: [
        {
          id: KEYS,
          location: 'westeurope',
          properties: { activeKey: { keyUrl: 'https://kv.vault.azure.net/keys/cmk/1' } },
        },
      ],
      vaulted: [{ id: INSTANCE }],
    },
  },
  breaks: [
    {
      as: 'lies in one zone',
      set: { disk: { 'sku/name': 'Standard_LRS' } },
      breaks: ['zone-redundant'],
    },
    {
      as: 'lies in the United States',
      set: { disk: { location: 'eastus' } },
      breaks: ['location'],
    },
    {
      as: 'lies in an edge zone',
      set: { disk: { extendedLocation: { name: 'losangeles', type: 'EdgeZone' } } },
      breaks: [],
      blinds: ['location'],
    },
    {
      as: 'is attached to nothing, and in no vault',
      set: { disk: { managedBy: undefined }, vaulted: { '': [] } },
      breaks: [
        'backup-interval',
        'backup-recent',
        'backup-retention',
        'geo-redundant-backup',
        'regional-redundancy',
      ],
    },
    {
      as: 'is encrypted under a key of the platform',
      set: { disk: { 'properties/encryption/type': 'EncryptionAtRestWithPlatformKey' } },
      breaks: ['customer-keys'],
    },
    {
      as: 'is encrypted once only, where twice is demanded',
      set: { disk: { 'properties/encryption/type': 'EncryptionAtRestWithCustomerKey' } },
      breaks: ['encryption-at-rest'],
      with: { 'encryption-at-rest': { layers: 2 } },
    },
    {
      as: 'could not be brought under the newest version of its key',
      set: { keys: { '0/properties/autoKeyRotationError': { code: 'KeyDisabled' } } },
      breaks: [],
      blinds: ['customer-keys'],
    },
  ],
  leaves: DISK_LEAVES,
});

/** What keeps its copies: a backup vault, else what backs its machine up. */
function keeperOf(own: Cell, vaulted: Cell): Said<ResourceId | null> {
  return andThen(vaulted.list(), ([row]) =>
    row === undefined ? machineKeeping(own) : row.at('id').text(),
  );
}

function machineKeeping(own: Cell): Said<ResourceId | null> {
  return andThen(own.at('managedBy').optionalText(), (id) => {
    if (id !== null && id !== '') return own.at('managedBy').means(machineOf(id));
    const others = own.at('managedByExtended');
    return andThen(others.isThere(), (isShared) => {
      if (!isShared) return own.at('location').means(null);
      return andThen(others.list(), ([first]) =>
        first === undefined ? others.means(null) : map(first.text(), machineOf),
      );
    });
  });
}

/** The machine, and of a shared disk the first of them. */
function attachedTo(own: Cell): string | undefined {
  const shared = own.at('managedByExtended').list();
  const [first] = shared.said ? shared.value : [];
  const other = first?.text();
  const id = idAt(own, 'managedBy') ?? (other?.said === true ? other.value : undefined);
  return id === undefined ? undefined : machineOf(id);
}

function backupsOf(own: Cell, vaulted: Cell, { name }: About): Translation<Backup> {
  const kept = inBackupVault(vaulted, name);
  if (kept !== undefined && 'elsewhere' in kept) return kept;
  const machine = attachedTo(own);
  if (machine !== undefined) {
    return elsewhere(
      machine,
      `${name} is attached to ${machine}, with which it is backed up`,
      own.at('managedBy').from,
    );
  }
  if (kept !== undefined) return kept;
  return [
    {
      kind: 'snapshot',
      what: 'backups of the disk',
      by: 'policy',
      state: own.at('properties').means('off'),
      never: 'It is attached to no machine, and no vault backs it up',
    },
  ];
}
