import type { Cell } from '#traits/cell.ts';
import type { LogStream } from '#traits/log-stream.ts';
import { type Place, placeOfResource } from '#traits/place.ts';
import { andThen, map, type Said } from '#traits/said.ts';
import { defineResourceType, from, only } from '../define-resource-type.ts';
import { logPlaces, logStream, sendLogs } from '../diagnostic-settings.ts';
import { idOf } from '../examples.ts';
import { listBelow } from '../generic-reads.ts';
import { noBackup } from '../no-backup.ts';
import { API_VERSION, NAMESPACE_MENDS, namespacePlaces, partnerPlaces } from './namespace.ts';
import { AUDIT, goodNamespace, NAMESPACE_BREAKS, namespaceLeaves } from './namespace-example.ts';
import { NAMESPACE_TRAITS, namespaceReads } from './namespace-reads.ts';

const TYPE = 'Microsoft.EventHub/namespaces';

/** Who sent and received. Source: type-classes §2; event-hubs/monitor-event-hubs-reference. */
const ACCESS = {
  what: 'who sends and receives',
  carry: ['runtimeauditlogs'],
  other: [
    'archivelogs',
    'operationallogs',
    'autoscalelogs',
    'kafkacoordinatorlogs',
    'kafkausererrorlogs',
    'eventhubvnetconnectionevent',
    'customermanagedkeyuserlogs',
    'applicationmetricslogs',
    'datadrlogs',
    'diagnosticerrorlogs',
  ],
} as const;

/** Azure Event Hubs. Source: Microsoft.EventHub/namespaces, 2026-01-01; type-facts-services §2. */
export const eventHubs = defineResourceType({
  type: 'Microsoft.EventHub/namespaces',
  holds: 'messages',
  serves: 'clients',
  reads: {
    ...namespaceReads(TYPE, 'eventHub', 'Event Hubs namespace'),
    hubs: listBelow({
      name: 'eventHubs',
      what: 'event hubs of namespace',
      type: `${TYPE}/eventhubs`,
      apiVersion: API_VERSION,
    }),
  },
  traits: {
    places: [
      only(['primary', 'replica'], from('namespace')(namespacePlaces)),
      only(['partner'], from('partners')(partnerPlaces)),
      only(['replica'], from('hubs')(capturePlaces)),
      only(['log'], from('settings')(logPlaces)),
    ],
    ...NAMESPACE_TRAITS,
    backups: from('namespace')(noBackup('Azure keeps no backup of events on their way')),
    logs: from('namespace', 'settings')((own, settings) => [accessLog(own, settings)]),
  },
  mend: { ...NAMESPACE_MENDS, 'access-logging': (resource) => sendLogs(resource, AUDIT) },
  good: goodNamespace(TYPE, {
    hubs: [
      {
        name: 'orders',
        properties: {
          captureDescription: {
            enabled: true,
            destination: {
              properties: {
                storageAccountResourceId: idOf('Microsoft.Storage/storageAccounts', 'capture'),
              },
            },
          },
        },
      },
      { name: 'clicks', properties: { messageRetentionInDays: 1 } },
    ],
  }),
  breaks: [
    ...NAMESPACE_BREAKS,
    {
      as: 'has a second region that is not up to date',
      set: { namespace: { 'properties/geoDataReplication/locations/1/replicaState': 'Creating' } },
      breaks: [],
      blinds: ['regional-redundancy'],
    },
    {
      as: 'captures events somewhere that it does not name',
      set: { hubs: { '0/properties/captureDescription/destination': {} } },
      breaks: [],
      blinds: ['location', 'regional-redundancy'],
    },
  ],
  leaves: namespaceLeaves({
    'properties/isAutoInflateEnabled': 'price and size',
    'properties/maximumThroughputUnits': 'price and size',
    'properties/kafkaEnabled': 'a further protocol, over TLS alone',
    'properties/geoDataReplication/locations/*/clusterArmId':
      'capacity in the region that is named',
  }),
});

/** Where hubs write what runs through them, for as long as they do: a part, on which no redundancy rests. */
function capturePlaces(hubs: Cell): readonly Place[] {
  const rows = hubs.list();
  if (!rows.said) return [{ kind: 'replica', what: 'captured events', region: rows }];
  return rows.value.flatMap((hub): readonly Place[] => {
    const capture = hub.at('properties/captureDescription');
    const none = capture.oneOf<null>({}, { means: null, source: 'hubs that never captured' });
    const isOn = capture.at('enabled').flag();
    if (none.said || (isOn.said && !isOn.value)) return [];
    const id = capture.at('destination/properties/storageAccountResourceId').text();
    return [placeOfResource('replica', `captured events in ${id.said ? id.value : 'a store'}`, id)];
  });
}

/** Only the highest tiers write who sends and receives; a setting sends nothing of it from the others. Source: type-classes §2. */
function accessLog(own: Cell, settings: Cell): LogStream {
  const stream = logStream(settings, ACCESS);
  const cluster = own.at('properties/clusterArmId').optionalText();
  const tier = own
    .at('sku/tier')
    .oneOf({ Premium: 'writes', Standard: 'silent', Basic: 'silent' } as const);
  const state = andThen(cluster, (dedicated): Said<'written' | 'not-written'> => {
    if (dedicated !== null) return stream.state;
    return andThen(tier, (word) =>
      word === 'writes' ? stream.state : map(tier, () => 'not-written'),
    );
  });
  return { ...stream, state };
}
