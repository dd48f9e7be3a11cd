import { childrenBelow, itselfOrParent } from '../generic-reads.ts';

const API_VERSION = '2025-02-14';
export const CLUSTERS = 'Microsoft.Kusto/clusters';

/** The cluster, of itself or of a database in it. */
export const cluster = itselfOrParent({
  name: 'kustoCluster',
  what: 'Data Explorer cluster',
  type: CLUSTERS,
  apiVersion: API_VERSION,
});

/** Databases of its own, and those that it follows. */
export const databases = childrenBelow({
  name: 'kustoDatabase',
  what: 'databases of Data Explorer cluster',
  type: `${CLUSTERS}/databases`,
  apiVersion: API_VERSION,
});
