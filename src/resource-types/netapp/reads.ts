import type { ResourceId } from '#domain/resource-id.ts';
import type { GroupRead, ItemRead } from '../define-read.ts';
import { type Asked, childrenBelow, itself, itselfOrParent, listBelow } from '../generic-reads.ts';
import { parentKey } from '../resource-names.ts';

export const API_VERSION = '2026-06-01';
export const ACCOUNTS = 'Microsoft.NetApp/netAppAccounts';
const POOLS = `${ACCOUNTS}/capacityPools`;
const VOLUMES = `${POOLS}/volumes`;

/** The account of anything in it. */
function accountKey(id: ResourceId): ResourceId {
  const above = parentKey(id);
  return above === id ? id : accountKey(above);
}

/** The account, of itself or of what lies in it: one request for all. */
export const account: ItemRead = {
  ...itself({
    name: 'netAppAccount',
    what: 'NetApp account',
    type: ACCOUNTS,
    apiVersion: API_VERSION,
  }),
  requestKey: accountKey,
};

export const pools = childrenBelow({
  name: 'netAppPool',
  what: 'capacity pools of NetApp account',
  type: POOLS,
  apiVersion: API_VERSION,
});

/** The pool that a volume lies in. */
export const poolOfVolume = itselfOrParent({
  name: 'netAppPoolOfVolume',
  what: 'capacity pool',
  type: POOLS,
  apiVersion: API_VERSION,
});

export const volumes = childrenBelow({
  name: 'netAppVolume',
  what: 'volumes of capacity pool',
  type: VOLUMES,
  apiVersion: API_VERSION,
});

export const snapshots = listBelow({
  name: 'netAppSnapshots',
  what: 'snapshots of NetApp volume',
  type: `${VOLUMES}/snapshots`,
  apiVersion: API_VERSION,
});

/** By which rules volumes of an account have snapshots, and backups. */
export const snapshotPolicies = ofAccount({
  name: 'netAppSnapshotPolicies',
  what: 'snapshot policies of NetApp account',
  type: `${ACCOUNTS}/snapshotPolicies`,
  apiVersion: API_VERSION,
});
export const backupPolicies = ofAccount({
  name: 'netAppBackupPolicies',
  what: 'backup policies of NetApp account',
  type: `${ACCOUNTS}/backupPolicies`,
  apiVersion: API_VERSION,
});

function ofAccount(asked: Asked): GroupRead {
  return { ...listBelow(asked), requestKey: accountKey };
}
