import type { SubscriptionRegions } from './subscription-regions.ts';

/** The facts of this family by name: see fact-names.ts. */
export interface RegionFacts {
  subscriptionRegions: SubscriptionRegions;
}
