import { azCommand } from '#domain/az-command.ts';
import type { Backup } from '#traits/backup.ts';
import type { Cell } from '#traits/cell.ts';
import type { Encryption } from '#traits/encryption.ts';
import { andThen } from '#traits/said.ts';
import { beside, type Translation } from '#traits/trait.ts';
import { defineResourceType, from } from '../define-resource-type.ts';
import { idOf } from '../examples.ts';
import { allOf } from '../generic-reads.ts';
import { NETWORK_READS_OF_SET } from '../network-lists.ts';
import { zonesByList } from '../zones.ts';
import { ownPlace } from './disk-says.ts';
import { SCALE_SET_LEAVES } from './machine-leaves.ts';
import { SET_NETWORK } from './machine-network.ts';
import { MACHINES_VERSION } from './machine-reads.ts';
import { bootRecords, EACH, hostEncryption, isFlexible, unmanagedOfSet } from './machine-says.ts';
import { SET_NETWORK_BREAKS } from './network-breaks.ts';
import { CARDS_OF_SET, GOOD_NETWORK } from './network-example.ts';

/** Source: Microsoft, "Reliability in Virtual Machine Scale Sets": one without zones is nonzonal, and not resilient to the loss of one. */
const NOT_ZONAL =
  'zones: a set without them lies wherever Azure puts it, and is not resilient to a zone’s loss';

/**
 * A scale set: machines that are made alike. Of a flexible one they are resources of their own, which are judged so. Source:
 * Microsoft.Compute/virtualMachineScaleSets, 2026-04-01; type-facts-services, compute.
 */
export const scaleSet = defineResourceType({
  type: 'Microsoft.Compute/virtualMachineScaleSets',
  holds: 'machine',
  serves: 'clients',
  runs: 'owner',
  reads: {
    set: allOf({
      name: 'virtualMachineScaleSet',
      what: 'scale sets',
      type: 'Microsoft.Compute/virtualMachineScaleSets',
      apiVersion: MACHINES_VERSION,
    }),
    ...NETWORK_READS_OF_SET,
  },
  traits: {
    places: from('set')((own) => [
      ownPlace(own, 'scale set'),
      ...unmanagedOfSet(own.at('properties/virtualMachineProfile/storageProfile')),
      ...bootRecords(own.at('properties/virtualMachineProfile/diagnosticsProfile')),
    ]),
    encryption: from('set')(encryptionOf),
    ...SET_NETWORK,
    zones: from('set')((own) => [
      zonesByList(own.at('zones'), 'scale set', { means: 'one', source: NOT_ZONAL }),
    ]),
    backups: from('set')(backupsOf),
    logs: from('set')((own) =>
      own.notUnderstood('Who reads what in a machine its own system logs'),
    ),
  },
  mend: {
    'encryption-at-rest': ({ id }) =>
      azCommand`az vmss update --ids ${id} --set virtualMachineProfile.securityProfile.encryptionAtHost=true`,
  },
  good: {
    id: idOf('Microsoft.Compute/virtualMachineScaleSets', 'vmss'),
    bodies: {
      set: {
        location: 'northeurope',
        zones: ['1', '2', '3'],
        sku: { name: 'Standard_D4s_v3', capacity: 2 },
        properties: {
          orchestrationMode: 'Uniform',
          virtualMachineProfile: {
            securityProfile: { encryptionAtHost: true },
            storageProfile: { osDisk: { createOption: 'FromImage' } },
            networkProfile: CARDS_OF_SET,
          },
        },
      },
      ...GOOD_NETWORK,
    },
    unknown: ['access-logging', 'customer-keys', 'encryption-in-transit'],
    cannot: {
      'backup-interval': 'no vault backs up the machines of a uniform scale set',
      'backup-recent': 'no vault backs up the machines of a uniform scale set',
      'backup-retention': 'no vault backs up the machines of a uniform scale set',
      'geo-redundant-backup': 'no vault backs up the machines of a uniform scale set',
      'managed-services': 'its owner runs the systems of its machines',
      'regional-redundancy': 'a scale set lies in one region',
    },
  },
  breaks: [
    ...[['1'], undefined].map((zones) => ({
      as: `lies in one zone: ${JSON.stringify(zones ?? 'whichever Azure chooses')}`,
      set: { set: { zones } },
      breaks: ['zone-redundant'],
    })),
    { as: 'lies in the United States', set: { set: { location: 'eastus' } }, breaks: ['location'] },
    {
      as: 'has disks that are files in a storage account',
      set: {
        set: {
          'properties/virtualMachineProfile/storageProfile/osDisk/vhdContainers': [
            'https://st.blob.core.windows.net/vhds',
          ],
        },
      },
      breaks: [],
      blinds: ['location', 'regional-redundancy'],
    },
    {
      as: 'leaves temporary disks and caches in the clear',
      set: {
        set: { 'properties/virtualMachineProfile/securityProfile/encryptionAtHost': false },
      },
      breaks: ['encryption-at-rest'],
    },
    ...SET_NETWORK_BREAKS,
  ],
  leaves: { set: SCALE_SET_LEAVES },
});

function encryptionOf(own: Cell): Translation<Encryption> {
  const flexible = isFlexible(own);
  if (!flexible.said) return flexible;
  const profile = own.at('properties/virtualMachineProfile');
  return flexible.value
    ? beside(EACH)
    : hostEncryption(
        profile.at('securityProfile'),
        profile.at('storageProfile'),
        own.at('sku/name').text(),
      );
}

/** Guess: a uniform set’s machines are in no vault, for none is documented to take them. */
function backupsOf(own: Cell): Translation<Backup> {
  const flexible = isFlexible(own);
  if (!flexible.said) return flexible;
  if (flexible.value) return beside(EACH);
  return [
    {
      kind: 'full',
      what: 'backups of the machines',
      by: 'policy',
      state: andThen(flexible, () => own.at('properties').means('off' as const)),
      never: 'No vault backs up the machines of a uniform scale set',
    },
  ];
}
