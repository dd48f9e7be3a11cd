import { z } from 'zod';
import type { ResourceId } from '#domain/resource-id.ts';
import type { JoinRead } from '../define-read.ts';
import { childrenBelow, listBelow, listOfParent } from '../generic-reads.ts';

export const API_VERSION = '2026-06-01';
const VAULTS = 'Microsoft.DataProtection/backupVaults';

/** What one vault backs up, as children of its own: neither inventory names them. */
export const instances = childrenBelow({
  name: 'backupVaultInstances',
  what: 'backup instances of backup vault',
  type: `${VAULTS}/backupInstances`,
  apiVersion: API_VERSION,
});

/** The same list as a whole, for what is backed up: the same request. */
export const instancesOfVault = {
  ...listBelow({
    name: 'backupVaultInstanceList',
    what: 'backup instances of backup vault',
    type: `${VAULTS}/backupInstances`,
    apiVersion: API_VERSION,
  }),
  read: instances.read,
};

/** The policies of the vault that an instance lies in: one request for all of its instances. */
export const policies = listOfParent({
  name: 'backupVaultPolicies',
  what: 'backup policies of backup vault',
  type: `${VAULTS}/backupPolicies`,
  apiVersion: API_VERSION,
});

export const recoveryPoints = listBelow({
  name: 'backupInstanceRecoveryPoints',
  what: 'recovery points of backup instance',
  type: `${VAULTS}/backupInstances/recoveryPoints`,
  apiVersion: API_VERSION,
});

/** What backup vaults say of a resource: the instances whose source it is. */
export const vaultedIn: JoinRead = {
  name: 'backupInstancesOf',
  kind: 'join',
  permissions: [`${VAULTS}/backupInstances/read`],
  apiVersion: API_VERSION,
  source: `${VAULTS}/backupInstances: List`,
  requestKey: (id) => id,
  ofType: VAULTS.toLowerCase(),
  rowsOf: instancesOfVault.name,
  idsIn: sourcesOf,
};

const Instance = z.object({
  properties: z.object({ dataSourceInfo: z.object({ resourceID: z.string() }) }),
});

/** What an instance is of. Source: BackupInstance `dataSourceInfo.resourceID`, 2026-06-01. */
function sourcesOf(row: unknown): readonly ResourceId[] | undefined {
  const instance = Instance.safeParse(row);
  return instance.success ? [instance.data.properties.dataSourceInfo.resourceID] : undefined;
}
