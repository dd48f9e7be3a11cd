import { childrenBelow, itselfOrParent, listBelow } from '../generic-reads.ts';

const API_VERSION = '2025-09-01';
export const SANS = 'Microsoft.ElasticSan/elasticSans';
const GROUPS = `${SANS}/volumegroups`;

/** The SAN, of itself or of a group of volumes in it. */
export const san = itselfOrParent({
  name: 'elasticSan',
  what: 'Elastic SAN',
  type: SANS,
  apiVersion: API_VERSION,
});

export const groups = childrenBelow({
  name: 'elasticSanGroup',
  what: 'volume groups of Elastic SAN',
  type: GROUPS,
  apiVersion: API_VERSION,
});

export const snapshots = listBelow({
  name: 'elasticSanSnapshots',
  what: 'snapshots of volume group',
  type: `${GROUPS}/snapshots`,
  apiVersion: API_VERSION,
});
