import { describe, expect, it } from 'vitest';
import { managementPortsClosed } from '#checks/management-ports-closed.ts';
import { PUBLIC, PUBLIC_IPV6, parseAddressRange } from '#traits/addresses.ts';
import type { Filter, Inbound, InboundRule, Way } from '#traits/inbound.ts';
import { askQuestion, member, statusOf, told, UNTOLD } from '../harness/ask-question.ts';

const WAY: Way = {
  what: 'public address pip',
  brings: PUBLIC,
  ports: 'every',
  protocol: 'every',
  withoutRules: told('closed'),
  from: [member('/way')],
};

function rule(access: InboundRule['access'], more: Partial<InboundRule> = {}): InboundRule {
  return {
    name: 'ssh',
    id: "/subscriptions/1/nsg/it's",
    access,
    protocol: 'tcp',
    ports: [{ first: 22, last: 22 }],
    sources: { surely: PUBLIC, perhaps: PUBLIC },
    isWhole: true,
    from: [member('/rule')],
    ...more,
  };
}

function sourcesOf(...texts: readonly string[]): InboundRule['sources'] {
  const ranges = texts.map(parseAddressRange).filter((range) => range !== undefined);
  return { surely: ranges, perhaps: ranges };
}

function group(...rules: readonly InboundRule[]): Filter {
  return { what: 'network security group nsg', rules };
}

function card(filters: readonly Filter[], more: Partial<Inbound> = {}): Inbound {
  return { what: 'network interface nic', ways: told([WAY]), filters: told(filters), ...more };
}

const UNCLEAR = { surely: [], perhaps: PUBLIC };

describe('management-ports-closed', () => {
  it.each<[string, Inbound, string]>([
    ['no way leads to it', card([group(rule('allow'))], { ways: told([]) }), 'pass'],
    ['the whole internet', card([group(rule('allow'))]), 'fail'],
    ['what no rule fits does not come in', card([group()]), 'pass'],
    ['refused before', card([group(rule('deny'), rule('allow'))]), 'pass'],
    ['refused behind', card([group(rule('allow'), rule('deny'))]), 'fail'],
    ['both groups let in', card([group(rule('allow')), group(rule('allow'))]), 'fail'],
    ['one group lets in', card([group(rule('allow')), group(rule('deny'))]), 'pass'],
    ['another port', card([group(rule('allow', { ports: [{ first: 23, last: 3388 }] }))]), 'pass'],
    ['among others', card([group(rule('allow', { ports: [{ first: 1, last: 5985 }] }))]), 'fail'],
    ['every port', card([group(rule('allow', { ports: 'every' }))]), 'fail'],
    ['over UDP alone', card([group(rule('allow', { protocol: 'udp' }))]), 'pass'],
    ['as many as may', card([group(rule('allow', { sources: sourcesOf('8.8.8.0/24') }))]), 'pass'],
    [
      'two more',
      card([group(rule('allow', { sources: sourcesOf('8.8.8.0/24', '9.9.9.0/31') }))]),
      'fail',
    ],
    [
      'the internet but for a few',
      card([group(rule('deny', { sources: sourcesOf('8.8.8.0/24') }), rule('allow'))]),
      'fail',
    ],
    [
      'as many networks of IPv6',
      card([group(rule('allow', { sources: sourcesOf('2a00:1::/56') }))]),
      'pass',
    ],
    ['more of them', card([group(rule('allow', { sources: sourcesOf('2a00:1::/48') }))]), 'fail'],
    [
      'IPv6 over an address of IPv4',
      card([group(rule('allow', { sources: { surely: PUBLIC_IPV6, perhaps: PUBLIC_IPV6 } }))], {
        ways: told([{ ...WAY, brings: sourcesOf('0.0.0.0/0').surely }]),
      }),
      'pass',
    ],
    ['a rule that is not understood', card([group(rule('unknown'))]), 'unknown'],
    ['a source that is not', card([group(rule('allow', { sources: UNCLEAR }))]), 'unknown'],
    ['ports that are not', card([group(rule('allow', { ports: 'unknown' }))]), 'unknown'],
    [
      'one that may refuse',
      card([group(rule('deny', { isWhole: false }), rule('allow'))]),
      'unknown',
    ],
    ['one that may let in what is refused', card([group(rule('deny'), rule('unknown'))]), 'pass'],
    [
      'let in before one that is not understood',
      card([group(rule('allow'), rule('unknown'))]),
      'fail',
    ],
    ['no group, an address that is closed', card([]), 'pass'],
    [
      'no group, one that is open',
      card([], { ways: told([{ ...WAY, withoutRules: told('open') }]) }),
      'fail',
    ],
    [
      'no group, one of which it is not said',
      card([], { ways: told([{ ...WAY, withoutRules: UNTOLD }]) }),
      'unknown',
    ],
    ['ways are not said', card([], { ways: UNTOLD }), 'unknown'],
    ['groups are not said', card([], { filters: UNTOLD }), 'unknown'],
    [
      'groups are not said, nor does any way lead to it',
      card([], { ways: told([]), filters: UNTOLD }),
      'pass',
    ],
    [
      'what a balancer hands on, to another port',
      card([group(rule('allow'))], {
        ways: told([{ ...WAY, ports: [{ first: 443, last: 443 }] }]),
      }),
      'pass',
    ],
    ['what stands above is not read', card([group()], { above: UNTOLD }), 'unknown'],
    [
      'what stands above is not read, and the groups let in',
      card([group(rule('allow'))], { above: UNTOLD }),
      'fail',
    ],
  ])('%s', async (_, item, status) => {
    expect(await statusOf(managementPortsClosed, [item])).toBe(status);
  });

  it('names way and rule', async () => {
    const [judged] = await askQuestion(managementPortsClosed, [card([group(rule('allow'))])]);

    expect(judged?.verdict.reason).toBe(
      'Port 22 of network interface nic is open to the internet through public address pip: let in by rule ssh',
    );
    expect(judged?.mend).toBe(
      String.raw`az network nsg rule update --ids '/subscriptions/1/nsg/it'\''s' --access Deny`,
    );
  });

  it('asks after the ports that it is given', async () => {
    const item = card([group(rule('allow', { ports: [{ first: 5432, last: 5432 }] }))]);

    expect(await statusOf(managementPortsClosed, [item])).toBe('pass');
    expect(await statusOf(managementPortsClosed, [item], { with: { ports: [5432] } })).toBe('fail');
  });

  it.each([
    ['owner', true],
    ['cluster', false],
    ['provider', false],
  ] as const)('of what is run by its %s: %s', (runs, speaks) => {
    const subject = { holds: 'machine', serves: 'clients', runs } as const;

    expect(managementPortsClosed.speaksOf(subject, {})).toBe(speaks);
  });
});
