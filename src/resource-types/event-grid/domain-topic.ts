import { defineResourceType } from '../define-resource-type.ts';
import { childTopicReads, childTopicTraits, goodChildTopic } from './child-topic.ts';
import { deliveryBreaks } from './topic-example.ts';

const TYPE = 'Microsoft.EventGrid/domains/topics';

/** A topic of a domain, which the inventory does not name. Source: Domain Topics - List By Domain, 2025-02-15. */
export const eventGridDomainTopic = defineResourceType({
  type: 'Microsoft.EventGrid/domains/topics',
  holds: 'messages',
  serves: 'nobody',
  reads: childTopicReads(TYPE, 'eventGridDomainTopics', 'topics of Event Grid domain'),
  traits: childTopicTraits('domain'),
  mend: {},
  good: goodChildTopic(TYPE),
  breaks: deliveryBreaks('subscriptions'),
  leaves: {},
});
