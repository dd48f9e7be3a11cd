import type { Cell } from '#traits/cell.ts';
import { type Place, placeOfResource } from '#traits/place.ts';
import { andThen } from '#traits/said.ts';
import { listBelow } from '../generic-reads.ts';
import { outermost } from '../outermost.ts';

export const API_VERSION = '2025-02-15';

/** The subscriptions of what events come from; `type` as Azure spells it. */
export function subscriptionsOf(type: string, name: string) {
  return listBelow({
    name,
    what: 'event subscriptions of',
    type: `${type}/eventSubscriptions`,
    apiVersion: API_VERSION,
  });
}

/** Handlers that Azure names by the id of a resource. Source: event-subscriptions, 2025-02-15, destination.endpointType. */
const BY_ID = {
  AzureFunction: true,
  EventHub: true,
  HybridConnection: true,
  NamespaceTopic: true,
  ServiceBusQueue: true,
  ServiceBusTopic: true,
  StorageQueue: true,
  StorageBlob: true,
} as const;

/** Under which members a subscription of a topic, and one of a namespace's topic, says where it sends what it cannot deliver. */
const UNDELIVERED = [
  'deadLetterDestination',
  'deadLetterWithResourceIdentity/deadLetterDestination',
  'deliveryConfiguration/push/deadLetterDestinationWithResourceIdentity/deadLetterDestination',
  'deliveryConfiguration/queue/deadLetterDestinationWithResourceIdentity/deadLetterDestination',
];

/** The same of where it delivers. Guess: those of a namespace's topic, which is left out of the definitions. */
const DELIVERED = [
  'destination',
  'deliveryWithResourceIdentity/destination',
  'deliveryConfiguration/push/destination',
  'deliveryConfiguration/push/deliveryWithResourceIdentity/destination',
];

/** Where events are delivered to, and where those go that could not be: a part, on which no redundancy rests. */
export function deliveryPlaces(subscriptions: Cell): readonly Place[] {
  const rows = subscriptions.list();
  if (!rows.said) return [{ kind: 'replica', what: 'deliveries of events', region: rows }];
  return rows.value.flatMap((row) => {
    const name = row.at('name').text();
    const of = name.said ? ` of ${name.value}` : '';
    return [...handlersIn(row, of), ...storesIn(row, UNDELIVERED, of)];
  });
}

function handlersIn(row: Cell, of: string): readonly Place[] {
  const what = `deliveries${of}`;
  // A pull subscription hands out what is asked for, and sends nothing.
  const mode = row.at('properties/deliveryConfiguration/deliveryMode').oneOf({ Queue: true });
  if (mode.said) return [];
  const there = DELIVERED.map((path) => row.at(`properties/${path}`)).filter(mayBeSent);
  return (there.length === 0 ? [row.at('properties/destination')] : there).map((handler) => {
    const kind = handler.at('endpointType').oneOf(BY_ID);
    const id = andThen(kind, () => outermost(handler.at('properties/resourceId')));
    return placeOfResource('replica', what, id);
  });
}

function storesIn(row: Cell, paths: readonly string[], of: string): readonly Place[] {
  return paths
    .map((path) => row.at(`properties/${path}`))
    .filter(mayBeSent)
    .map((store) =>
      placeOfResource(
        'replica',
        `undelivered events${of}`,
        outermost(store.at('properties/resourceId')),
      ),
    );
}

/** What stands in something that is not understood may be there, and then events go who knows where. */
function mayBeSent(cell: Cell): boolean {
  const there = cell.isThere();
  return !there.said || there.value;
}
