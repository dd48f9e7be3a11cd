import type { Cell } from '#traits/cell.ts';
import type { Endpoint, Reach } from '#traits/endpoint.ts';
import { availability, availabilityOf } from '../availability.ts';
import { exampleOfAvailability } from '../availability-example.ts';
import { defineResourceType, from, only } from '../define-resource-type.ts';
import { diagnosticSettings, logPlaces } from '../diagnostic-settings.ts';
import { itself } from '../generic-reads.ts';
import { inWorkspace, workspacePlaces } from './component-workspace.ts';

const METRIC = 'availabilityResults/availabilityPercentage';
const GROUP = '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers';

/**
 * Application Insights. What it collects lies in a workspace, which may be in another region; only a classic component, retired on
 * 2024-02-29, keeps it itself. Source: Microsoft.Insights/components, 2020-02-02; type-facts-data, Log Analytics and monitoring.
 */
export const component = defineResourceType({
  type: 'Microsoft.Insights/components',
  holds: 'telemetry',
  serves: 'clients',
  reads: {
    component: itself({
      name: 'applicationInsightsComponent',
      what: 'Application Insights component',
      type: 'Microsoft.Insights/components',
      apiVersion: '2020-02-02',
      operation: 'Components - Get',
    }),
    settings: diagnosticSettings,
    availability,
  },
  traits: {
    places: [
      only(
        ['primary', 'copy'],
        from('component')((own) => [
          { kind: 'primary', what: 'Application Insights', region: own.at('location').text() },
          ...workspacePlaces(own),
        ]),
      ),
      only(['log'], from('settings')(logPlaces)),
    ],
    // Always, by a key of Microsoft's. Source: Azure Monitor, "Customer-managed keys".
    encryption: from('component')((own) =>
      inWorkspace(own, [{ what: 'Application Insights', state: own.means('on') }]),
    ),
    endpoints: from('component')((own) => [
      endpointOf(own, 'ingestion of telemetry', 'publicNetworkAccessForIngestion'),
      endpointOf(own, 'queries of telemetry', 'publicNetworkAccessForQuery'),
    ]),
    backups: from('component')((own) =>
      inWorkspace(own, [
        {
          kind: 'full',
          what: 'backups',
          by: 'platform',
          // Azure Backup does not know it, and it has no means of its own. Source: type-classes §5.
          never: 'Telemetry can be exported, but Azure keeps no backup of it',
        },
      ]),
    ),
    logs: from('component')((own) =>
      inWorkspace(own, [
        {
          what: 'queries',
          // Only a workspace writes who asked what (category Audit). Source: type-classes §2.
          state: own.notUnderstood('Who queries a classic component is not read here'),
          to: [],
        },
      ]),
    ),
    // The tests may be younger than the component, so that when it was made tells nothing of the days without a figure.
    availability: from('availability')((metrics) =>
      availabilityOf(metrics, { what: 'availability tests', by: 'tests' }),
    ),
  },
  mend: {},
  good: {
    id: `${GROUP}/Microsoft.Insights/components/appi`,
    bodies: {
      component: {
        location: 'northeurope',
        kind: 'web',
        properties: {
          Application_Type: 'web',
          IngestionMode: 'LogAnalytics',
          WorkspaceResourceId: `${GROUP}/Microsoft.OperationalInsights/workspaces/log`,
          DisableLocalAuth: true,
          publicNetworkAccessForIngestion: 'Disabled',
          publicNetworkAccessForQuery: 'Disabled',
        },
      },
      settings: [],
      availability: exampleOfAvailability(METRIC, 99.95),
    },
    // Whether plain HTTP is accepted, no member and no page says.
    unknown: ['encryption-in-transit'],
  },
  breaks: [
    {
      as: 'lies in the United States',
      set: { component: { location: 'eastus' } },
      breaks: ['location'],
    },
    {
      as: 'takes queries from the internet',
      set: { component: { 'properties/publicNetworkAccessForQuery': 'Enabled' } },
      breaks: ['network-isolation'],
    },
    {
      as: 'does not say which workspace keeps its records',
      set: { component: { 'properties/WorkspaceResourceId': undefined } },
      breaks: [],
      blinds: ['access-logging', 'customer-keys', 'encryption-at-rest', 'location'],
    },
    {
      as: 'keeps its records itself',
      set: {
        component: {
          'properties/WorkspaceResourceId': '',
          'properties/IngestionMode': 'ApplicationInsights',
        },
      },
      // A key of the customer's own comes with the workspace's cluster alone.
      breaks: ['customer-keys'],
      blinds: ['access-logging', 'location'],
    },
    {
      as: 'a test failed for a day',
      set: { availability: { 'value/0/timeseries/0/data/7/average': 0 } },
      breaks: ['end-user-availability'],
    },
    {
      as: 'no test ran on a day',
      set: { availability: { 'value/0/timeseries/0/data/7/average': undefined } },
      breaks: [],
      blinds: ['end-user-availability'],
      with: { 'end-user-availability': { atLeast: 99.9 } },
    },
  ],
  leaves: {
    component: {
      'properties/ApplicationId': 'its name',
      'properties/AppId': 'its name for clients',
      'properties/Name': 'its name',
      'properties/Application_Type': 'what kind of application is watched',
      'properties/Flow_Type': 'how it was made',
      'properties/Request_Source': 'how it was made',
      'properties/InstrumentationKey': 'the name under which telemetry is sent',
      'properties/ConnectionString': 'the name under which telemetry is sent',
      'properties/CreationDate': 'the tests may be younger',
      'properties/TenantId': 'whose it is',
      'properties/HockeyAppId': 'a service that is no more',
      'properties/HockeyAppToken': 'a service that is no more',
      'properties/provisioningState': 'the last write',
      'properties/SamplingPercentage': 'how much is collected: no claim speaks of it',
      'properties/RetentionInDays': 'means nothing where a workspace keeps the records',
      'properties/ImmediatePurgeDataOn30Days': 'no claim speaks of it yet',
      'properties/DisableIpMasking': 'whether whole addresses are kept: no claim speaks of it yet',
      'properties/LaMigrationDate': 'when it was moved to a workspace',
      'properties/PrivateLinkScopedResources/**':
        'further ways in; whether the public one is closed is what counts',
      'properties/ForceCustomerStorageForProfiler': 'where profiles go: no claim speaks of it yet',
      kind: 'what kind of application is watched',
      etag: 'the version of the answer',
      tags: 'read with the inventory',
    },
  },
});

/** Guess: TLS 1.0 and 1.1 ended on 2025-05-01, as announced; there is no member to read. */
function endpointOf(own: Cell, what: string, access: string): Endpoint {
  const reach = own
    .at(`properties/${access}`)
    .oneOf<Reach>({ Enabled: { is: 'internet' }, Disabled: { is: 'private' } });
  return {
    what,
    oldestTls: own.means('1.2'),
    plainText: own.notUnderstood('Whether Application Insights takes plain HTTP is not known here'),
    reach,
    keys: own
      .at('properties/DisableLocalAuth')
      .oneOf<'accepted' | 'refused'>(
        { true: 'refused', false: 'accepted' },
        { means: 'accepted', source: 'DisableLocalAuth: keys are accepted unless it is true' },
      ),
  };
}
