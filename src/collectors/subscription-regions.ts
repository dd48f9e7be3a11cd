import { SubscriptionRegions } from '#facts/subscription-regions.ts';
import { defineCollector } from './define-collector.ts';
import { subscriptionKey } from '#resource-types/resource-names.ts';

/** Reads the regions that a subscription knows, with their pairs. */
export const subscriptionRegions = defineCollector({
  fact: 'subscriptionRegions',
  kind: 'group',
  permissions: ['Microsoft.Resources/subscriptions/locations/read'],
  apiVersion: '2022-12-01',
  source: 'Microsoft.Resources: Subscriptions - List Locations',
  schema: SubscriptionRegions,
  requestKey: subscriptionKey,
  read: (azure, subscriptionId, signal) =>
    azure.pages(
      {
        operation: `regions of subscription ${subscriptionId}`,
        permission: 'Microsoft.Resources/subscriptions/locations/read',
        signal,
      },
      (clients) => clients.subscriptions().subscriptions.listLocations(subscriptionId),
    ),
});
