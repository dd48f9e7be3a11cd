import type { Cell } from '#traits/cell.ts';
import type { Place } from '#traits/place.ts';
import { present } from '#traits/said.ts';
import { pairOf } from './subscription-regions.ts';

/**
 * The copy that Azure keeps in the paired region by itself; none where a region has no pair. `asleep`: nothing is there before Azure
 * fails over to it, so that data can come to be there and no redundancy rests on it.
 */
export function pairedCopy(
  own: Cell,
  regions: Cell,
  { what, asleep = false }: { readonly what: string; readonly asleep?: boolean },
): readonly Place[] {
  const pair = pairOf(regions, own.at('location').text());
  if (pair.said && pair.value === null) return [];
  const copy: Place = { kind: 'copy', what, region: present(pair, 'paired region') };
  return [asleep ? { ...copy, isUsed: own.means(false) } : copy];
}
