import { withParent } from '#traits/trait.ts';
import { defineResourceType, from } from '../define-resource-type.ts';
import { IN_ONE_ZONE, idOf, ZONED_REGIONS } from '../examples.ts';
import { itself } from '../generic-reads.ts';
import { leaving } from '../leaving.ts';
import { ownPlaces } from '../own-places.ts';
import { subscriptionRegions } from '../subscription-regions.ts';
import { zonesOfRegion } from '../zones.ts';

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
    regions: subscriptionRegions,
  },
  traits: {
    // Source: as of the registry.
    zones: from(
      'replication',
      'regions',
    )((own, regions) => [
      zonesOfRegion(own.at('location').text(), regions, 'replica of the registry'),
    ]),
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
      regions: ZONED_REGIONS,
    },
  },
  breaks: [
    ...IN_ONE_ZONE,
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
      ...leaving('always on, whatever the member says', 'zoneRedundancy'),
    },
  },
});
