import type { Cell } from '#traits/cell.ts';
import type { Place } from '#traits/place.ts';
import { present } from '#traits/said.ts';
import { pairOf } from '../subscription-regions.ts';

/** Azure copies keys and secrets to the paired region by itself; where there is none, they stay. */
export function vaultAndCopy(own: Cell, regions: Cell): readonly Place[] {
  const region = own.at('location').text();
  const pair = pairOf(regions, region);
  const primary: Place = { kind: 'primary', what: 'key vault', region };
  if (pair.said && pair.value === null) return [primary];
  const what = 'copy in the paired region';
  return [primary, { kind: 'copy', what, region: present(pair, 'a pair') }];
}
