import type { Cell } from '#traits/cell.ts';
import { type Place, placeOfResource } from '#traits/place.ts';
import { lacks } from '../absence.ts';
import { keyAt } from '../customer-key.ts';
import { defineResourceType, from, only } from '../define-resource-type.ts';
import { diagnosticSettings, logPlaces, logStream, sendLogs } from '../diagnostic-settings.ts';
import { idOf } from '../examples.ts';
import { childrenBelow } from '../generic-reads.ts';
import { leaving } from '../leaving.ts';
import { closePublicAccess } from '../public-access.ts';
import { AUDIT_TO, breaksOf, goodService, OWN_KEY, SERVICE_LEAVES } from './service-example.ts';
import { API_VERSION, AUDIT, backupsOfRecords, recordDoor } from './service-says.ts';

const TYPE = 'Microsoft.HealthcareApis/workspaces/dicomservices';
const KEY = 'properties/encryption/customerManagedKeyEncryption/keyEncryptionKeyUrl';
const STORE = 'properties/storageConfiguration';

/** Medical images by DICOM. Source: Microsoft.HealthcareApis/workspaces/dicomservices, 2024-03-31; type-facts-data §8. */
export const dicomService = defineResourceType({
  type: 'Microsoft.HealthcareApis/workspaces/dicomservices',
  holds: 'files',
  serves: 'clients',
  reads: {
    service: childrenBelow({
      name: 'dicomService',
      what: 'DICOM service',
      type: TYPE,
      apiVersion: API_VERSION,
    }),
    settings: diagnosticSettings,
  },
  traits: {
    places: [
      only(['primary'], from('service')(imagePlaces)),
      only(['log'], from('settings')(logPlaces)),
    ],
    encryption: from('service')((own) => [
      { what: 'DICOM service', state: own.means('on'), key: keyAt(own, KEY) },
    ]),
    endpoints: from('service')((own) => [recordDoor(own, 'DICOM service')]),
    backups: from('service')(backupsOfRecords),
    logs: from('settings')((settings) => [logStream(settings, AUDIT)]),
  },
  mend: {
    'network-isolation': closePublicAccess(API_VERSION),
    'access-logging': (resource) => sendLogs(resource, AUDIT_TO),
  },
  good: goodService(
    `${idOf('Microsoft.HealthcareApis/workspaces', 'health')}/dicomservices/images`,
    {
      ...OWN_KEY,
      serviceUrl: 'https://health-images.dicom.azurehealthcareapis.com',
      storageConfiguration: {
        storageResourceId: idOf('Microsoft.Storage/storageAccounts', 'images'),
        fileSystemName: 'dicom',
      },
    },
    ['backup-interval', 'backup-recent', 'backup-retention'],
  ),
  breaks: [
    ...breaksOf('properties/encryption'),
    {
      as: 'keeps images in an account that it does not name',
      set: { service: { [`${STORE}/storageResourceId`]: undefined } },
      breaks: [],
      blinds: ['location', 'regional-redundancy'],
    },
  ],
  leaves: {
    service: {
      ...SERVICE_LEAVES,
      ...leaving('whether it tells of changes', 'eventState'),
      ...leaving('its address', 'serviceUrl'),
      ...leaving('whether images are parted among senders', 'enableDataPartitions'),
      ...leaving('where in the account that is named', 'storageConfiguration/fileSystemName'),
    },
  },
});

/** The images themselves lie in an account of the owner's, where it names one; that is judged by itself as well. */
function imagePlaces(own: Cell): readonly Place[] {
  const here: Place = { kind: 'primary', what: 'DICOM service', region: own.at('location').text() };
  if (lacks(own, STORE)) return [here];
  const id = own.at(`${STORE}/storageResourceId`).text();
  return [here, placeOfResource('primary', `images in ${id.said ? id.value : 'a store'}`, id)];
}
