import type { Cell } from '#traits/cell.ts';
import type { Endpoint, Reach } from '#traits/endpoint.ts';
import { andThen, map, type Said } from '#traits/said.ts';
import { lacks } from '../absence.ts';
import { addressesIn, keysBy, reachBy } from '../public-access.ts';

/** TLS at all times. Absent, the minimum is the platform's: 1.2 since 2025-08-31 (iot-hub/iot-hub-tls-support). */
export function hubDoor(own: Cell): Endpoint {
  return {
    what: 'hub',
    oldestTls: lacks(own, 'properties/minTlsVersion')
      ? own.at('properties').means('1.2')
      : own.at('properties/minTlsVersion').oneOf({ '1.0': '1.0', '1.1': '1.1', '1.2': '1.2' }),
    plainText: own.means('refused'),
    reach: reachOf(own),
    keys: keysBy(own.at('properties/disableLocalAuth'), {
      means: 'accepted',
      source: 'disableLocalAuth: keys are accepted unless it is true',
    }),
  };
}

/** By which messages are read: an event hub of its own, to which the rules apply or not. */
export function builtInDoor(own: Cell): Endpoint {
  const door = { ...hubDoor(own), what: 'built-in event hub' };
  if (lacks(own, 'properties/networkRuleSets')) return door;
  const applies = own
    .at('properties/networkRuleSets/applyToBuiltInEventHubEndpoint')
    .oneOf({ true: true, false: false });
  const reach = andThen(applies, (word) =>
    word ? reachOf(own) : reachBy(own.at('properties/publicNetworkAccess'), undefined, OPEN),
  );
  return { ...door, reach };
}

/** Guess: absent, the public endpoint is open. */
const OPEN = { means: 'open', source: 'absent: open' } as const;

function reachOf(own: Cell): Said<Reach> {
  return reachBy(
    own.at('properties/publicNetworkAccess'),
    () => {
      if (lacks(own, 'properties/networkRuleSets'))
        return lacks(own, 'properties/ipFilterRules/0')
          ? own.at('properties').means({ is: 'internet' })
          : own
              .at('properties/ipFilterRules')
              .notUnderstood('Rules of the older form are not read');
      const rules = own.at('properties/networkRuleSets');
      const action = rules.at('defaultAction').oneOf({ Allow: 'allow', Deny: 'deny' } as const);
      return andThen(
        action,
        (word): Said<Reach> =>
          word === 'allow'
            ? map(action, () => ({ is: 'internet' }))
            : addressesIn(rules.at('ipRules').list(), 'ipMask'),
      );
    },
    OPEN,
  );
}
