import { defineResourceType, from } from '../define-resource-type.ts';
import { idOf } from '../examples.ts';
import { allOf } from '../generic-reads.ts';
import { leaving } from '../leaving.ts';
import { API_VERSION } from './namespace.ts';

const TYPE = 'Microsoft.EventHub/clusters';

/**
 * Machines that are kept for namespaces of Event Hubs alone: the namespaces say what they keep. Source: Microsoft.EventHub/clusters,
 * 2026-01-01; type-classes §1.
 */
export const eventHubsCluster = defineResourceType({
  type: 'Microsoft.EventHub/clusters',
  holds: 'nothing',
  serves: 'nobody',
  passes: true,
  reads: {
    cluster: allOf({
      name: 'eventHubsCluster',
      what: 'Event Hubs cluster',
      type: TYPE,
      apiVersion: API_VERSION,
    }),
  },
  traits: {
    places: from('cluster')((own) => [
      { kind: 'primary', what: 'Event Hubs cluster', region: own.at('location').text() },
    ]),
  },
  mend: {},
  good: {
    id: idOf(TYPE, 'dedicated'),
    bodies: {
      cluster: { location: 'northeurope', properties: { provisioningState: 'Succeeded' } },
    },
  },
  breaks: [
    {
      as: 'lies in the United States',
      set: { cluster: { location: 'eastus' } },
      with: { location: { speaksOf: 'processing' } },
      breaks: ['location'],
    },
  ],
  leaves: {
    cluster: {
      ...leaving(
        'what it is called and how it fares',
        'createdAt updatedAt metricId status provisioningState',
      ),
      ...leaving('price and size', 'supportsScaling'),
      ...leaving('how its machines work', 'platformCapabilities/**'),
      ...leaving('zones of one region: no claim speaks of them yet', 'zoneRedundant'),
      'sku/**': 'price and size',
    },
  },
});
