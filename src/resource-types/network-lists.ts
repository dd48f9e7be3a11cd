import { idKey } from '#domain/resource-id.ts';
import type { Cell } from '#traits/cell.ts';
import { andThen, map, type Said } from '#traits/said.ts';
import type { GroupRead } from './define-read.ts';
import { allOf, wholeListOf } from './generic-reads.ts';
import { leaving } from './leaving.ts';

const NETWORK_VERSION = '2025-09-01';

const NAMES = 'names, states and what else belongs to it';
const OTHER = 'nothing that decides what comes in from the internet';

/** Load balancers: read for what they hand on, and for themselves. */
export const balancerList = allOf({
  name: 'loadBalancer',
  what: 'load balancer',
  type: 'Microsoft.Network/loadBalancers',
  apiVersion: NETWORK_VERSION,
});

/**
 * Whatever decides what comes in to a machine lies in its own subscription: an interface is in the subscription of its network, and a
 * group of rules in that of what it is laid on. Source: Microsoft, "Create, change, or delete a network interface"; "Associate a network
 * security group". Each is one list of the subscription, asked for where it has a machine.
 */
export const NETWORK_READS_OF_SET = {
  networks: {
    ...wholeListOf(
      allOf({
        name: 'virtualNetwork',
        what: 'virtual networks',
        type: 'Microsoft.Network/virtualNetworks',
        apiVersion: NETWORK_VERSION,
      }),
    ),
    leaves: {
      ...leaving(
        OTHER,
        'addressSpace/** dhcpOptions/** flowTimeoutInMinutes virtualNetworkPeerings/** enableDdosProtection enableVmProtection ddosProtectionPlan/** bgpCommunities/** encryption/** ipAllocations/** flowLogs/** privateEndpointVNetPolicies defaultPublicNatGateway/** summarizedGatewayPrefixes/**',
      ),
      ...leaving(NAMES, 'resourceGuid subnets/**'),
      'extendedLocation/**': OTHER,
      location: NAMES,
      etag: NAMES,
    },
  },
  groups: {
    ...wholeListOf(
      allOf({
        name: 'networkSecurityGroup',
        what: 'network security groups',
        type: 'Microsoft.Network/networkSecurityGroups',
        apiVersion: NETWORK_VERSION,
      }),
    ),
    leaves: {
      ...leaving(
        NAMES,
        'flushConnection networkInterfaces/** subnets/** flowLogs/** resourceGuid securityRules/** defaultSecurityRules/**',
      ),
      location: NAMES,
      etag: NAMES,
    },
  },
  addresses: {
    ...wholeListOf(
      allOf({
        name: 'publicIpAddress',
        what: 'public addresses',
        type: 'Microsoft.Network/publicIPAddresses',
        apiVersion: NETWORK_VERSION,
      }),
    ),
    leaves: {
      ...leaving(
        OTHER,
        'publicIPAllocationMethod ipConfiguration/** dnsSettings/** ddosSettings/** ipTags/** ipAddress publicIPPrefix/** idleTimeoutInMinutes servicePublicIPAddress/** natGateway/** migrationPhase linkedPublicIPAddress/** deleteOption upgradedToV2',
      ),
      ...leaving(NAMES, 'resourceGuid'),
      'extendedLocation/**': OTHER,
      'sku/tier': OTHER,
      location: NAMES,
      etag: NAMES,
      zones: OTHER,
    },
  },
  balancers: wholeListOf(balancerList),
} satisfies Readonly<Record<string, GroupRead>>;

/** The same with the interfaces of machines; those of a set's machines are told by its model. */
export const NETWORK_READS = {
  interfaces: wholeListOf(
    allOf({
      name: 'networkInterface',
      what: 'network interfaces',
      type: 'Microsoft.Network/networkInterfaces',
      apiVersion: NETWORK_VERSION,
    }),
  ),
  ...NETWORK_READS_OF_SET,
} satisfies Readonly<Record<string, GroupRead>>;

/** Of each list its resources by id, worked out once for all machines that ask. */
const known = new WeakMap<readonly Cell[], ReadonlyMap<string, Cell>>();

/** A resource of one of the lists, by its id; not said where the list could not be read, or has none such: it then lies elsewhere. */
export function listed(list: Cell, id: Said<string>, what: string): Said<Cell> {
  return andThen(id, (name) =>
    andThen(list.list(), (rows) => {
      const row = byId(rows).get(idKey(name));
      return row === undefined
        ? list.notUnderstood(`The ${what} ${name} is in no list of the subscription`)
        : map(row.at('id').text(), () => row);
    }),
  );
}

function byId(rows: readonly Cell[]): ReadonlyMap<string, Cell> {
  const found = known.get(rows) ?? sortOut(rows);
  known.set(rows, found);
  return found;
}

function sortOut(rows: readonly Cell[]): ReadonlyMap<string, Cell> {
  const found = new Map<string, Cell>();
  for (const row of rows) {
    const id = row.at('id').text();
    if (id.said) found.set(idKey(id.value), row);
  }
  return found;
}
