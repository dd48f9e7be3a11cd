import { parentId } from '#domain/resource-id.ts';
import type { Cell } from '#traits/cell.ts';
import { type Place, placeOfResource } from '#traits/place.ts';
import { withParent } from '#traits/trait.ts';
import { type About, from, type Good, only } from '../define-resource-type.ts';
import { idOf } from '../examples.ts';
import { childrenBelow } from '../generic-reads.ts';
import { API_VERSION, deliveryPlaces, subscriptionsOf } from './deliveries.ts';
import { ALONE, SUBSCRIPTIONS } from './topic-example.ts';

/** What the topics of a domain or of a namespace are found and read by. */
export function childTopicReads(type: string, name: string, what: string) {
  return {
    topic: childrenBelow({ name, what, type, apiVersion: API_VERSION }),
    subscriptions: subscriptionsOf(type, `${name}Subscriptions`),
  } as const;
}

/** It lies where its parent lies, and sends events where its own subscriptions say. */
export const childTopicTraits = (parent: string) => {
  const within = withParent(`a topic lies in its ${parent}`);
  return {
    places: [
      only(
        ['primary'],
        from('topic')((own, about) => [homeOf(own, about, parent)]),
      ),
      only(['replica'], from('subscriptions')(deliveryPlaces)),
    ],
    encryption: within,
    backups: within,
    logs: within,
    zones: within,
  } as const;
};

function homeOf(own: Cell, { id }: About, parent: string): Place {
  return placeOfResource('primary', `${parent} of the topic`, own.means(parentId(id) ?? id));
}

/** A topic that delivers to resources that Azure names. */
export function goodChildTopic(type: string): Good {
  const parent = type.slice(0, type.lastIndexOf('/'));
  const child = 'orders';
  return {
    id: `${idOf(parent, 'shops')}/topics/${child}`,
    bodies: {
      topic: { name: child, properties: { provisioningState: 'Succeeded' } },
      subscriptions: SUBSCRIPTIONS,
    },
    cannot: ALONE,
    unbreakable: { location: 'what it names says where it lies, and it names no region itself' },
  };
}
