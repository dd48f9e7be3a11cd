import type { Json } from '../json.ts';
import regions from './azure-regions.json' with { type: 'json' };

interface Region {
  readonly displayName: string;
  readonly regionalDisplayName: string;
  readonly category: string;
  readonly logical?: boolean;
  readonly geography?: string;
  readonly geographyGroup?: string;
  readonly longitude?: string;
  readonly latitude?: string;
  readonly physicalLocation?: string;
  readonly pair?: string;
  readonly zones?: number;
}

/** As `GET /subscriptions/{id}/locations?api-version=2022-12-01` answered in April 2026 (recorded by Azure/azure-dev). */
const REGIONS: ReadonlyMap<string, Region> = new Map(Object.entries(regions));

/** Regions that one must ask Microsoft to enable: they are somebody's pair, yet the list leaves them out. Names from Microsoft's region pages. */
const UNLISTED: ReadonlyMap<string, { displayName: string; pair: string }> = new Map([
  ['swedensouth', { displayName: 'Sweden South', pair: 'swedencentral' }],
]);

/** Lower case without spaces: `West Europe` and `westeurope` are one region. */
export function regionName(location: string): string {
  return location.toLowerCase().replaceAll(' ', '');
}

/** `West Europe` for `westeurope`; the name itself for a region that is not known. */
export function displayNameOf(location: string | undefined): string {
  const name = regionName(location ?? '');
  return REGIONS.get(name)?.displayName ?? UNLISTED.get(name)?.displayName ?? name;
}

/** The paired region; undefined for a region without one. */
export function pairOf(location: string | undefined): string | undefined {
  const name = regionName(location ?? '');
  return REGIONS.get(name)?.pair ?? UNLISTED.get(name)?.pair;
}

/** True for a region in which a resource can be put. */
export function isRegion(location: string): boolean {
  const name = regionName(location);
  const region = REGIONS.get(name);
  return region === undefined ? UNLISTED.has(name) : region.logical !== true;
}

/** The rows of the locations list of a subscription. */
export function listLocations(subscriptionId: string): Json[] {
  const idOf = (name: string): string => `/subscriptions/${subscriptionId}/locations/${name}`;
  return [...REGIONS].map(([name, region]) => {
    const isLogical = region.logical === true;
    const metadata: Json = {
      regionType: isLogical ? 'Logical' : 'Physical',
      regionCategory: region.category,
      ...(region.geography === undefined ? {} : { geography: region.geography }),
      ...(region.geographyGroup === undefined ? {} : { geographyGroup: region.geographyGroup }),
    };
    if (!isLogical) {
      metadata['longitude'] = region.longitude;
      metadata['latitude'] = region.latitude;
      metadata['physicalLocation'] = region.physicalLocation;
      metadata['pairedRegion'] =
        region.pair === undefined ? [] : [{ name: region.pair, id: idOf(region.pair) }];
    }
    const row: Json = {
      id: idOf(name),
      name,
      type: 'Region',
      displayName: region.displayName,
      regionalDisplayName: region.regionalDisplayName,
      metadata,
    };
    if (region.zones !== undefined) {
      row['availabilityZoneMappings'] = Array.from({ length: region.zones }, (_, zone) => ({
        logicalZone: String(zone + 1),
        physicalZone: `${name}-az${zone + 1}`,
      }));
    }
    return row;
  });
}
