import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { RESOURCE_TYPES } from '#resource-types/registry.generated.ts';
import type { EstateInput, ResourceSpec } from '#simulator/estate/schema.ts';

/** The one subscription of the estate. */
export const SUBSCRIPTION = '11111111-1111-4111-8111-111111111111';

const NETWORK = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-types/providers/Microsoft.Network`;
const SUBNET = `${NETWORK}/virtualNetworks/vnet/subnets/machines`;

/** Machines behind a group of rules, one public address each: five lists of a subscription say together what comes in. */
const MACHINES: readonly ResourceSpec[] = [
  {
    type: 'Microsoft.Network/virtualNetworks',
    name: 'vnet',
    properties: {
      provisioningState: 'Succeeded',
      subnets: [
        {
          id: SUBNET,
          properties: {
            provisioningState: 'Succeeded',
            networkSecurityGroup: { id: `${NETWORK}/networkSecurityGroups/nsg` },
          },
        },
      ],
    },
  },
  {
    type: 'Microsoft.Network/networkSecurityGroups',
    name: 'nsg',
    properties: { provisioningState: 'Succeeded', securityRules: [], defaultSecurityRules: [] },
  },
  {
    type: 'Microsoft.Network/publicIPAddresses',
    name: 'pip',
    sku: { name: 'Standard' },
    properties: { provisioningState: 'Succeeded', publicIPAddressVersion: 'IPv4' },
  },
  {
    type: 'Microsoft.Network/networkInterfaces',
    name: 'nic',
    properties: {
      provisioningState: 'Succeeded',
      ipConfigurations: [
        {
          name: 'one',
          properties: {
            privateIPAddress: '10.0.0.4',
            subnet: { id: SUBNET },
            publicIPAddress: { id: `${NETWORK}/publicIPAddresses/pip` },
          },
        },
      ],
    },
  },
  {
    type: 'Microsoft.Compute/virtualMachines',
    name: 'vm',
    properties: {
      provisioningState: 'Succeeded',
      hardwareProfile: { vmSize: 'Standard_D4s_v3' },
      securityProfile: { encryptionAtHost: true },
      storageProfile: { osDisk: { name: 'os', createOption: 'FromImage' }, dataDisks: [] },
      networkProfile: { networkInterfaces: [{ id: `${NETWORK}/networkInterfaces/nic` }] },
    },
  },
];

/**
 * An estate with so many of each type of the built-in good estate for which there is a file, and of machines with their network; without
 * what ties one by name to another one (failover groups).
 */
export async function typesEstate(ofEach: number): Promise<EstateInput> {
  const good: EstateInput = parse(await readFile('config/estates/good.yaml', 'utf8'));
  const known = new Set(RESOURCE_TYPES.map(({ type }) => type.toLowerCase()));
  const found = new Map<string, ResourceSpec>();
  for (const { resourceGroups = [] } of good.subscriptions)
    for (const group of resourceGroups) {
      // The file was made for this schema.
      const resources = (group.resources ?? []) as readonly ResourceSpec[];
      for (const resource of resources) {
        const key = resource.type?.toLowerCase() ?? '';
        if (known.has(key) && !found.has(key)) found.set(key, resource);
      }
    }
  const many = [...found.values()].map(
    ({ failoverGroups: _groups, geoReplicas: _replicas, ...resource }): ResourceSpec => ({
      ...resource,
      name: `${resource.name}-{n}`,
      repeat: ofEach,
    }),
  );
  const machines = MACHINES.map((resource) =>
    known.has(resource.type?.toLowerCase() ?? '')
      ? { ...resource, name: `${resource.name}-{n}`, repeat: ofEach }
      : resource,
  );
  return {
    subscriptions: [
      {
        id: SUBSCRIPTION,
        displayName: 'All types',
        resourceGroups: [
          { name: 'rg-types', location: 'swedencentral', resources: [...many, ...machines] },
        ],
      },
    ],
  };
}
