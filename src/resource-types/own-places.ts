import type { Cell } from '#traits/cell.ts';
import type { Place } from '#traits/place.ts';

/**
 * Where a resource lies: its region, and the edge zone or custom location where it names one; that one's name is no region, so that
 * nobody knows where it is. Source: Azure Resource Manager, extendedLocation.
 */
export function ownPlaces(own: Cell, what: string): readonly Place[] {
  const here: Place = { kind: 'primary', what, region: own.at('location').text() };
  const edge = own.at('extendedLocation');
  const isThere = edge.isThere();
  if (isThere.said && !isThere.value) return [here];
  return [here, { kind: 'primary', what: `${what} at the edge`, region: edge.at('name').text() }];
}
