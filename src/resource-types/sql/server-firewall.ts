import type { Cell } from '#traits/cell.ts';
import type { Reach } from '#traits/endpoint.ts';
import { andThen, map, type Said } from '#traits/said.ts';
import { reachOfRules } from '../firewall-rules.ts';

/** `SecuredByPerimeter` is not understood here, and what absence means is documented nowhere. */
export function isPublic(own: Cell): Said<boolean> {
  return own.at('properties/publicNetworkAccess').oneOf({ Enabled: true, Disabled: false });
}

/** From where the server can be reached. Rules that are kept inside of a database no list has: what is said is the least. */
export function reachOf(own: Cell, rules: Cell): Said<Reach> {
  const access = isPublic(own);
  return andThen(access, (isOpen) =>
    isOpen
      ? reachOfRules(rules, { isComplete: false })
      : map(access, (): Reach => ({ is: 'private' })),
  );
}
