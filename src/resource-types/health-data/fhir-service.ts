import { ON_BACKUPS_OF_DATABASES } from '../backup-questions.ts';
import { keyAt } from '../customer-key.ts';
import { defineResourceType, from, only } from '../define-resource-type.ts';
import { diagnosticSettings, logPlaces, logStream, sendLogs } from '../diagnostic-settings.ts';
import { idOf } from '../examples.ts';
import { childrenBelow } from '../generic-reads.ts';
import { leaving } from '../leaving.ts';
import { closePublicAccess } from '../public-access.ts';
import {
  AUDIT_TO,
  breaksOf,
  EXPORTED,
  goodService,
  OWN_KEY,
  SERVICE_LEAVES,
} from './service-example.ts';
import { API_VERSION, AUDIT, backupsOfRecords, recordDoor, recordPlaces } from './service-says.ts';

const TYPE = 'Microsoft.HealthcareApis/workspaces/fhirservices';
const KEY = 'properties/encryption/customerManagedKeyEncryption/keyEncryptionKeyUrl';

/** Health records by FHIR. Source: Microsoft.HealthcareApis/workspaces/fhirservices, 2024-03-31; type-facts-data §8. */
export const fhirService = defineResourceType({
  type: 'Microsoft.HealthcareApis/workspaces/fhirservices',
  holds: 'database',
  serves: 'clients',
  reads: {
    service: childrenBelow({
      name: 'fhirService',
      what: 'FHIR service',
      type: TYPE,
      apiVersion: API_VERSION,
    }),
    settings: diagnosticSettings,
  },
  traits: {
    places: [
      only(
        ['primary', 'replica'],
        from('service')((own) => recordPlaces(own, 'FHIR service')),
      ),
      only(['log'], from('settings')(logPlaces)),
    ],
    encryption: from('service')((own) => [
      { what: 'FHIR service', state: own.means('on'), key: keyAt(own, KEY) },
    ]),
    endpoints: from('service')((own) => [recordDoor(own, 'FHIR service')]),
    backups: from('service')(backupsOfRecords),
    logs: from('settings')((settings) => [logStream(settings, AUDIT)]),
  },
  mend: {
    'network-isolation': closePublicAccess(API_VERSION),
    'access-logging': (resource) => sendLogs(resource, AUDIT_TO),
  },
  good: goodService(
    `${idOf('Microsoft.HealthcareApis/workspaces', 'health')}/fhirservices/records`,
    OWN_KEY,
    ON_BACKUPS_OF_DATABASES,
  ),
  breaks: [...breaksOf('properties/encryption'), EXPORTED],
  leaves: {
    service: {
      ...SERVICE_LEAVES,
      ...leaving('whether it tells of changes', 'eventState'),
      ...leaving(
        'how records are turned into another form',
        'acrConfiguration/** resourceVersionPolicyConfiguration/** implementationGuidesConfiguration/**',
      ),
      ...leaving('what is read in lay there before', 'importConfiguration/**'),
      kind: 'which version of FHIR',
    },
  },
});
