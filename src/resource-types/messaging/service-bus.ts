import type { Cell } from '#traits/cell.ts';
import type { LogStream } from '#traits/log-stream.ts';
import { andThen, map, type Said } from '#traits/said.ts';
import { defineResourceType, from, only } from '../define-resource-type.ts';
import { logPlaces, logStream, sendLogs } from '../diagnostic-settings.ts';
import { noBackup } from '../no-backup.ts';
import { NAMESPACE_MENDS, namespacePlaces, partnerPlaces } from './namespace.ts';
import { AUDIT, goodNamespace, NAMESPACE_BREAKS, namespaceLeaves } from './namespace-example.ts';
import { NAMESPACE_TRAITS, namespaceReads } from './namespace-reads.ts';

const TYPE = 'Microsoft.ServiceBus/namespaces';

/** Who sent and received. Source: type-classes §2; service-bus-messaging/monitor-service-bus-reference. */
const ACCESS = {
  what: 'who sends and receives',
  carry: ['runtimeauditlogs'],
  other: [
    'operationallogs',
    'vnetandipfilteringlogs',
    'applicationmetricslogs',
    'datadrlogs',
    'diagnosticerrorlogs',
  ],
} as const;

/**
 * Azure Service Bus. Queues and topics forward within their namespace alone. Source: Microsoft.ServiceBus/namespaces, 2026-01-01;
 * type-facts-services §2.
 */
export const serviceBus = defineResourceType({
  type: 'Microsoft.ServiceBus/namespaces',
  holds: 'messages',
  serves: 'clients',
  reads: namespaceReads(TYPE, 'serviceBus', 'Service Bus namespace'),
  traits: {
    places: [
      only(['primary', 'replica'], from('namespace')(namespacePlaces)),
      only(['partner'], from('partners')(partnerPlaces)),
      only(['log'], from('settings')(logPlaces)),
    ],
    ...NAMESPACE_TRAITS,
    // What is sent through it is there to be taken away.
    backups: from('namespace')(noBackup('Azure keeps no backup of messages on their way')),
    logs: from('namespace', 'settings')((own, settings) => [accessLog(own, settings)]),
  },
  mend: { ...NAMESPACE_MENDS, 'access-logging': (resource) => sendLogs(resource, AUDIT) },
  good: goodNamespace(TYPE, {}),
  breaks: [
    ...NAMESPACE_BREAKS,
    {
      as: 'has a second region of which it does not say whether it is up to date',
      set: { namespace: { 'properties/geoDataReplication/locations/1/replicaState': undefined } },
      breaks: [],
      blinds: ['regional-redundancy'],
    },
  ],
  leaves: namespaceLeaves({
    'properties/premiumMessagingPartitions': 'price and size',
  }),
});

/** Only the highest tier writes who sends and receives; a setting sends nothing of it from the others. Source: type-classes §2. */
function accessLog(own: Cell, settings: Cell): LogStream {
  const stream = logStream(settings, ACCESS);
  const tier = own
    .at('sku/tier')
    .oneOf({ Premium: 'writes', Standard: 'silent', Basic: 'silent' } as const);
  const state = andThen(
    tier,
    (word): Said<'written' | 'not-written'> =>
      word === 'writes' ? stream.state : map(tier, () => 'not-written'),
  );
  return { ...stream, state };
}
