import { z } from 'zod';
import { findRegion } from '#traits/regions.ts';

/**
 * The locations that a subscription can use. Source: Microsoft.Resources Subscriptions - List Locations, 2022-12-01. About two in
 * five entries are logical (`europe`, `global`) and no regions; restricted regions are left out although they are somebody's pair.
 */
export const SubscriptionRegions = z.array(
  z.object({
    name: z.string(),
    displayName: z.string().nullish(),
    metadata: z
      .object({
        regionType: z.string().nullish(),
        physicalLocation: z.string().nullish(),
        pairedRegion: z.array(z.object({ name: z.string() })).nullish(),
      })
      .nullish(),
  }),
);
export type SubscriptionRegions = z.infer<typeof SubscriptionRegions>;

/**
 * The region that geo-redundant copies of `location` go to, by name: as Azure lists it, else from our own table. Null: it has no
 * pair; undefined: not known (an unknown or logical location, or several pairs).
 */
export function pairOf(regions: SubscriptionRegions, location: string): string | null | undefined {
  const own = findRegion(location);
  const name = own?.name ?? location.replace(/\s+/gu, '').toLowerCase();
  const listed = regions.find((region) => region.name.toLowerCase() === name && isPhysical(region));
  const pairs = listed?.metadata?.pairedRegion;
  if (pairs === undefined || pairs === null) return own?.pair;
  return pairs.length > 1 ? undefined : (pairs[0]?.name.toLowerCase() ?? null);
}

function isPhysical(region: SubscriptionRegions[number]): boolean {
  return region.metadata?.regionType === 'Physical';
}
