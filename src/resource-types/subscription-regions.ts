import type { Cell } from '#traits/cell.ts';
import { findRegion } from '#traits/regions.ts';
import { andThen, everyOne, notSaid, type Said, said } from '#traits/said.ts';
import type { GroupRead } from './define-read.ts';
import { subscriptionKey } from './resource-names.ts';

/**
 * The locations that a subscription can use, with their pairs. About two in five entries are logical (`europe`, `global`) and no
 * regions; restricted regions are left out although they are somebody's pair. Source: Microsoft.Resources Subscriptions - List
 * Locations, 2022-12-01.
 */
export const subscriptionRegions: GroupRead = {
  name: 'regionsOfSubscription',
  kind: 'group',
  permissions: ['Microsoft.Resources/subscriptions/locations/read'],
  apiVersion: '2022-12-01',
  source: 'Microsoft.Resources: Subscriptions - List Locations',
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
};

/**
 * The region that geo-redundant copies of a location go to: as Azure lists it, else from our own table. Null: it has no pair. Not
 * said for a location that is no region, and for one with several pairs.
 */
export function pairOf(regions: Cell, location: Said<string>): Said<string | null> {
  return andThen(location, (name) =>
    andThen(regions.list(), (rows) => {
      const own = findRegion(name);
      const key = own?.name ?? name.replace(/\s+/gu, '').toLowerCase();
      const row = regionsByName(rows).get(key);
      const pairs = row?.at('metadata/pairedRegion').list();
      if (row === undefined || pairs === undefined || !pairs.said) {
        return own === undefined
          ? notSaid(`${name} is no region that is known here`, location.from)
          : said(own.pair, location.from);
      }
      return andThen(everyOne(pairs.value.map((pair) => pair.at('name').text())), (names) =>
        names.length > 1
          ? row.notUnderstood(`${name} has several paired regions: ${names.join(', ')}`)
          : said(names[0]?.toLowerCase() ?? null, row.from),
      );
    }),
  );
}

/** What Azure lists of the region that a location is; not said where it does not list it. */
export function regionRow(regions: Cell, location: Said<string>): Said<Cell> {
  return andThen(location, (name) =>
    andThen(regions.list(), (rows) => {
      const key = findRegion(name)?.name ?? name.replace(/\s+/gu, '').toLowerCase();
      const row = regionsByName(rows).get(key);
      return row === undefined
        ? notSaid(`Azure does not list the region ${name} for the subscription`, regions.from)
        : said(row, row.from);
    }),
  );
}

/** Of each list its regions by name, worked out once for all resources that ask. */
const known = new WeakMap<readonly Cell[], ReadonlyMap<string, Cell>>();

function regionsByName(rows: readonly Cell[]): ReadonlyMap<string, Cell> {
  const found = known.get(rows) ?? sortOut(rows);
  known.set(rows, found);
  return found;
}

function sortOut(rows: readonly Cell[]): ReadonlyMap<string, Cell> {
  const regions = new Map<string, Cell>();
  for (const row of rows) {
    const name = row.at('name').text();
    const type = row.at('metadata/regionType').text();
    if (!name.said || !type.said || type.value !== 'Physical') continue;
    const key = name.value.toLowerCase();
    if (!regions.has(key)) regions.set(key, row);
  }
  return regions;
}
