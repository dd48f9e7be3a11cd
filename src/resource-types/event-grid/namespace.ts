import type { Cell } from '#traits/cell.ts';
import type { Endpoint } from '#traits/endpoint.ts';
import { type Place, placeOfResource } from '#traits/place.ts';
import { lacks } from '../absence.ts';
import { defineResourceType, from, only } from '../define-resource-type.ts';
import { diagnosticSettings, logPlaces, logStream } from '../diagnostic-settings.ts';
import { idOf, logsTo } from '../examples.ts';
import { itself } from '../generic-reads.ts';
import { zonesByFlag } from '../zones.ts';
import { API_VERSION } from './deliveries.ts';
import { noEventBackup, reachOf, tlsOf } from './door.ts';
import { ALONE, AUDIT, doorBreaks, GOOD_TOPIC, TOPIC_LEAVES } from './topic-example.ts';
import { EVENT_GRID_ENCRYPTION, TOPIC_MENDS } from './topic-type.ts';

const TYPE = 'Microsoft.EventGrid/namespaces';

/** Guess: what is logged of a topic is logged of a namespace, and of its MQTT broker besides; no list of its categories was at hand. */
const ACCESS = {
  what: 'requests of publishers and clients',
  carry: [],
  other: ['deliveryfailures', 'publishfailures'],
} as const;

/** A namespace: an MQTT broker, and topics that are asked; each of these says itself where it sends. Source: namespaces, 2025-02-15. */
export const eventGridNamespace = defineResourceType({
  type: 'Microsoft.EventGrid/namespaces',
  holds: 'messages',
  serves: 'clients',
  reads: {
    namespace: itself({
      name: 'eventGridNamespace',
      what: 'Event Grid namespace',
      type: TYPE,
      apiVersion: API_VERSION,
    }),
    settings: diagnosticSettings,
  },
  traits: {
    places: [
      only(['primary', 'replica'], from('namespace')(placesOf)),
      only(['log'], from('settings')(logPlaces)),
    ],
    encryption: EVENT_GRID_ENCRYPTION,
    endpoints: from('namespace')((own) => [doorOf(own)]),
    zones: from('namespace')((own) => [
      zonesByFlag(own.at('properties/isZoneRedundant'), 'namespace'),
    ]),
    backups: from('namespace')(noEventBackup),
    logs: from('settings')((settings) => [logStream(settings, ACCESS)]),
  },
  mend: TOPIC_MENDS,
  good: {
    id: idOf(TYPE, 'devices'),
    bodies: {
      namespace: {
        location: GOOD_TOPIC.location,
        sku: { name: 'Standard', capacity: 1 },
        properties: {
          provisioningState: 'Succeeded',
          minimumTlsVersionAllowed: '1.2',
          publicNetworkAccess: 'Enabled',
          isZoneRedundant: true,
          inboundIpRules: GOOD_TOPIC.properties.inboundIpRules,
          topicSpacesConfiguration: {
            state: 'Enabled',
            routeTopicResourceId: idOf('Microsoft.EventGrid/topics', 'routed'),
          },
        },
      },
      settings: logsTo(AUDIT),
    },
    unbreakable: { 'encryption-at-rest': 'there is no setting' },
    unknown: ['customer-keys'],
    cannot: ALONE,
  },
  breaks: [
    {
      as: 'lies in one zone',
      set: { namespace: { 'properties/isZoneRedundant': false } },
      breaks: ['zone-redundant'],
    },
    ...doorBreaks('namespace').filter(({ set }) => !JSON.stringify(set).includes('endpoint')),
    {
      as: 'routes messages to something that is no topic',
      set: { namespace: { 'properties/topicSpacesConfiguration/routeTopicResourceId': 7 } },
      breaks: [],
      blinds: ['location'],
    },
  ],
  leaves: {
    namespace: {
      ...pick([
        'properties/privateEndpointConnections/**',
        'identity/**',
        'properties/inboundIpRules/*/action',
      ]),
      'properties/topicsConfiguration/**': 'its addresses, over TLS alone',
      'properties/topicSpacesConfiguration/state': 'its broker speaks over TLS alone',
      'properties/topicSpacesConfiguration/hostname': 'its address',
      'properties/topicSpacesConfiguration/routingEnrichments/**': 'what is added to messages',
      'properties/topicSpacesConfiguration/maximum*': 'how many clients there may be',
      'properties/topicSpacesConfiguration/routingIdentityInfo/**': 'as whom it sends',
      'properties/topicSpacesConfiguration/customDomains/**': 'its addresses, over TLS alone',
      'sku/**': 'price and size',
    },
  },
});

function pick(names: readonly (keyof typeof TOPIC_LEAVES)[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [name, TOPIC_LEAVES[name]]));
}

/** A namespace has no second region (availability-zones-disaster-recovery); what devices publish may be routed on to a topic. */
function placesOf(own: Cell): readonly Place[] {
  const route = 'properties/topicSpacesConfiguration/routeTopicResourceId';
  const primary: Place = { kind: 'primary', what: 'namespace', region: own.at('location').text() };
  if (lacks(own, route)) return [primary];
  return [primary, placeOfResource('replica', 'routed messages', own.at(route).text())];
}

/** MQTT and HTTP come in over TLS alone. Guess: no plain port is documented; there is no member to read. Nor is there one on access keys. */
function doorOf(own: Cell): Endpoint {
  return {
    what: 'namespace',
    oldestTls: tlsOf(own),
    plainText: own.means('refused'),
    reach: reachOf(own),
  };
}
