import type { Cell } from '#traits/cell.ts';
import type { Reach } from '#traits/endpoint.ts';
import { countAddresses, parseIpv4Range } from '#traits/ipv4-ranges.ts';
import { andThen, everyOne, map, type Said } from '#traits/said.ts';

/**
 * From where the account can be reached, by any of its protocols: its firewall counts only while the public endpoint is open. Networks
 * and resources of Azure that are let in (`virtualNetworkRules`, `resourceAccessRules`) are no addresses of the internet.
 */
export function reachOf(account: Cell): Said<Reach> {
  const access = account
    .at('properties/publicNetworkAccess')
    .oneOf<'open' | 'closed' | 'perimeter'>(
      { enabled: 'open', disabled: 'closed', securedbyperimeter: 'perimeter' },
      { means: 'open', source: 'azure-facts §5: publicNetworkAccess absent means Enabled' },
    );
  return andThen(access, (word): Said<Reach> => {
    switch (word) {
      case 'closed':
        return map(access, () => ({ is: 'private' }));
      case 'perimeter':
        return account
          .at('properties/publicNetworkAccess')
          .notUnderstood('Whom the network security perimeter lets in is not read');
      case 'open':
        return behindFirewall(account);
    }
  });
}

function behindFirewall(account: Cell): Said<Reach> {
  const rules = account.at('properties/networkAcls');
  // Without rules every network is let in. Source: azure-facts §5, networkAcls.
  const none = rules.oneOf<Reach>(
    {},
    {
      means: { is: 'internet' },
      source: 'azure-facts §5: without networkAcls every network is let in',
    },
  );
  if (none.said) return none;
  const action = rules
    .at('defaultAction')
    .oneOf<'allow' | 'deny'>(
      { allow: 'allow', deny: 'deny' },
      { means: 'allow', source: 'azure-facts §5: defaultAction absent means Allow' },
    );
  return andThen(action, (word) =>
    word === 'allow' ? map(action, (): Reach => ({ is: 'internet' })) : someAddresses(rules),
  );
}

function someAddresses(rules: Cell): Said<Reach> {
  // The member is newer than most accounts: absent, nobody wrote such a rule.
  const later = rules
    .at('ipv6Rules')
    .oneOf<number>({}, { means: 0, source: 'networkAcls.ipv6Rules, 2025-08-01' });
  const ipv6 = later.said ? later : map(rules.at('ipv6Rules').list(), ({ length }) => length);
  return andThen(ipv6, (others) =>
    andThen(rules.at('ipRules').list(), (cells) =>
      map(everyOne(cells.map((rule) => rule.at('value').text())), (texts): Reach => {
        const ranges = texts.map(parseIpv4Range).filter((range) => range !== undefined);
        const isWhole = others === 0 && ranges.length === texts.length;
        return { is: 'some', addresses: countAddresses(ranges), isWhole };
      }),
    ),
  );
}

/**
 * From where the classic logs and metrics of the account are read: `bypass` can let every network at them, past the firewall. Undefined
 * where it does not. Source: "Configure Azure Storage firewalls", exceptions for storage logging and metrics.
 */
export function reachOfClassicLogs(account: Cell): Said<Reach> | undefined {
  const bypass = account.at('properties/networkAcls/bypass');
  const tokens = bypass.text();
  if (!tokens.said) {
    const there = bypass.isThere();
    return there.said && there.value ? tokens : undefined;
  }
  const words = tokens.value.split(',').map((word) => word.trim().toLowerCase());
  const strange = words.find((word) => !['azureservices', 'none', ...CLASSIC].includes(word));
  if (strange !== undefined) return bypass.notUnderstood(`bypass says ${tokens.value}`);
  if (!words.some((word) => CLASSIC.includes(word))) return undefined;
  return andThen(reachOf(account), (reach) =>
    bypass.means<Reach>(reach.is === 'private' ? reach : { is: 'internet' }),
  );
}
const CLASSIC = ['logging', 'metrics'];
