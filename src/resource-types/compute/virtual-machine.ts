import { azCommand } from '#domain/az-command.ts';
import type { Backup } from '#traits/backup.ts';
import type { Cell } from '#traits/cell.ts';
import type { Place } from '#traits/place.ts';
import { map } from '#traits/said.ts';
import { elsewhere, type Translation } from '#traits/trait.ts';
import { type About, defineResourceType, from } from '../define-resource-type.ts';
import { idOf } from '../examples.ts';
import { allOf } from '../generic-reads.ts';
import { NETWORK_READS } from '../network-lists.ts';
import { idAt, placesKeptBy } from './disk-says.ts';
import { MACHINE_LEAVES } from './machine-leaves.ts';
import { MACHINE_NETWORK } from './machine-network.ts';
import { MACHINES_VERSION, protection } from './machine-reads.ts';
import { bootRecords, hostEncryption, unmanagedDisks } from './machine-says.ts';
import { MACHINE_NETWORK_BREAKS } from './network-breaks.ts';
import { CARDS, GOOD_NETWORK_OF_MACHINE } from './network-example.ts';

const VAULT = idOf('Microsoft.RecoveryServices/vaults', 'rsv');
const ITEM = `${VAULT}/backupFabrics/Azure/protectionContainers/vm/protectedItems/vm`;

/** A virtual machine, whose system its owner runs. Source: Microsoft.Compute/virtualMachines, 2026-04-01; azure-facts §7, §8. */
export const virtualMachine = defineResourceType({
  type: 'Microsoft.Compute/virtualMachines',
  holds: 'machine',
  serves: 'clients',
  runs: 'owner',
  reads: {
    machine: allOf({
      name: 'virtualMachine',
      what: 'virtual machines',
      type: 'Microsoft.Compute/virtualMachines',
      apiVersion: MACHINES_VERSION,
    }),
    protection,
    ...NETWORK_READS,
  },
  traits: {
    places: from('machine', 'protection')(placesOf),
    encryption: from('machine')((own) =>
      hostEncryption(
        own.at('properties/securityProfile'),
        own.at('properties/storageProfile'),
        own.at('properties/hardwareProfile/vmSize').text(),
      ),
    ),
    ...MACHINE_NETWORK,
    zones: from('machine')((own) => [
      { what: 'virtual machine', spread: own.means('one' as const) },
    ]),
    backups: from('protection')(backupsOf),
    logs: from('machine')((own) =>
      own.notUnderstood('Who reads what in a machine its own system logs'),
    ),
  },
  mend: {
    'encryption-at-rest': ({ id }) =>
      azCommand`az vm update --ids ${id} --set securityProfile.encryptionAtHost=true`,
  },
  good: {
    id: idOf('Microsoft.Compute/virtualMachines', 'vm'),
    bodies: {
      machine: {
        location: 'northeurope',
        properties: {
          hardwareProfile: { vmSize: 'Standard_D4s_v3' },
          securityProfile: { encryptionAtHost: true, securityType: 'TrustedLaunch' },
          storageProfile: { osDisk: { name: 'os', createOption: 'FromImage' }, dataDisks: [] },
          diagnosticsProfile: { bootDiagnostics: { enabled: true } },
          networkProfile: CARDS,
        },
      },
      protection: [{ id: ITEM, properties: { backupManagementType: 'AzureIaasVM' } }],
      ...GOOD_NETWORK_OF_MACHINE,
    },
    unknown: ['access-logging', 'customer-keys', 'encryption-in-transit'],
    cannot: {
      'managed-services': 'its owner runs its system',
      'zone-redundant': 'one machine lies in one zone',
    },
  },
  breaks: [
    {
      as: 'lies in the United States',
      set: { machine: { location: 'eastus' } },
      breaks: ['location'],
    },
    {
      as: 'is backed up by no vault',
      set: { protection: { '': [] } },
      breaks: [
        'backup-interval',
        'backup-recent',
        'backup-retention',
        'geo-redundant-backup',
        'regional-redundancy',
      ],
    },
    ...[false, undefined].map((value) => ({
      as: `leaves its temporary disk and caches in the clear: ${String(value)}`,
      set: { machine: { 'properties/securityProfile/encryptionAtHost': value } },
      breaks: ['encryption-at-rest'],
    })),
    {
      as: 'is of a size that encrypts its temporary disk',
      set: {
        machine: {
          'properties/securityProfile/encryptionAtHost': false,
          'properties/hardwareProfile/vmSize': 'Standard_D4ds_v5',
        },
      },
      breaks: [],
      blinds: ['encryption-at-rest'],
    },
    {
      as: 'is encrypted from inside',
      set: {
        machine: {
          'properties/securityProfile/encryptionAtHost': false,
          'properties/storageProfile/osDisk/encryptionSettings': { enabled: true },
        },
      },
      breaks: [],
      blinds: ['encryption-at-rest'],
    },
    {
      as: 'has a disk that is a file in a storage account',
      set: {
        machine: {
          'properties/storageProfile/osDisk/vhd': {
            uri: 'https://st.blob.core.windows.net/vhds/a',
          },
        },
      },
      breaks: [],
      blinds: ['location'],
    },
    {
      as: 'keeps its boot records in a storage account',
      set: {
        machine: {
          'properties/diagnosticsProfile/bootDiagnostics/storageUri':
            'https://st.blob.core.windows.net/',
        },
      },
      breaks: [],
      blinds: ['location'],
    },
    ...MACHINE_NETWORK_BREAKS,
  ],
  leaves: { machine: MACHINE_LEAVES },
});

/** Its vault keeps its copies. */
function placesOf(own: Cell, items: Cell): readonly Place[] {
  const vault = vaultOf(items);
  return [
    ...placesKeptBy(
      own,
      'virtual machine',
      map(items.list(), () => vault ?? null),
    ),
    ...unmanagedDisks(own.at('properties/storageProfile'), vault),
    ...bootRecords(own.at('properties/diagnosticsProfile')),
  ];
}

function vaultOf(items: Cell): string | undefined {
  const rows = items.list();
  const [row] = rows.said ? rows.value : [];
  return row === undefined ? undefined : idAt(row, 'id')?.replace(/\/backupFabrics\/.*$/iu, '');
}

/** How often and for how long is said by the vault's own item, whose verdict stands for the machine's. */
function backupsOf(items: Cell, { name }: About): Translation<Backup> {
  const rows = items.list();
  if (!rows.said) return rows;
  const vault = vaultOf(items);
  if (vault !== undefined) {
    return elsewhere(
      vault,
      `${name} is backed up by the vault ${vault}`,
      rows.value[0]?.from ?? [],
    );
  }
  // Named by a vault's item that does not say which: nothing is known of it.
  const [nameless] = rows.value;
  if (nameless !== undefined) return nameless.notUnderstood('A vault names it, and not itself');
  return [
    {
      kind: 'full',
      what: 'backups of the machine',
      by: 'policy',
      state: map(rows, () => 'off'),
      never: 'No vault backs the machine up',
    },
  ];
}
