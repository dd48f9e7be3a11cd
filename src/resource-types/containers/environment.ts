import type { Cell } from '#traits/cell.ts';
import type { Endpoint, Reach } from '#traits/endpoint.ts';
import { andThen, map } from '#traits/said.ts';
import { always, beside } from '#traits/trait.ts';
import { defineResourceType, from, only } from '../define-resource-type.ts';
import { diagnosticSettings, logPlaces, logStream } from '../diagnostic-settings.ts';
import { idOf, logsTo } from '../examples.ts';
import { allOf } from '../generic-reads.ts';
import { leaving } from '../leaving.ts';
import { noBackup } from '../no-backup.ts';
import { ownPlaces } from '../own-places.ts';
import { reachBy } from '../public-access.ts';
import { zonesByFlag } from '../zones.ts';

const TYPE = 'Microsoft.App/managedEnvironments';

/** What the apps print, and what happens to them; Azure has no log of who called. Source: type-classes §2. */
const CONSOLE = {
  what: 'records of the apps',
  carry: ['containerappconsolelogs'],
  other: ['containerappsystemlogs', 'appenvspringappconsolelogs', 'appenvsessionconsolelogs'],
} as const;

/**
 * What container apps run in: its secrets and certificates, and the one way in for all of them.
 * Source: Microsoft.App/managedEnvironments, 2026-01-01; type-facts-services §4.
 */
export const containerEnvironment = defineResourceType({
  type: 'Microsoft.App/managedEnvironments',
  holds: 'code',
  serves: 'clients',
  reads: {
    environment: allOf({
      name: 'containerEnvironment',
      what: 'Container Apps environment',
      type: TYPE,
      apiVersion: '2026-01-01',
    }),
    settings: diagnosticSettings,
  },
  traits: {
    places: [
      only(
        ['primary'],
        from('environment')((own) => ownPlaces(own, 'environment')),
      ),
      only(['log'], from('environment', 'settings')(logPlacesOf)),
    ],
    // Guess: the disks of the machines below, which Azure always encrypts.
    encryption: always(
      'What an environment keeps lies on managed disks and in Azure Storage, which are always encrypted with AES-256',
      'https://learn.microsoft.com/azure/virtual-machines/disk-encryption',
      '2026-11-28',
    ),
    endpoints: [
      only(
        ['transport'],
        from('environment')(() => beside('each app of the environment says how it is called')),
      ),
      only(
        ['reach'],
        from('environment')((own) => [doorOf(own)]),
      ),
    ],
    zones: from('environment')((own) => [
      zonesByFlag(own.at('properties/zoneRedundant'), 'environment'),
    ]),
    backups: from('environment')(noBackup('Azure keeps no backup of an environment')),
    logs: from('environment', 'settings')((own, settings) => [logsOf(own, settings)]),
  },
  mend: {},
  good: {
    id: idOf(TYPE, 'apps'),
    bodies: {
      environment: {
        location: 'West Europe',
        properties: {
          publicNetworkAccess: 'Disabled',
          zoneRedundant: true,
          vnetConfiguration: { internal: true },
          appLogsConfiguration: { destination: 'azure-monitor' },
        },
      },
      settings: logsTo({ categoryGroup: 'allLogs' }),
    },
    unknown: ['customer-keys'],
    unbreakable: { 'encryption-at-rest': 'there is no setting' },
  },
  breaks: [
    {
      as: 'lies in one zone',
      set: { environment: { 'properties/zoneRedundant': false } },
      breaks: ['zone-redundant'],
    },
    {
      as: 'lies in the United States',
      set: { environment: { location: 'East US' } },
      breaks: ['location'],
    },
    {
      as: 'is open to the internet',
      set: {
        environment: {
          'properties/publicNetworkAccess': 'Enabled',
          'properties/vnetConfiguration': undefined,
        },
      },
      breaks: ['network-isolation'],
    },
    {
      as: 'keeps no records of its apps',
      set: { environment: { 'properties/appLogsConfiguration/destination': 'none' } },
      breaks: ['access-logging'],
    },
    {
      as: 'sends the records of its apps to a workspace that it does not name',
      set: { environment: { 'properties/appLogsConfiguration/destination': 'log-analytics' } },
      breaks: [],
      blinds: ['location'],
    },
    { as: 'writes no log', set: { settings: { '': [] } }, breaks: ['access-logging'] },
  ],
  leaves: {
    environment: {
      ...leaving(
        'its addresses',
        `defaultDomain staticIp eventStreamEndpoint customDomainConfiguration/** privateEndpointConnections/**
        vnetConfiguration/infrastructureSubnetId vnetConfiguration/dockerBridgeCidr vnetConfiguration/platformReserved*`,
      ),
      ...leaving('where its apps send what they measure, as a secret', 'daprAI*'),
      ...leaving('the last write', 'deploymentErrors'),
      ...leaving('price and size', 'workloadProfiles/** ingressConfiguration/**'),
      ...leaving('what it runs with', 'kedaConfiguration/** daprConfiguration/**'),
      ...leaving(
        'where Azure keeps what the environment is made of',
        'infrastructureResourceGroup',
      ),
      ...leaving(
        'between apps of the environment, not to clients',
        'peerAuthentication/** peerTrafficConfiguration/**',
      ),
      ...leaving(
        'a workspace by a number that no list shows',
        'appLogsConfiguration/logAnalyticsConfiguration/**',
      ),
      'identity/**': 'as whom it signs in elsewhere',
      kind: 'what it is made for',
    },
  },
});

/** Of the three destinations, only `azure-monitor` has diagnostic settings. */
function destinationOf(own: Cell) {
  return own
    .at('properties/appLogsConfiguration/destination')
    .oneOf<'workspace' | 'settings' | 'none'>({
      'log-analytics': 'workspace',
      'azure-monitor': 'settings',
      none: 'none',
      '': 'none',
    });
}

function logPlacesOf(own: Cell, settings: Cell) {
  const destination = destinationOf(own);
  if (!destination.said)
    return [{ kind: 'log', what: 'records of the apps', region: destination } as const];
  if (destination.value !== 'workspace') return logPlaces(settings);
  const workspace = own.at('properties/appLogsConfiguration/logAnalyticsConfiguration');
  const why =
    'The workspace that keeps the records of the apps is named by a number that no list shows';
  const place = {
    kind: 'log',
    what: 'records of the apps',
    region: workspace.notUnderstood(why),
  } as const;
  return [place, ...logPlaces(settings)];
}

function logsOf(own: Cell, settings: Cell) {
  const destination = destinationOf(own);
  const stream = logStream(settings, CONSOLE);
  return {
    ...stream,
    state: andThen(destination, (word) => {
      switch (word) {
        case 'workspace':
          return map(destination, (): 'written' => 'written');
        case 'none':
          return map(destination, (): 'not-written' => 'not-written');
        case 'settings':
          return stream.state;
      }
    }),
  };
}

/** An internal environment answers in its own network alone. */
function doorOf(own: Cell): Endpoint {
  const internal = own.at('properties/vnetConfiguration/internal');
  const reach = reachBy(own.at('properties/publicNetworkAccess'), () =>
    map(
      internal.oneOf({ true: true, false: false }),
      (isInternal): Reach => ({ is: isInternal ? 'private' : 'internet' }),
    ),
  );
  const network = own.at('properties/vnetConfiguration').isThere();
  const isOpen = own.at('properties/publicNetworkAccess').oneOf({ Enabled: true });
  return {
    what: 'environment',
    reach:
      isOpen.said && network.said && !network.value
        ? map(isOpen, (): Reach => ({ is: 'internet' }))
        : reach,
  };
}
