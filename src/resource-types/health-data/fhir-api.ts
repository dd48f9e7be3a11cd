import { ON_BACKUPS_OF_DATABASES } from '../backup-questions.ts';
import { keyAt } from '../customer-key.ts';
import { defineResourceType, from, only } from '../define-resource-type.ts';
import { diagnosticSettings, logPlaces, logStream, sendLogs } from '../diagnostic-settings.ts';
import { idOf } from '../examples.ts';
import { allOf } from '../generic-reads.ts';
import { leaving } from '../leaving.ts';
import { closePublicAccess } from '../public-access.ts';
import { AUDIT_TO, breaksOf, EXPORTED, goodService, SERVICE_LEAVES } from './service-example.ts';
import { API_VERSION, AUDIT, backupsOfRecords, recordDoor, recordPlaces } from './service-says.ts';

const TYPE = 'Microsoft.HealthcareApis/services';

/**
 * Azure API for FHIR, which ended on 2026-09-30: what is left of it may hold records all the same. Source: Microsoft.HealthcareApis/services,
 * 2024-03-31; type-facts-data §8.
 */
export const fhirApi = defineResourceType({
  type: 'Microsoft.HealthcareApis/services',
  holds: 'database',
  serves: 'clients',
  reads: {
    service: allOf({
      name: 'fhirApi',
      what: 'Azure API for FHIR',
      type: TYPE,
      apiVersion: API_VERSION,
    }),
    settings: diagnosticSettings,
  },
  traits: {
    places: [
      only(
        ['primary', 'replica'],
        from('service')((own) => recordPlaces(own, 'Azure API for FHIR')),
      ),
      only(['log'], from('settings')(logPlaces)),
    ],
    encryption: from('service')((own) => [
      {
        what: 'Azure API for FHIR',
        state: own.means('on'),
        key: keyAt(own, 'properties/cosmosDbConfiguration/keyVaultKeyUri'),
      },
    ]),
    endpoints: from('service')((own) => [recordDoor(own, 'Azure API for FHIR')]),
    backups: from('service')(backupsOfRecords),
    logs: from('settings')((settings) => [logStream(settings, AUDIT)]),
  },
  mend: {
    'network-isolation': closePublicAccess(API_VERSION),
    'access-logging': (resource) => sendLogs(resource, AUDIT_TO),
  },
  good: goodService(
    idOf(TYPE, 'records'),
    {
      cosmosDbConfiguration: {
        offerThroughput: 400,
        keyVaultKeyUri: 'https://kv.vault.azure.net/keys/cmk',
      },
    },
    ON_BACKUPS_OF_DATABASES,
  ),
  breaks: [...breaksOf('properties/cosmosDbConfiguration/keyVaultKeyUri'), EXPORTED],
  leaves: {
    service: {
      ...SERVICE_LEAVES,
      ...leaving('who may, beside roles', 'accessPolicies/**'),
      ...leaving('how records are turned into another form', 'acrConfiguration/**'),
      ...leaving('what is read in lay there before', 'importConfiguration/**'),
      ...leaving(
        'size, and as whom it fetches the key',
        'cosmosDbConfiguration/offerThroughput cosmosDbConfiguration/crossTenantCmkApplicationId',
      ),
      kind: 'which version of FHIR',
    },
  },
});
