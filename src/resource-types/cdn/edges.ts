import type { Cell } from '#traits/cell.ts';
import type { Encryption } from '#traits/encryption.ts';
import type { Place } from '#traits/place.ts';
import type { Said } from '#traits/said.ts';
import { beside, type Translation } from '#traits/trait.ts';

/**
 * The edges of a content network answer all over the world, and no setting keeps them in a place; where answers are cached, each edge keeps
 * copies of its own. Source: Front Door FAQ, 2021-09-14; front-door-caching. No page of Microsoft's says in which geography they stay.
 */
export function edgePlaces(own: Cell, keeps: Said<boolean>): readonly Place[] {
  const passing: Place = {
    kind: 'primary',
    what: 'edges of the network',
    isPassedThrough: true,
    region: own.notUnderstood(
      'Its edges answer all over the world, and no setting keeps them in a place',
    ),
  };
  if (keeps.said && !keeps.value) return [passing];
  const why =
    'Its edges keep copies of answers all over the world, and no setting keeps them in a place';
  return [
    passing,
    { kind: 'copy', what: 'edge cache', region: keeps.said ? own.notUnderstood(why) : keeps },
  ];
}

/** How copies at the edges are encrypted no page says. */
export function edgeEncryption(own: Cell, keeps: Said<boolean>): Translation<Encryption> {
  if (keeps.said && !keeps.value) return beside('nothing of a customer’s is kept in it');
  const state = keeps.said
    ? own.notUnderstood('Whether copies at the edges are encrypted is not said')
    : keeps;
  return [{ what: 'edge cache', state }];
}

/** Who called, and with what. */
export const ACCESS = {
  what: 'calls',
  carry: ['frontdooraccesslog', 'azurecdnaccesslog'],
  other: [
    'frontdoorhealthprobelog',
    'frontdoorwebapplicationfirewalllog',
    'webapplicationfirewalllogs',
  ],
} as const;

export const OPEN_BY_KIND = 'it is made to be called from everywhere';
