import { parentId } from '#domain/resource-id.ts';
import { withParent } from '#traits/trait.ts';
import { defineResourceType, from } from '../define-resource-type.ts';
import { idOf } from '../examples.ts';
import { CASSANDRA_CLUSTERS, dataCenters } from './cassandra-reads.ts';

const WITH_CLUSTER = withParent('a data center is what its cluster says of it');

/** A part of a managed Cassandra cluster, of which the cluster tells. Source: Microsoft.DocumentDB/cassandraClusters/dataCenters, 2026-03-15. */
export const cassandraDataCenter = defineResourceType({
  type: 'Microsoft.DocumentDB/cassandraClusters/dataCenters',
  holds: 'database',
  serves: 'nobody',
  reads: { center: dataCenters },
  traits: {
    places: from('center')((own, { id }) => [
      {
        kind: 'primary',
        what: 'data center',
        region: own.at('properties/dataCenterLocation').text(),
        keptIn: parentId(id) ?? id,
      },
    ]),
    encryption: WITH_CLUSTER,
    backups: WITH_CLUSTER,
    logs: WITH_CLUSTER,
  },
  mend: {},
  good: {
    id: `${idOf(CASSANDRA_CLUSTERS, 'orders')}/dataCenters/north`,
    bodies: {
      center: {
        properties: { provisioningState: 'Succeeded', dataCenterLocation: 'northeurope' },
      },
    },
  },
  breaks: [
    {
      as: 'lies in the United States',
      set: { center: { 'properties/dataCenterLocation': 'eastus' } },
      breaks: ['location'],
    },
  ],
  leaves: {},
});
