import { describe, expect, it } from 'vitest';
import { managementPortsClosed } from '#checks/management-ports-closed.ts';
import { scaleSet } from '#resource-types/compute/scale-set.ts';
import { virtualMachine } from '#resource-types/compute/virtual-machine.ts';
import { filterOf } from '#resource-types/security-rules.ts';
import { countOf, PUBLIC } from '#traits/addresses.ts';
import { cellOf } from '#traits/cell.ts';
import { openingAt } from '#traits/opening.ts';
import { told } from '../../harness/ask-question.ts';
import { brokenBodies, judgeType } from '../../harness/judge-type.ts';
import { recordedRows } from '../../harness/recordings.ts';
import { sharedIsHere } from '../../harness/shared.ts';
import { typeCases } from '../../harness/type-cases.ts';

const RULES = '0/properties/securityRules';
const CONFIGURATION = '0/properties/ipConfigurations/0/properties';
const BALANCER =
  '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/loadBalancers/lb';
const GROUP =
  '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/applicationSecurityGroups/web';

function rule(priority: number, access: string, more: Readonly<Record<string, unknown>> = {}) {
  return {
    id: `${BALANCER}/rule-${priority}`,
    name: `rule-${priority}`,
    properties: {
      direction: 'Inbound',
      priority,
      access,
      protocol: 'Tcp',
      sourcePortRange: '*',
      sourceAddressPrefix: '*',
      destinationAddressPrefix: '*',
      destinationPortRange: '22',
      ...more,
    },
  };
}

function rules(...list: readonly unknown[]) {
  return { groups: { [RULES]: list } };
}

const OPEN = rule(200, 'Allow');

typeCases(managementPortsClosed, virtualMachine, {}, [
  { when: 'a rule lets in', status: 'fail', set: rules(OPEN), reason: /rule-200/u },
  { when: 'one of an earlier number refuses', status: 'pass', set: rules(OPEN, rule(150, 'Deny')) },
  { when: 'one of a later number refuses', status: 'fail', set: rules(rule(250, 'Deny'), OPEN) },
  {
    when: 'an earlier one refuses IPv4 alone, and the address is of IPv4',
    status: 'pass',
    set: rules(OPEN, rule(150, 'Deny', { sourceAddressPrefix: '0.0.0.0/0' })),
  },
  {
    when: 'it is about what goes out',
    status: 'pass',
    set: rules(rule(100, 'Allow', { direction: 'Outbound' })),
  },
  {
    when: 'a new direction',
    status: 'unknown',
    set: rules(rule(100, 'Allow', { direction: 'Both' })),
  },
  {
    when: 'it names another machine',
    status: 'pass',
    set: rules(rule(100, 'Allow', { destinationAddressPrefix: '10.0.0.5' })),
  },
  {
    when: 'it names the subnet',
    status: 'fail',
    set: rules(rule(100, 'Allow', { destinationAddressPrefix: '10.0.0.0/24' })),
  },
  {
    when: 'the refusal names another machine',
    status: 'fail',
    set: rules(OPEN, rule(100, 'Deny', { destinationAddressPrefix: '10.0.0.5' })),
  },
  {
    when: 'it lets in members of a group of interfaces',
    status: 'pass',
    set: rules(
      rule(100, 'Allow', {
        sourceAddressPrefix: undefined,
        sourceApplicationSecurityGroups: [{ id: GROUP }],
      }),
    ),
  },
  {
    when: 'it is about members of a group that it is not in',
    status: 'pass',
    set: rules(
      rule(100, 'Allow', {
        destinationAddressPrefix: undefined,
        destinationApplicationSecurityGroups: [{ id: GROUP }],
      }),
    ),
  },
  {
    when: 'it is about members of a group that it is in',
    status: 'fail',
    set: {
      ...rules(
        rule(100, 'Allow', {
          destinationAddressPrefix: undefined,
          destinationApplicationSecurityGroups: [{ id: GROUP.toUpperCase() }],
        }),
      ),
      interfaces: { [`${CONFIGURATION}/applicationSecurityGroups`]: [{ id: GROUP }] },
    },
  },
  {
    when: 'the refusal is of packets from some ports alone, which the sender chooses',
    status: 'unknown',
    set: rules(OPEN, rule(100, 'Deny', { sourcePortRange: '0-1023' })),
  },
  {
    when: 'it is about ICMP',
    status: 'pass',
    set: rules(rule(100, 'Allow', { protocol: 'Icmp', destinationPortRange: '*' })),
  },
  {
    when: 'a list of ports that is not understood',
    status: 'unknown',
    set: rules(rule(100, 'Allow', { destinationPortRange: 'ssh' })),
  },
  {
    when: 'the interface has a group of its own, which no list shows',
    status: 'unknown',
    set: { ...rules(OPEN), interfaces: { '0/properties/networkSecurityGroup': { id: GROUP } } },
    reason: /in no list/u,
  },
  {
    when: 'no address and no balancer lead to it, whatever the rules let in',
    status: 'pass',
    set: { ...rules(OPEN), interfaces: { [`${CONFIGURATION}/publicIPAddress`]: undefined } },
  },
  {
    when: 'a rule of a balancer for inbound NAT names it, on another port of its own',
    status: 'fail',
    set: {
      ...rules(OPEN),
      interfaces: {
        [`${CONFIGURATION}/publicIPAddress`]: undefined,
        [`${CONFIGURATION}/loadBalancerInboundNatRules`]: [{ id: `${BALANCER}/inboundNatRules/a` }],
      },
      balancers: {
        '0/properties/inboundNatRules': [
          {
            id: `${BALANCER}/inboundNatRules/A`,
            properties: {
              frontendIPConfiguration: { id: `${BALANCER}/frontendIPConfigurations/a` },
              protocol: 'Tcp',
              frontendPort: 50_022,
              backendPort: 22,
            },
          },
        ],
      },
    },
    reason: /load balancer lb/u,
  },
  {
    when: 'it is in a pool of a balancer of another subscription',
    status: 'unknown',
    set: {
      interfaces: {
        [`${CONFIGURATION}/loadBalancerBackendAddressPools`]: [
          { id: `${BALANCER}-elsewhere/backendAddressPools/a` },
        ],
      },
    },
  },
  {
    when: 'a balancer that is private names its address',
    status: 'pass',
    set: { ...rules(OPEN), ...balancerByAddress({ subnet: { id: `${BALANCER}/subnets/a` } }) },
  },
  {
    when: 'a public balancer names its address',
    status: 'fail',
    set: { ...rules(OPEN), ...balancerByAddress({ publicIPAddress: { id: `${BALANCER}/pip` } }) },
  },
]);

