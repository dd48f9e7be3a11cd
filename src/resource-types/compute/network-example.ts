import { idOf } from '../examples.ts';

const CARD = idOf('Microsoft.Network/networkInterfaces', 'nic');
const SUBNET = `${idOf('Microsoft.Network/virtualNetworks', 'vnet')}/subnets/machines`;
export const RULES = idOf('Microsoft.Network/networkSecurityGroups', 'nsg');
export const ADDRESS = idOf('Microsoft.Network/publicIPAddresses', 'pip');
export const BALANCER = idOf('Microsoft.Network/loadBalancers', 'lb');
export const POOL = `${BALANCER}/backendAddressPools/machines`;

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
        subnets: [
          {
            id: SUBNET,
            properties: { provisioningState: 'Succeeded', networkSecurityGroup: { id: RULES } },
          },
        ],
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
      properties: { provisioningState: 'Succeeded', loadBalancingRules: [] },
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
