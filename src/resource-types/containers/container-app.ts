import { azCommand } from '#domain/az-command.ts';
import { defineResourceType, from, only } from '../define-resource-type.ts';
import { diagnosticSettings, logPlaces } from '../diagnostic-settings.ts';
import { idOf } from '../examples.ts';
import { allOf } from '../generic-reads.ts';
import { leaving } from '../leaving.ts';
import { noBackup } from '../no-backup.ts';
import { ownPlaces } from '../own-places.ts';
import { appDoors, asEnvironment, reachOfApp } from './container-app-doors.ts';

const TYPE = 'Microsoft.App/containerApps';
const INGRESS = 'properties/configuration/ingress';

/**
 * A container app: what it runs, and secrets. What it works on lies elsewhere, or on a disk that goes with it.
 * Source: Microsoft.App/containerApps, 2026-01-01; type-facts-services §4.
 */
export const containerApp = defineResourceType({
  type: 'Microsoft.App/containerApps',
  holds: 'code',
  serves: 'clients',
  reads: {
    app: allOf({
      name: 'containerApp',
      what: 'container app',
      type: TYPE,
      apiVersion: '2026-01-01',
    }),
    settings: diagnosticSettings,
  },
  traits: {
    places: [
      only(
        ['primary'],
        from('app')((own) => ownPlaces(own, 'container app')),
      ),
      only(['log'], from('settings')(logPlaces)),
    ],
    encryption: from('app')((own) =>
      asEnvironment(own, 'What the app keeps lies in its environment'),
    ),
    endpoints: [
      only(['transport'], from('app')(appDoors)),
      only(['reach'], from('app')(reachOfApp)),
    ],
    backups: from('app')(noBackup('Azure keeps no backup of a container app')),
    logs: from('app')((own) =>
      asEnvironment(own, 'The environment writes the records of its apps'),
    ),
  },
  mend: {
    'encryption-in-transit': ({ id }) =>
      azCommand`az resource update --ids ${id} --set properties.configuration.ingress.allowInsecure=false`,
    'network-isolation': ({ id }) =>
      azCommand`az resource update --ids ${id} --set properties.configuration.ingress.external=false`,
  },
  good: {
    id: idOf(TYPE, 'app'),
    bodies: {
      app: {
        location: 'West Europe',
        properties: {
          environmentId: idOf('Microsoft.App/managedEnvironments', 'apps'),
          configuration: { ingress: { external: false, allowInsecure: false, transport: 'auto' } },
        },
      },
      settings: [],
    },
  },
  breaks: [
    {
      as: 'lies in the United States',
      set: { app: { location: 'East US' } },
      breaks: ['location'],
    },
    {
      as: 'accepts plain HTTP',
      set: { app: { [`${INGRESS}/allowInsecure`]: true } },
      breaks: ['encryption-in-transit'],
    },
    {
      as: 'answers on a TCP port',
      set: { app: { [`${INGRESS}/transport`]: 'tcp' } },
      breaks: [],
      blinds: ['encryption-in-transit'],
    },
    {
      as: 'answers on a further port',
      set: {
        app: { [`${INGRESS}/additionalPortMappings`]: [{ external: false, targetPort: 22 }] },
      },
      breaks: [],
      blinds: ['encryption-in-transit'],
    },
    {
      as: 'lets in half of the internet',
      set: {
        app: {
          [`${INGRESS}/external`]: true,
          [`${INGRESS}/ipSecurityRestrictions`]: [{ action: 'Allow', ipAddressRange: '0.0.0.0/1' }],
        },
      },
      breaks: ['network-isolation'],
    },
    {
      as: 'does not say which environment it is in',
      set: { app: { 'properties/environmentId': undefined } },
      breaks: [],
      blinds: ['access-logging', 'customer-keys', 'encryption-at-rest'],
    },
  ],
  leaves: {
    app: {
      ...leaving(
        'names and addresses of its own',
        `latest* customDomainVerificationId outboundIpAddresses eventStreamEndpoint configuration/ingress/fqdn
        configuration/ingress/targetPort configuration/ingress/exposedPort configuration/ingress/customDomains/**`,
      ),
      ...leaving('the former name of environmentId', 'managedEnvironmentId'),
      ...leaving('how it fares', 'runningStatus'),
      ...leaving('price and size', 'workloadProfileName'),
      ...leaving(
        'what runs, and how; volumes lie in a storage account, judged by itself',
        `template/** configuration/secrets/** configuration/activeRevisionsMode configuration/registries/** configuration/dapr/**
        configuration/runtime/** configuration/maxInactiveRevisions configuration/service/** configuration/identitySettings/**`,
      ),
      ...leaving(
        'how requests are handed on',
        'configuration/ingress/traffic/** configuration/ingress/stickySessions/** configuration/ingress/corsPolicy/**',
      ),
      ...leaving(
        'whether clients show a certificate: no claim speaks of it yet',
        'configuration/ingress/clientCertificateMode',
      ),
      ...leaving(
        'names of rules',
        'configuration/ingress/ipSecurityRestrictions/*/name configuration/ingress/ipSecurityRestrictions/*/description',
      ),
      ...leaving(
        'numbers of ports',
        'configuration/ingress/additionalPortMappings/*/targetPort configuration/ingress/additionalPortMappings/*/exposedPort',
      ),
      'extendedLocation/type': 'edge zone or custom location: neither is a region',
      'identity/**': 'as whom it signs in elsewhere',
      managedBy: 'what else manages it',
      kind: 'container app, function app or logic app: the same questions are asked of all',
    },
  },
});
