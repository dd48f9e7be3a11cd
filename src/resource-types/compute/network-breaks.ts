import type { Break } from '../define-resource-type.ts';
import { idOf } from '../examples.ts';
import { ADDRESS, BALANCER, POOL, RULES } from './network-example.ts';

const BOTH = ['management-ports-closed', 'network-isolation'];
const OFFICE = '0/properties/securityRules/0/properties';
const ON_SUBNET = '0/properties/subnets/0/properties';

/** Ways to open the network above; of a machine and of a set. */
const NETWORK_BREAKS: readonly Break[] = [
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
    as: 'lies in a network with a firewall, which may hand on what comes from the internet',
    set: {
      networks: {
        '0/properties/subnets/1': {
          id: `${idOf('Microsoft.Network/virtualNetworks', 'vnet')}/subnets/AzureFirewallSubnet`,
        },
      },
    },
    breaks: [],
    blinds: BOTH,
  },
  {
    as: 'lies in a network that is peered with another one, which may have a firewall',
    set: { networks: { '0/properties/virtualNetworkPeerings': [{ name: 'hub' }] } },
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
        '0/properties/backendAddressPools': [
          { id: POOL, properties: { provisioningState: 'Succeeded' } },
        ],
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
