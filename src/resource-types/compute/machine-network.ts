import type { Cell } from '#traits/cell.ts';
import type { Inbound } from '#traits/inbound.ts';
import { beside, type Translation } from '#traits/trait.ts';
import type { Break } from '../define-resource-type.ts';
import { from, only } from '../define-resource-type.ts';
import { idOf } from '../examples.ts';
import { doorOf, inboundOf, inboundOfSet, type Network } from '../inbound.ts';
import { EACH, insideOf, isFlexible } from './machine-says.ts';

const LISTS = ['networks', 'groups', 'addresses', 'balancers'] as const;

/**
 * What comes in to a machine, and so from where it can be reached. What it accepts there is told by what runs in it and stays unknown,
 * for one that the internet cannot reach still answers its own network.
 */
export const MACHINE_NETWORK = {
  endpoints: [
    only(
      ['transport'],
      from('machine')((own) => [insideOf(own, 'virtual machine')]),
    ),
    only(
      ['reach'],
      from(
        'machine',
        'interfaces',
        ...LISTS,
      )((own, interfaces, networks, groups, addresses, balancers) =>
        doorOf(
          'virtual machine',
          inboundOf(own, interfaces, { networks, groups, addresses, balancers }),
        ),
      ),
    ),
  ],
  inbound: from(
    'machine',
    'interfaces',
    ...LISTS,
  )((own, interfaces, networks, groups, addresses, balancers) =>
    inboundOf(own, interfaces, { networks, groups, addresses, balancers }),
  ),
};

/** The same of a scale set, by its model. */
export const SET_NETWORK = {
  endpoints: [
    only(
      ['transport'],
      from('set')((own) => [insideOf(own, 'scale set')]),
    ),
    only(
      ['reach'],
      from(
        'set',
        ...LISTS,
      )((own, networks, groups, addresses, balancers) =>
        doorOf('scale set', ofSet(own, { networks, groups, addresses, balancers })),
      ),
    ),
  ],
  inbound: from(
    'set',
    ...LISTS,
  )((own, networks, groups, addresses, balancers) =>
    ofSet(own, { networks, groups, addresses, balancers }),
  ),
};

function ofSet(own: Cell, network: Network): Translation<Inbound> {
  const flexible = isFlexible(own);
  if (!flexible.said) return flexible;
  return flexible.value ? beside(EACH) : inboundOfSet(own, network);
}

const CARD = idOf('Microsoft.Network/networkInterfaces', 'nic');
const SUBNET = `${idOf('Microsoft.Network/virtualNetworks', 'vnet')}/subnets/machines`;
const RULES = idOf('Microsoft.Network/networkSecurityGroups', 'nsg');
const ADDRESS = idOf('Microsoft.Network/publicIPAddresses', 'pip');
const BALANCER = idOf('Microsoft.Network/loadBalancers', 'lb');
const POOL = `${BALANCER}/backendAddressPools/machines`;

/** The profile of a machine with one interface. */
export const CARDS = { networkInterfaces: [{ id: CARD, properties: { primary: true } }] };

/** The profile of a set whose machines get an address of their own each. */
export const CARDS_OF_SET = {
  networkInterfaceConfigurations: [
    {
      name: 'nic',
      properties: {
        ipConfigurations: [
          {
            name: 'one',
            properties: {
              subnet: { id: SUBNET },
              publicIPAddressConfiguration: {
                name: 'pip',
                sku: { name: 'Standard' },
                properties: { publicIPAddressVersion: 'IPv4' },
              },
            },
          },
        ],
      },
    },
  ],
};

function rule(name: string, priority: number, access: string, more: object) {
  return {
    id: `${RULES}/securityRules/${name}`,
    name,
    properties: {
      direction: 'Inbound',
      priority,
      access,
      protocol: '*',
      sourcePortRange: '*',
      sourceAddressPrefix: '*',
      destinationAddressPrefix: '*',
      destinationPortRange: '*',
      ...more,
    },
  };
}

/** A network in which an office alone comes in, by one port. */
export const GOOD_NETWORK = {
  networks: [
    {
      id: idOf('Microsoft.Network/virtualNetworks', 'vnet'),
      properties: {
        subnets: [{ id: SUBNET, properties: { networkSecurityGroup: { id: RULES } } }],
      },
    },
  ],
  groups: [
    {
      id: RULES,
      name: 'nsg',
      properties: {
        securityRules: [
          rule('office', 100, 'Allow', {
            protocol: 'Tcp',
            sourceAddressPrefix: '203.0.112.0/28',
            destinationPortRange: '443',
          }),
        ],
        defaultSecurityRules: [
          rule('AllowVnetInBound', 65_000, 'Allow', { sourceAddressPrefix: 'VirtualNetwork' }),
          rule('DenyAllInBound', 65_500, 'Deny', {}),
        ],
      },
    },
  ],
  addresses: [
    { id: ADDRESS, sku: { name: 'Standard' }, properties: { publicIPAddressVersion: 'IPv4' } },
  ],
  balancers: [
    {
      id: BALANCER,
      name: 'lb',
      sku: { name: 'Standard' },
      properties: { frontendIPConfigurations: [], backendAddressPools: [], loadBalancingRules: [] },
    },
  ],
};

