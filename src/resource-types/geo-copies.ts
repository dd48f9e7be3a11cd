import type { Cell } from '#traits/cell.ts';
import type { Place, PlaceKind } from '#traits/place.ts';
import { andThen, present, type Said } from '#traits/said.ts';
import { pairOf } from './subscription-regions.ts';

/** Whether a copy is kept in another region as well. */
export type Redundancy = 'geo' | 'own-region';

/** The place of a second copy by a redundancy: the paired region, none, or one that is not known. */
export function secondPlace(
  kind: PlaceKind,
  what: string,
  redundancy: Said<Redundancy>,
  pair: Said<string>,
  isUsed?: Said<boolean>,
): readonly Place[] {
  if (redundancy.said && redundancy.value === 'own-region') return [];
  const region = andThen(redundancy, () => pair);
  return [{ kind, what, region, ...(isUsed === undefined ? {} : { isUsed }) }];
}

/** The pair of a region; not said where it has none. */
export function pairIn(regions: Cell, region: Said<string>): Said<string> {
  return present(pairOf(regions, region), 'paired region');
}
