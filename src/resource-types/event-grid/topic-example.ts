import type { Break } from '../define-resource-type.ts';
import { idOf } from '../examples.ts';

export const AUDIT = { categoryGroup: 'audit' };

/** Why no topic is redundant over regions. */
export const ALONE = {
  'geo-redundant-backup': 'events lie in one region until Azure fails over',
  'regional-redundancy': 'events lie in one region until Azure fails over',
};

/** Subscriptions that deliver to a resource that Azure names. */
export const SUBSCRIPTIONS = [
  {
    name: 'orders',
    properties: {
      destination: {
        endpointType: 'StorageQueue',
        properties: { resourceId: idOf('Microsoft.Storage/storageAccounts', 'queues') },
      },
      deadLetterDestination: {
        endpointType: 'StorageBlob',
        properties: { resourceId: idOf('Microsoft.Storage/storageAccounts', 'dead') },
      },
    },
  },
];

/** Ways to lose sight of where events go; `read` is what the file calls the subscriptions. */
export function deliveryBreaks(read: string): readonly Break[] {
  return [
    {
      as: 'delivers to a web hook, wherever that is',
      set: { [read]: { '0/properties/destination': { endpointType: 'WebHook', properties: {} } } },
      breaks: [],
      blinds: ['location'],
    },
    {
      as: 'keeps undelivered events somewhere that it does not name',
      set: { [read]: { '0/properties/deadLetterDestination/properties': {} } },
      breaks: [],
      blinds: ['location'],
    },
  ];
}

/** Ways to break the door of a topic or domain; `read` is what the file calls it. */
export function doorBreaks(read: string): readonly Break[] {
  return [
    ...['1.0', '1.1', undefined].map((version) => ({
      as: version === undefined ? 'names no minimum TLS version' : `accepts TLS ${version}`,
      set: { [read]: { 'properties/minimumTlsVersionAllowed': version } },
      breaks: ['encryption-in-transit'],
    })),
    {
      as: 'has an address that is not https',
      set: { [read]: { 'properties/endpoint': 'http://topic.eventgrid.azure.net' } },
      breaks: [],
      blinds: ['encryption-in-transit'],
    },
    ...[[], undefined].map((rules) => ({
      as: rules === undefined ? 'never had rules' : 'lets in everybody, for it has no rules',
      set: { [read]: { 'properties/inboundIpRules': rules } },
      breaks: ['network-isolation'],
    })),
    {
      as: 'lies in the United States',
      set: { [read]: { location: 'eastus' } },
      breaks: ['location'],
    },
    { as: 'writes no log', set: { settings: { '': [] } }, breaks: ['access-logging'] },
  ];
}

/** A topic or domain that keeps every promise that one can keep. */
export const GOOD_TOPIC = {
  location: 'northeurope',
  properties: {
    provisioningState: 'Succeeded',
    endpoint: 'https://topic.northeurope-1.eventgrid.azure.net/api/events',
    minimumTlsVersionAllowed: '1.2',
    publicNetworkAccess: 'Enabled',
    inboundIpRules: [{ ipMask: '203.0.113.0/24', action: 'Allow' }],
    disableLocalAuth: true,
    dataResidencyBoundary: 'WithinGeopair',
  },
};

/** What of a topic or domain no trait reads. */
export const TOPIC_LEAVES = {
  'properties/privateEndpointConnections/**': 'private ways in, beside the public one',
  'properties/eventTypeInfo/**': 'what kinds of events there are',
  'properties/inputSchema': 'the form of events',
  'properties/inputSchemaMapping/**': 'the form of events',
  'properties/metricResourceId': 'its name for figures',
  'properties/inboundIpRules/*/action': 'Azure knows Allow alone',
  'identity/**': 'as whom it signs in elsewhere',
};