/** The same, with the interface of a machine that has an address of its own. */
export const GOOD_NETWORK_OF_MACHINE = {
  interfaces: [
    {
      id: CARD,
      properties: {
        ipConfigurations: [
          {
            properties: {
              privateIPAddress: '10.0.0.4',
              subnet: { id: SUBNET },
              publicIPAddress: { id: ADDRESS },
            },
          },
        ],
      },
    },
  ],
  ...GOOD_NETWORK,
};

const BOTH = ['management-ports-closed', 'network-isolation'];
const OFFICE = '0/properties/securityRules/0/properties';
const ON_SUBNET = '0/properties/subnets/0/properties';

/** Ways to open the network above; of a machine and of a set. */
export const NETWORK_BREAKS: readonly Break[] = [
  ...['*', 'Internet', '0.0.0.0/0', '203.0.0.0/8', 'AzureCloud'].map((prefix) => ({
    as: `lets ${prefix} in by SSH`,
    set: {
      groups: {
        [`${OFFICE}/sourceAddressPrefix`]: prefix,
        [`${OFFICE}/destinationPortRange`]: '20-25',
      },
    },
    breaks: BOTH,
  })),
  {
    as: 'lets the internet in by RDP, among other ports and addresses',
    set: {
      groups: {
        [`${OFFICE}/destinationPortRange`]: undefined,
        [`${OFFICE}/destinationPortRanges`]: ['443', '3000-4000'],
        [`${OFFICE}/sourceAddressPrefix`]: undefined,
        [`${OFFICE}/sourceAddressPrefixes`]: ['10.0.0.0/8', '0.0.0.0/1', '128.0.0.0/1'],
      },
    },
    breaks: BOTH,
  },
  {
    as: 'lets the internet in by another port',
    set: { groups: { [`${OFFICE}/sourceAddressPrefix`]: 'Internet' } },
    breaks: ['network-isolation'],
  },
  {
    as: 'lets a service in by SSH whose addresses are not known here',
    set: {
      groups: {
        [`${OFFICE}/sourceAddressPrefix`]: 'AzureDevOps',
        [`${OFFICE}/destinationPortRange`]: '22',
      },
    },
    breaks: [],
    blinds: BOTH,
  },
  {
    as: 'is routed by a table, by which the tag of its network may stand for the internet',
    set: {
      networks: {
        [`${ON_SUBNET}/routeTable`]: { id: idOf('Microsoft.Network/routeTables', 'rt') },
      },
    },
    breaks: [],
    blinds: BOTH,
  },
  {
    as: 'has a group of rules that no list shows',
    set: { networks: { [`${ON_SUBNET}/networkSecurityGroup/id`]: `${RULES}-elsewhere` } },
    breaks: [],
    blinds: BOTH,
  },
  {
    as: 'has no group of rules, which a Standard address does not need',
    set: { networks: { [`${ON_SUBNET}/networkSecurityGroup`]: undefined } },
    breaks: [],
  },
];

/** The ways that a machine alone has. */
export const MACHINE_NETWORK_BREAKS: readonly Break[] = [
  ...NETWORK_BREAKS,
  {
    as: 'has a Basic address and no group of rules',
    set: {
      networks: { [`${ON_SUBNET}/networkSecurityGroup`]: undefined },
      addresses: { '0/sku/name': 'Basic' },
    },
    breaks: BOTH,
  },
  {
    as: 'is in a pool to which a load balancer hands SSH on',
    set: {
      interfaces: {
        '0/properties/ipConfigurations/0/properties/publicIPAddress': undefined,
        '0/properties/ipConfigurations/0/properties/loadBalancerBackendAddressPools': [
          { id: POOL },
        ],
      },
      balancers: {
        '0/properties/frontendIPConfigurations': [
          {
            id: `${BALANCER}/frontendIPConfigurations/a`,
            properties: { publicIPAddress: { id: ADDRESS } },
          },
        ],
        '0/properties/backendAddressPools': [{ id: POOL }],
        '0/properties/loadBalancingRules': [
          {
            id: `${BALANCER}/loadBalancingRules/a`,
            properties: {
              frontendIPConfiguration: { id: `${BALANCER}/frontendIPConfigurations/a` },
              backendAddressPool: { id: POOL },
              protocol: 'Tcp',
              frontendPort: 50_001,
              backendPort: 22,
            },
          },
        ],
      },
      groups: {
        [`${OFFICE}/sourceAddressPrefix`]: 'Internet',
        [`${OFFICE}/destinationPortRange`]: '22',
      },
    },
    breaks: BOTH,
  },
  {
    as: 'has an interface that no list shows',
    set: { interfaces: { '': [] } },
    breaks: [],
    blinds: BOTH,
  },
];

/** The ways that a set alone has. */
export const SET_NETWORK_BREAKS: readonly Break[] = [
  ...NETWORK_BREAKS,
  {
    as: 'gives its machines Basic addresses and no group of rules',
    set: {
      networks: { [`${ON_SUBNET}/networkSecurityGroup`]: undefined },
      set: {
        'properties/virtualMachineProfile/networkProfile/networkInterfaceConfigurations/0/properties/ipConfigurations/0/properties/publicIPAddressConfiguration/sku/name':
          'Basic',
      },
    },
    breaks: BOTH,
  },
];
