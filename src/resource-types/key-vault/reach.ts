import type { Cell } from '#traits/cell.ts';
import type { Reach } from '#traits/endpoint.ts';
import { countAddresses, parseIpv4Range } from '#traits/ipv4-ranges.ts';
import { andThen, everyOne, map, type Said } from '#traits/said.ts';

/** From where the vault can be reached: its firewall counts only while the public endpoint is open. */
export function reachOf(own: Cell): Said<Reach> {
  const access = own
    .at('properties/publicNetworkAccess')
    .oneOf<boolean>(
      { enabled: true, disabled: false },
      { means: true, source: 'publicNetworkAccess: absent means Enabled' },
    );
  return andThen(own.at('properties').isThere(), () =>
    andThen(access, (isOpen) =>
      isOpen ? behindFirewall(own) : map(access, () => ({ is: 'private' as const })),
    ),
  );
}

function behindFirewall(own: Cell): Said<Reach> {
  const rules = own.at('properties/networkAcls');
  return andThen(rules.isThere(), (isThere): Said<Reach> => {
    // Without rules every network is let in. Source: Microsoft.KeyVault/vaults 2026-02-01, networkAcls.
    if (!isThere) return own.at('properties').means<Reach>({ is: 'internet' });
    const action = rules
      .at('defaultAction')
      .oneOf<'allow' | 'deny'>(
        { allow: 'allow', deny: 'deny' },
        { means: 'allow', source: 'networkAcls.defaultAction: absent lets everything in' },
      );
    return andThen(action, (word) =>
      word === 'allow' ? map(action, (): Reach => ({ is: 'internet' })) : someAddresses(rules),
    );
  });
}

function someAddresses(rules: Cell): Said<Reach> {
  return andThen(rules.at('ipRules').list(), (cells) =>
    map(everyOne(cells.map((rule) => rule.at('value').text())), (texts): Reach => {
      const ranges = texts.map(parseIpv4Range).filter((range) => range !== undefined);
      return {
        is: 'some',
        addresses: countAddresses(ranges),
        isWhole: ranges.length === texts.length,
      };
    }),
  );
}
