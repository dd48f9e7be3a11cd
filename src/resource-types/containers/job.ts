import { defineResourceType, from, only } from '../define-resource-type.ts';
import { diagnosticSettings, logPlaces } from '../diagnostic-settings.ts';
import { idOf } from '../examples.ts';
import { allOf } from '../generic-reads.ts';
import { leaving } from '../leaving.ts';
import { noBackup } from '../no-backup.ts';
import { ownPlaces } from '../own-places.ts';
import { asEnvironment } from './container-app-doors.ts';

const TYPE = 'Microsoft.App/jobs';

/**
 * A job in containers: what it runs, and secrets; it answers nobody. What it works on lies elsewhere, or on a disk that goes with it.
 * Source: Microsoft.App/jobs, 2026-01-01; type-facts-services §4.
 */
export const containerJob = defineResourceType({
  type: 'Microsoft.App/jobs',
  holds: 'code',
  serves: 'nobody',
  reads: {
    job: allOf({
      name: 'containerJob',
      what: 'container job',
      type: TYPE,
      apiVersion: '2026-01-01',
    }),
    settings: diagnosticSettings,
  },
  traits: {
    places: [
      only(
        ['primary'],
        from('job')((own) => ownPlaces(own, 'container job')),
      ),
      only(['log'], from('settings')(logPlaces)),
    ],
    encryption: from('job')((own) =>
      asEnvironment(own, 'What the job keeps lies in its environment'),
    ),
    backups: from('job')(noBackup('Azure keeps no backup of a container job')),
    logs: from('job')((own) =>
      asEnvironment(own, 'The environment writes the records of its jobs'),
    ),
  },
  mend: {},
  good: {
    id: idOf(TYPE, 'job'),
    bodies: {
      job: {
        location: 'West Europe',
        properties: {
          provisioningState: 'Succeeded',
          environmentId: idOf('Microsoft.App/managedEnvironments', 'apps'),
        },
      },
      settings: [],
    },
  },
  breaks: [
    {
      as: 'lies in the United States',
      set: { job: { location: 'East US' } },
      breaks: ['location'],
    },
    {
      as: 'does not say which environment it is in',
      set: { job: { 'properties/environmentId': undefined } },
      breaks: [],
      blinds: ['access-logging', 'customer-keys', 'encryption-at-rest'],
    },
  ],
  leaves: {
    job: {
      ...leaving('its addresses', 'outboundIpAddresses eventStreamEndpoint'),
      ...leaving('price and size', 'workloadProfileName'),
      ...leaving(
        'when and what it runs; shares are resources of their own',
        'configuration/** template/**',
      ),
      'identity/**': 'as whom it signs in elsewhere',
    },
  },
});
