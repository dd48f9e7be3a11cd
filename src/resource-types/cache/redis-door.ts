import type { Cell } from '#traits/cell.ts';
import type { Endpoint, Reach } from '#traits/endpoint.ts';
import { andThen, map, type Said } from '#traits/said.ts';
import { reachOfRules } from '../firewall-rules.ts';

/** How clients of a cache talk to it. */
export function doorOf(own: Cell): Endpoint {
  return {
    what: 'Redis cache',
    // The platform refuses anything older since 2024-10, if the announced date was kept; the setting is what can be shown.
    oldestTls: own
      .at('properties/minimumTlsVersion')
      .oneOf({ '1.0': '1.0', '1.1': '1.1', '1.2': '1.2' }),
    plainText: own.at('properties/enableNonSslPort').oneOf({ true: 'accepted', false: 'refused' }),
    keys: own
      .at('properties/disableAccessKeyAuthentication')
      .oneOf({ true: 'refused', false: 'accepted' }),
  };
}

/** Without a rule every address is let in. Guess: rules of a cache in a virtual network are those of its subnet, which are not read. */
export function reachOf(own: Cell, rules: Cell): Said<Reach> {
  const access = own
    .at('properties/publicNetworkAccess')
    .oneOf<'open' | 'closed'>({ enabled: 'open', disabled: 'closed' });
  return andThen(access, (word) => {
    if (word === 'closed')
      return own.at('properties/publicNetworkAccess').means<Reach>({ is: 'private' });
    return andThen(rules.list(), (rows): Said<Reach> => {
      // Without a rule every address is let in.
      return rows.length === 0
        ? map(rules.list(), (): Reach => ({ is: 'internet' }))
        : reachOfRules(rules, { ends: { first: 'properties/startIP', last: 'properties/endIP' } });
    });
  });
}
