import type { Cell } from '#traits/cell.ts';
import { type Place, placeOfResource } from '#traits/place.ts';
import { lacks } from '../absence.ts';
import { keyAt } from '../customer-key.ts';
import { defineResourceType, from } from '../define-resource-type.ts';
import { ENCRYPTED_BY_ITSELF, idOf } from '../examples.ts';
import { allOf } from '../generic-reads.ts';
import { leaving } from '../leaving.ts';
import { neverBackedUp } from '../no-backup.ts';
import { outermost } from '../outermost.ts';

const TYPE = 'Microsoft.StorageCache/amlFilesystems';
const NO_BACKUP = 'Azure keeps no backup of a Lustre file system';
const PLAIN = 'Lustre talks plain text, within the network of its owner';
const ALONE = 'a Lustre file system lies in one region';

/** Azure Managed Lustre. Source: Microsoft.StorageCache/amlFilesystems, 2026-01-01; type-facts-services §7. */
export const lustreFileSystem = defineResourceType({
  type: 'Microsoft.StorageCache/amlFilesystems',
  holds: 'files',
  serves: 'clients',
  reads: {
    files: allOf({
      name: 'lustreFileSystem',
      what: 'Lustre file systems',
      type: TYPE,
      apiVersion: '2026-01-01',
    }),
  },
  traits: {
    places: from('files')(placesOf),
    // Guess: always, as managed disks are; without a key of the customer’s under Microsoft’s.
    encryption: from('files')((own) => [
      {
        what: 'Lustre file system',
        state: own.means('on'),
        key: keyAt(own, 'properties/encryptionSettings/keyEncryptionKey/keyUrl'),
      },
    ]),
    endpoints: from('files')((own) => [
      {
        what: 'Lustre file system',
        // Guess: the protocol has no encryption that Azure would let one switch on.
        plainText: own.means('accepted'),
        reach: own.at('properties/filesystemSubnet').means({ is: 'private' }),
      },
    ]),
    backups: from('files')((own) => neverBackedUp(own, NO_BACKUP)),
    logs: from('files')((own) =>
      own.notUnderstood('Whether a Lustre file system logs who reads what is not known here'),
    ),
  },
  mend: {},
  good: {
    id: idOf(TYPE, 'lustre'),
    bodies: {
      files: {
        location: 'northeurope',
        properties: {
          provisioningState: 'Succeeded',
          filesystemSubnet: idOf('Microsoft.Network/virtualNetworks', 'vnet'),
          encryptionSettings: {
            keyEncryptionKey: { keyUrl: 'https://kv.vault.azure.net/keys/cmk/1' },
          },
          hsm: {
            settings: {
              container: `${idOf('Microsoft.Storage/storageAccounts', 'archive')}/blobServices/default/containers/data`,
              loggingContainer: `${idOf('Microsoft.Storage/storageAccounts', 'archive')}/blobServices/default/containers/logs`,
            },
          },
        },
      },
    },
    unknown: ['access-logging'],
    cannot: {
      'backup-interval': NO_BACKUP,
      'backup-recent': NO_BACKUP,
      'backup-retention': NO_BACKUP,
      'encryption-in-transit': PLAIN,
      'geo-redundant-backup': ALONE,
      'regional-redundancy': ALONE,
    },
    unbreakable: {
      'encryption-at-rest': ENCRYPTED_BY_ITSELF['encryption-at-rest'],
      'network-isolation': 'it has addresses of a private network alone',
    },
  },
  breaks: [
    {
      as: 'lies in the United States',
      set: { files: { location: 'eastus' } },
      breaks: ['location'],
    },
    {
      as: 'copies its files to a container that it does not name',
      set: { files: { 'properties/hsm/settings/container': undefined } },
      breaks: [],
      blinds: ['location'],
    },
    {
      as: 'is encrypted under the key of the service',
      set: { files: { 'properties/encryptionSettings': undefined } },
      breaks: ['customer-keys'],
    },
  ],
  leaves: {
    files: {
      'sku/**': 'price and size',
      zones: 'zones of one region',
      'identity/**': 'as whom it fetches the key',
      ...leaving(
        'price and size',
        'storageCapacityTiB currentStorageCapacityTiB throughputProvisionedMBps',
      ),
      ...leaving('how it fares', 'clusterUuid health/** hsm/archiveStatus/**'),
      ...leaving('its addresses', 'clientInfo/**'),
      ...leaving(
        'in which vault the key lies: its address says it',
        'encryptionSettings/keyEncryptionKey/sourceVault/**',
      ),
      ...leaving('when it is updated', 'maintenanceWindow/**'),
      ...leaving(
        'which part of the container it began with',
        'hsm/settings/importPrefix hsm/settings/importPrefixesInitial',
      ),
      ...leaving('who is taken for whom, once let in', 'rootSquashSettings/**'),
    },
  },
});

/** The file system, and the containers that it copies its files and its records to. Source: `hsm.settings`, 2026-01-01. */
function placesOf(own: Cell): readonly Place[] {
  const home: Place = {
    kind: 'primary',
    what: 'Lustre file system',
    region: own.at('location').text(),
  };
  if (lacks(own, 'properties/hsm')) return [home];
  const settings = own.at('properties/hsm/settings');
  return [
    home,
    placeOfResource('replica', 'container of its files', outermost(settings.at('container'))),
    placeOfResource('log', 'container of its records', outermost(settings.at('loggingContainer'))),
  ];
}
