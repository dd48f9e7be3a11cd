import { childrenBelow } from '../generic-reads.ts';

export const CASSANDRA_VERSION = '2026-03-15';
export const CASSANDRA_CLUSTERS = 'Microsoft.DocumentDB/cassandraClusters';

/** The data centers of a cluster, each in a region of its own. */
export const dataCenters = childrenBelow({
  name: 'cassandraDataCenter',
  what: 'data centers of Cassandra cluster',
  type: `${CASSANDRA_CLUSTERS}/dataCenters`,
  apiVersion: CASSANDRA_VERSION,
});
