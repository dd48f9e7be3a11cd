import type { Cell } from '#traits/cell.ts';
import type { Place } from '#traits/place.ts';
import { defineResourceType, from, only } from '../define-resource-type.ts';
import { diagnosticSettings, logPlaces } from '../diagnostic-settings.ts';
import { idOf, logsTo } from '../examples.ts';
import { itself } from '../generic-reads.ts';
import { pairedCopy } from '../paired-copy.ts';
import { subscriptionRegions } from '../subscription-regions.ts';
import { API_VERSION, deliveryPlaces, subscriptionsOf } from './deliveries.ts';
import { noEventBackup } from './door.ts';
import { ALONE, deliveryBreaks, SUBSCRIPTIONS } from './topic-example.ts';
import { EVENT_GRID_ENCRYPTION } from './topic-type.ts';

const TYPE = 'Microsoft.EventGrid/systemTopics';

/** What another resource of Azure has to tell. Source: Microsoft.EventGrid/systemTopics, 2025-02-15; type-facts-services §2. */
export const eventGridSystemTopic = defineResourceType({
  type: 'Microsoft.EventGrid/systemTopics',
  holds: 'messages',
  serves: 'nobody',
  reads: {
    topic: itself({
      name: 'eventGridSystemTopic',
      what: 'system topic',
      type: TYPE,
      apiVersion: API_VERSION,
    }),
    subscriptions: subscriptionsOf(TYPE, 'eventGridSystemTopicSubscriptions'),
    regions: subscriptionRegions,
    settings: diagnosticSettings,
  },
  traits: {
    places: [
      only(['primary', 'copy'], from('topic', 'regions')(placesOf)),
      only(['replica'], from('subscriptions')(deliveryPlaces)),
      only(['log'], from('settings')(logPlaces)),
    ],
    encryption: EVENT_GRID_ENCRYPTION,
    backups: from('topic')(noEventBackup),
    // It logs what could not be delivered alone (type-classes §2): nobody can ask it anything.
    logs: from('topic')((own) => [
      { what: 'who takes its events', state: own.means('not-written'), to: [] },
    ]),
  },
  mend: {},
  good: {
    id: idOf(TYPE, 'storage'),
    bodies: {
      topic: {
        location: 'northeurope',
        properties: {
          provisioningState: 'Succeeded',
          source: idOf('Microsoft.Storage/storageAccounts', 'st'),
          topicType: 'Microsoft.Storage.StorageAccounts',
        },
      },
      subscriptions: SUBSCRIPTIONS,
      regions: [],
      settings: logsTo({ categoryGroup: 'allLogs' }),
    },
    unbreakable: { 'encryption-at-rest': 'there is no setting' },
    unknown: ['customer-keys'],
    cannot: { ...ALONE, 'access-logging': 'it logs failed deliveries alone' },
  },
  breaks: [
    ...deliveryBreaks('subscriptions'),
    {
      as: 'lies in the United States',
      set: { topic: { location: 'eastus' } },
      breaks: ['location'],
    },
    {
      as: 'may lie anywhere, as topics of a global service do',
      set: { topic: { location: 'global' } },
      breaks: [],
      blinds: ['location'],
    },
  ],
  leaves: {
    topic: {
      'properties/source': 'whose events they are',
      'properties/topicType': 'whose events they are',
      'properties/metricResourceId': 'its name for figures',
      'identity/**': 'as whom it signs in elsewhere',
    },
  },
});

/**
 * A topic of a global service may have its events in any data centre. What is set up is copied to the pair, and new events go there once
 * Azure has failed over. Source: communication-services/concepts/privacy; event-grid/custom-disaster-recovery.
 */
function placesOf(own: Cell, regions: Cell): readonly Place[] {
  const region = own.at('location').text();
  const primary: Place = { kind: 'primary', what: 'system topic', region };
  if (region.said && region.value.toLowerCase() === 'global') return [primary];
  return [
    primary,
    ...pairedCopy(own, regions, { what: 'paired region after a failover', asleep: true }),
  ];
}
