import type { Cell } from '#traits/cell.ts';
import type { Endpoint } from '#traits/endpoint.ts';
import { always } from '#traits/trait.ts';
import { defineResourceType, from, only } from '../define-resource-type.ts';
import { diagnosticSettings, logPlaces } from '../diagnostic-settings.ts';
import { ENCRYPTED_BY_ITSELF, idOf } from '../examples.ts';
import { itself } from '../generic-reads.ts';
import { neverBackedUp } from '../no-backup.ts';
import { closePublicAccess, platformDoor, reachBy } from '../public-access.ts';

const TYPE = 'Microsoft.Monitor/accounts';

/** An Azure Monitor workspace: metrics of Prometheus. Source: Microsoft.Monitor/accounts, 2025-10-03; type-facts-data §9. */
export const monitorAccount = defineResourceType({
  type: 'Microsoft.Monitor/accounts',
  holds: 'telemetry',
  serves: 'clients',
  reads: {
    account: itself({
      name: 'monitorAccount',
      what: 'Azure Monitor workspace',
      type: TYPE,
      apiVersion: '2025-10-03',
    }),
    settings: diagnosticSettings,
  },
  traits: {
    // Bound to its region. Source: azure-monitor/essentials/azure-monitor-workspace-overview.
    places: [
      only(
        ['primary'],
        from('account')((own) => [
          { kind: 'primary', what: 'Azure Monitor workspace', region: own.at('location').text() },
        ]),
      ),
      only(['log'], from('settings')(logPlaces)),
    ],
    encryption: always(
      'Metrics in an Azure Monitor workspace are always encrypted under a key of Microsoft; that cannot be switched off',
      'https://learn.microsoft.com/azure/azure-monitor/essentials/azure-monitor-workspace-overview',
      '2026-11-28',
    ),
    endpoints: from('account')((own) => [
      doorOf(own, 'queries of metrics', 'metrics/prometheusQueryEndpoint'),
      doorOf(own, 'ingestion of metrics', 'defaultIngestionSettings/ingestionEndpoints/metrics'),
    ]),
    backups: from('account')((own) =>
      neverBackedUp(own, 'Metrics are kept for 18 months; Azure keeps no backup of them'),
    ),
    // Guess: no list of categories names the type.
    logs: from('account')((own) =>
      own.at('properties').notUnderstood('Whether queries of metrics are logged is not known here'),
    ),
  },
  mend: {
    'network-isolation': closePublicAccess(),
  },
  good: {
    id: idOf(TYPE, 'metrics'),
    bodies: {
      account: {
        location: 'northeurope',
        properties: {
          provisioningState: 'Succeeded',
          metrics: {
            prometheusQueryEndpoint: 'https://m.northeurope.prometheus.monitor.azure.com',
          },
          defaultIngestionSettings: {
            ingestionEndpoints: {
              metrics: 'https://m.northeurope-1.metrics.ingest.monitor.azure.com',
            },
          },
          publicNetworkAccess: 'Disabled',
        },
      },
      settings: [],
    },
    unknown: ['access-logging', 'customer-keys'],
    unbreakable: ENCRYPTED_BY_ITSELF,
  },
  breaks: [
    {
      as: 'is open to the internet',
      set: { account: { 'properties/publicNetworkAccess': 'Enabled' } },
      breaks: ['network-isolation'],
    },
    {
      as: 'lies in the United States',
      set: { account: { location: 'eastus' } },
      breaks: ['location'],
    },
    {
      as: 'names an address that is not https',
      set: { account: { 'properties/metrics/prometheusQueryEndpoint': 'm.monitor.azure.com' } },
      breaks: [],
      blinds: ['encryption-in-transit'],
    },
  ],
  leaves: {
    account: {
      'identity/**': 'as whom it signs in elsewhere',
      'properties/accountId': 'its name',
      'properties/metrics/internalId': 'its name',
      'properties/metrics/enableAccessUsingResourcePermissions': 'who may read, by roles',
      'properties/defaultIngestionSettings/dataCollection*': 'what it takes in by',
      'properties/privateEndpointConnections/**': 'private ways in, beside the public one',
    },
  },
});

function doorOf(own: Cell, what: string, path: string): Endpoint {
  const door = platformDoor(own, what, own.at(`properties/${path}`));
  return { ...door, reach: reachBy(own.at('properties/publicNetworkAccess')) };
}
