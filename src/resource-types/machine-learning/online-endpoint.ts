import type { Cell } from '#traits/cell.ts';
import type { Endpoint } from '#traits/endpoint.ts';
import { andThen, type Said } from '#traits/said.ts';
import { withParent } from '#traits/trait.ts';
import { defineResourceType, from, only } from '../define-resource-type.ts';
import { diagnosticSettings, logPlaces, logStream, sendLogs } from '../diagnostic-settings.ts';
import { idOf, logsTo } from '../examples.ts';
import { childrenBelow } from '../generic-reads.ts';
import { noBackup } from '../no-backup.ts';
import { closePublicAccess, reachBy } from '../public-access.ts';
import { API_VERSION } from './workspace.ts';

const TYPE = 'Microsoft.MachineLearningServices/workspaces/onlineEndpoints';
const TRAFFIC_TO = { category: 'AmlOnlineEndpointTrafficLog' };

/** Who asked a model. Source: type-facts-data §7. */
const TRAFFIC = {
  what: 'who asks the model',
  carry: ['amlonlineendpointtrafficlog'],
  other: ['amlonlineendpointconsolelog', 'amlonlineendpointeventlog'],
} as const;

/** A model that answers. It is left out of the definitions. Source: type-facts-data §7; machine-learning REST, Online Endpoints. */
export const onlineEndpoint = defineResourceType({
  type: 'Microsoft.MachineLearningServices/workspaces/onlineEndpoints',
  holds: 'code',
  serves: 'clients',
  reads: {
    endpoint: childrenBelow({
      name: 'machineLearningOnlineEndpoint',
      what: 'online endpoints of machine learning workspace',
      type: TYPE,
      apiVersion: API_VERSION,
    }),
    settings: diagnosticSettings,
  },
  traits: {
    places: [
      only(
        ['primary'],
        from('endpoint')((own) => [
          { kind: 'primary', what: 'online endpoint', region: own.at('location').text() },
        ]),
      ),
      only(['log'], from('settings')(logPlaces)),
    ],
    encryption: withParent('its model lies in its workspace'),
    endpoints: from('endpoint')((own) => [doorOf(own)]),
    backups: from('endpoint')(noBackup('Azure keeps no backup of a model that was deployed')),
    logs: from('settings')((settings) => [logStream(settings, TRAFFIC)]),
  },
  mend: {
    'network-isolation': closePublicAccess(API_VERSION),
    'access-logging': (resource) => sendLogs(resource, TRAFFIC_TO),
  },
  good: {
    id: `${idOf('Microsoft.MachineLearningServices/workspaces', 'lab')}/onlineEndpoints/score`,
    bodies: {
      endpoint: {
        location: 'northeurope',
        kind: 'Managed',
        properties: {
          provisioningState: 'Succeeded',
          authMode: 'AADToken',
          publicNetworkAccess: 'Disabled',
          scoringUri: 'https://score.northeurope.inference.ml.azure.com/score',
        },
      },
      settings: logsTo(TRAFFIC_TO),
    },
  },
  breaks: [
    {
      as: 'lies in the United States',
      set: { endpoint: { location: 'eastus' } },
      breaks: ['location'],
    },
    {
      as: 'answers plain HTTP',
      set: { endpoint: { 'properties/scoringUri': 'http://10.0.0.4/score' } },
      breaks: ['encryption-in-transit'],
    },
    {
      as: 'is open to the internet',
      set: { endpoint: { 'properties/publicNetworkAccess': 'Enabled' } },
      breaks: ['network-isolation'],
    },
    { as: 'writes no log', set: { settings: { '': [] } }, breaks: ['access-logging'] },
  ],
  leaves: {},
});

/** Guess: TLS 1.2, as of every service of Azure; there is no member. One in a cluster of the owner’s may answer plain HTTP. */
function doorOf(own: Cell): Endpoint {
  const address = own.at('properties/scoringUri');
  return {
    what: 'online endpoint',
    oldestTls: own.means('1.2'),
    plainText: andThen(address.text(), (url): Said<'refused' | 'accepted'> => {
      if (/^https:\/\//iu.test(url)) return address.means('refused');
      return /^http:\/\//iu.test(url)
        ? address.means('accepted')
        : address.notUnderstood(`How ${url} is called is not known here`);
    }),
    reach: reachBy(own.at('properties/publicNetworkAccess')),
    keys: own
      .at('properties/authMode')
      .oneOf({ Key: 'accepted', AMLToken: 'refused', AADToken: 'refused' } as const),
  };
}
