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

/** A custom topic. Source: Microsoft.EventGrid/topics, 2025-02-15; type-facts-services §2. */
export const eventGridTopic = defineResourceType({
  type: 'Microsoft.EventGrid/topics',
  holds: 'messages',
  serves: 'clients',
  reads: topicReads('Microsoft.EventGrid/topics', 'eventGridTopic', 'Event Grid topic'),
  traits: topicTraits('topic'),
  mend: TOPIC_MENDS,
  good: {
    id: idOf('Microsoft.EventGrid/topics', 'orders'),
    bodies: {
      topic: GOOD_TOPIC,
      subscriptions: SUBSCRIPTIONS,
      regions: ZONED_REGIONS,
      settings: logsTo(AUDIT),
    },
    unbreakable: { 'encryption-at-rest': 'there is no setting' },
    unknown: ['customer-keys'],
    cannot: ALONE,
  },
  breaks: [...IN_ONE_ZONE, ...doorBreaks('topic'), ...deliveryBreaks('subscriptions')],
  leaves: { topic: TOPIC_LEAVES },
});
