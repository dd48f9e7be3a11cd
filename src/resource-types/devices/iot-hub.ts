import { always } from '#traits/trait.ts';
import { defineResourceType, from, only } from '../define-resource-type.ts';
import { diagnosticSettings, logPlaces, logStream, sendLogs } from '../diagnostic-settings.ts';
import { itself } from '../generic-reads.ts';
import { neverBackedUp } from '../no-backup.ts';
import { closePublicAccess } from '../public-access.ts';
import { subscriptionRegions } from '../subscription-regions.ts';
import { builtInDoor, hubDoor } from './iot-hub-door.ts';
import { AUDIT, BREAKS, GOOD, LEAVES } from './iot-hub-example.ts';
import { hubPlaces, routedPlaces } from './iot-hub-places.ts';

const TYPE = 'Microsoft.Devices/IotHubs';

/** Which devices came and went. Source: type-classes §2. */
const CONNECTIONS = {
  what: 'connections of devices',
  carry: ['connections'],
  other: [
    'devicetelemetry',
    'c2dcommands',
    'deviceidentityoperations',
    'fileuploadoperations',
    'routes',
    'twinqueries',
    'd2ctwinoperations',
    'c2dtwinoperations',
    'directmethods',
    'jobsoperations',
    'distributedtracing',
    'configurations',
    'devicestreams',
  ],
} as const;

/** Devices, their twins and what they send. Source: Microsoft.Devices/IotHubs, 2023-06-30; type-facts-services §2. */
export const iotHub = defineResourceType({
  type: 'Microsoft.Devices/IotHubs',
  holds: 'messages',
  serves: 'clients',
  reads: {
    hub: itself({ name: 'iotHub', what: 'IoT hub', type: TYPE, apiVersion: '2023-06-30' }),
    regions: subscriptionRegions,
    settings: diagnosticSettings,
  },
  traits: {
    places: [
      only(['primary', 'replica'], from('hub', 'regions')(hubPlaces)),
      only(['replica'], from('hub')(routedPlaces)),
      only(['log'], from('settings')(logPlaces)),
    ],
    // Guess: AES-256, as all that lies in Azure Storage; the page does not name the cipher.
    encryption: always(
      'IoT Hub always encrypts what it keeps, under keys of Microsoft; that cannot be switched off',
      'https://learn.microsoft.com/azure/azure-government/documentation-government-impact-level-5',
      '2026-11-29',
    ),
    endpoints: from('hub')((own) => [hubDoor(own), builtInDoor(own)]),
    backups: from('hub')((own) =>
      neverBackedUp(own, 'The registry can be exported, but Azure keeps no backup of it'),
    ),
    logs: from('settings')((settings) => [logStream(settings, CONNECTIONS)]),
  },
  mend: {
    'network-isolation': closePublicAccess(),
    'access-logging': (resource) => sendLogs(resource, AUDIT),
  },
  good: GOOD,
  breaks: BREAKS,
  leaves: LEAVES,
});
