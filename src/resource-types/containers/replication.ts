import { withParent } from '#traits/trait.ts';
import { defineResourceType, from } from '../define-resource-type.ts';
import { idOf } from '../examples.ts';
import { itself } from '../generic-reads.ts';
import { leaving } from '../leaving.ts';
import { ownPlaces } from '../own-places.ts';

const TYPE = 'Microsoft.ContainerRegistry/registries/replications';
const WITH_REGISTRY = withParent('a replica is what its registry is, in another region');

/** A copy of a whole registry, which the inventory names by itself. Source: Microsoft.ContainerRegistry/registries/replications, 2025-11-01. */
export const registryReplication = defineResourceType({
  type: 'Microsoft.ContainerRegistry/registries/replications',
  holds: 'code',
  serves: 'nobody',
  reads: {
    replication: itself({
      name: 'containerRegistryReplication',
      what: 'replication of container registry',
      type: TYPE,
      apiVersion: '2025-11-01',
    }),
  },
  traits: {
    places: from('replication')((own) => ownPlaces(own, 'replica of the registry')),
    encryption: WITH_REGISTRY,
    backups: WITH_REGISTRY,
    logs: WITH_REGISTRY,
  },
  mend: {},
  good: {
    id: `${idOf('Microsoft.ContainerRegistry/registries', 'images')}/replications/northeurope`,
    bodies: {
      replication: { location: 'northeurope', properties: { regionEndpointEnabled: true } },
    },
  },
  breaks: [
    {
      as: 'lies in the United States',
      set: { replication: { location: 'eastus' } },
      breaks: ['location'],
    },
  ],
  leaves: {
    replication: {
      ...leaving('how it fares', 'status/**'),
      ...leaving('whether it answers; the images are there all the same', 'regionEndpointEnabled'),
      ...leaving('zones of one region: no claim speaks of them yet', 'zoneRedundancy'),
    },
  },
});
