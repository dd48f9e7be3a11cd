import { defineResourceType } from '../define-resource-type.ts';
import { IN_ONE_ZONE, idOf, logsTo, ZONED_REGIONS } from '../examples.ts';
import {
  ALONE,
  AUDIT,
  deliveryBreaks,
  doorBreaks,
  GOOD_TOPIC,
  SUBSCRIPTIONS,
  TOPIC_LEAVES,
} from './topic-example.ts';
import { TOPIC_MENDS, topicReads, topicTraits } from './topic-type.ts';

/** A domain; where its topics deliver they say themselves. Source: Microsoft.EventGrid/domains, 2025-02-15; type-facts-services §2. */
export const eventGridDomain = defineResourceType({
  type: 'Microsoft.EventGrid/domains',
  holds: 'messages',
  serves: 'clients',
  reads: topicReads('Microsoft.EventGrid/domains', 'eventGridDomain', 'Event Grid domain'),
  traits: topicTraits('domain'),
  mend: TOPIC_MENDS,
  good: {
    id: idOf('Microsoft.EventGrid/domains', 'shops'),
    bodies: {
      settings: logsTo(AUDIT),
      regions: ZONED_REGIONS,
      topic: GOOD_TOPIC,
      subscriptions: SUBSCRIPTIONS,
    },
    cannot: ALONE,
    unbreakable: { 'encryption-at-rest': 'there is no setting' },
    unknown: ['customer-keys'],
  },
  breaks: [...IN_ONE_ZONE, ...deliveryBreaks('subscriptions'), ...doorBreaks('topic')],
  leaves: {
    topic: {
      ...TOPIC_LEAVES,
      'properties/auto*': 'when its topics come and go',
    },
  },
});
