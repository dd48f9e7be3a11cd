import { defineResourceType } from '../define-resource-type.ts';
import { childTopicReads, childTopicTraits, goodChildTopic } from './child-topic.ts';
import { deliveryBreaks } from './topic-example.ts';

const TYPE = 'Microsoft.EventGrid/namespaces/topics';

/** A topic of a namespace, which the inventory does not name. Source: Namespace Topics - List By Namespace, 2025-02-15. */
export const eventGridNamespaceTopic = defineResourceType({
  type: 'Microsoft.EventGrid/namespaces/topics',
  holds: 'messages',
  serves: 'nobody',
  reads: childTopicReads(TYPE, 'eventGridNamespaceTopics', 'topics of Event Grid namespace'),
  traits: childTopicTraits('namespace'),
  mend: {},
  good: goodChildTopic(TYPE),
  breaks: deliveryBreaks('subscriptions'),
  leaves: {},
});