function balancerByAddress(front: Readonly<Record<string, unknown>>) {
  return {
    interfaces: { [`${CONFIGURATION}/publicIPAddress`]: undefined },
    balancers: {
      '0/properties/frontendIPConfigurations': [
        { id: `${BALANCER}/frontendIPConfigurations/a`, properties: front },
      ],
      '0/properties/backendAddressPools': [
        {
          id: `${BALANCER}/backendAddressPools/a`,
          properties: {
            provisioningState: 'Succeeded',
            loadBalancerBackendAddresses: [{ properties: { ipAddress: '10.0.0.4' } }],
          },
        },
      ],
      '0/properties/loadBalancingRules': [
        {
          id: `${BALANCER}/loadBalancingRules/a`,
          properties: {
            frontendIPConfiguration: { id: `${BALANCER}/frontendIPConfigurations/a` },
            backendAddressPools: [{ id: `${BALANCER}/backendAddressPools/a` }],
            protocol: 'All',
            frontendPort: 0,
            backendPort: 0,
          },
        },
      ],
    },
  };
}

describe('a flexible scale set', () => {
  it('leaves the question to its machines, which are resources of their own', async () => {
    const bodies = brokenBodies(scaleSet, {
      set: { 'properties/orchestrationMode': 'Flexible' },
      ...rules(OPEN),
    });
    const [judged] = await judgeType(managementPortsClosed, scaleSet, bodies);

    expect(judged?.verdict.status).toBe('not-applicable');
  });
});

describe.skipIf(!sharedIsHere)('recorded groups of rules (needs the shared recordings)', () => {
  it('are understood: one lets everybody in, the others stated addresses, tags of the network and groups of interfaces at most', () => {
    const said = recordedRows('Microsoft.Network/networkSecurityGroups').flatMap((row) =>
      [22, 3389].map((port) => `${String(row['name'])} ${port}: ${through(row, port)}`),
    );

    expect(said.length).toBeGreaterThanOrEqual(90);
    expect(said.filter((one) => !one.endsWith(': closed'))).toEqual([
      'nsg-allow-all-ingress 22: open',
      'nsg-allow-all-ingress 3389: open',
    ]);
  });
});

/** What a group lets in to an address behind it: more than 256 addresses of the internet, that many perhaps, or not. */
function through(row: Readonly<Record<string, unknown>>, port: number): string {
  const at = { evidence: `sha256:${'0'.repeat(64)}`, pointer: '' } as const;
  const target = { address: undefined, groups: [], isRouted: false };
  const filter = filterOf(cellOf({ value: row, readAt: 0, at }), 'group', target);
  if (!filter.said) return filter.why;
  const way = {
    what: 'an address',
    brings: PUBLIC,
    ports: 'every',
    protocol: 'every',
    withoutRules: told('closed'),
    from: [],
  } as const;
  const inbound = { what: 'a machine', ways: told([way]), filters: told([filter.value]) };
  const opening = openingAt(inbound, port, 'tcp');
  if (!opening.said) return opening.why;
  if (countOf(opening.value.surely) > 256) return 'open';
  return countOf(opening.value.perhaps) > 256 ? 'perhaps' : 'closed';
}
