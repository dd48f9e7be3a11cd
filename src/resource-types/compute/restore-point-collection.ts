import type { Cell } from '#traits/cell.ts';
import type { Place } from '#traits/place.ts';
import { always, beside } from '#traits/trait.ts';
import { defineResourceType, from } from '../define-resource-type.ts';
import { idOf } from '../examples.ts';
import { allOf } from '../generic-reads.ts';
import { namedAt, placesKeptBy } from './disk-says.ts';

/**
 * Restore points of a machine, which Azure Backup makes as well, in a group of its own; in another region where somebody copied them
 * there. Source: Microsoft.Compute/restorePointCollections, 2026-04-01; type-facts-services, compute.
 */
export const restorePointCollection = defineResourceType({
  type: 'Microsoft.Compute/restorePointCollections',
  holds: 'copies',
  serves: 'nobody',
  reads: {
    collection: allOf({
      name: 'restorePointCollection',
      what: 'restore point collections',
      type: 'Microsoft.Compute/restorePointCollections',
      apiVersion: '2026-04-01',
    }),
  },
  traits: {
    places: from('collection')(placesOf),
    encryption: always(
      'Restore points are encrypted with 256-bit AES, as the disks that they are of',
      'https://learn.microsoft.com/azure/virtual-machines/disk-encryption',
      '2026-11-28',
    ),
    backups: beside(
      'its restore points are copies themselves; what takes them is a vault, or nobody',
    ),
    keeping: from('collection')((own) => [
      { what: 'restore point collection', recoverableDays: own.at('properties').means(0) },
    ]),
    logs: beside('restore points are read by making disks of them, which the activity log records'),
  },
  mend: {},
  good: {
    id: idOf('Microsoft.Compute/restorePointCollections', 'points'),
    bodies: {
      collection: {
        location: 'northeurope',
        properties: {
          source: { id: idOf('Microsoft.Compute/virtualMachines', 'vm'), location: 'northeurope' },
        },
      },
    },
    unknown: ['customer-keys'],
    cannot: { 'deletion-protection': 'a collection that is deleted is gone at once' },
    unbreakable: { 'encryption-at-rest': 'there is no setting' },
  },
  breaks: [
    {
      as: 'lies in the United States',
      set: { collection: { location: 'eastus' } },
      breaks: ['location'],
    },
    {
      as: 'names nothing that it is of',
      set: { collection: { 'properties/source': undefined } },
      breaks: ['geo-redundant-backup', 'regional-redundancy'],
    },
  ],
  leaves: {
    collection: {
      'properties/source/location': 'of the machine, which is judged by itself',
      'properties/restorePointCollectionId': 'a name',
      'properties/restorePoints/**':
        'sent when asked for alone: each lies where the collection does',
      'properties/instantAccess': 'how fast they are read',
    },
  },
});

/** The machine that it is of answers for redundancy. */
function placesOf(own: Cell): readonly Place[] {
  return placesKeptBy(own, 'restore points', namedAt(own, 'properties/source'));
}
