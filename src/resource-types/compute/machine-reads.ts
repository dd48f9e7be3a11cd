import { z } from 'zod';
import type { ResourceId } from '#domain/resource-id.ts';
import type { JoinRead } from '../define-read.ts';

/** The newest version of the machines' part of the provider. */
export const MACHINES_VERSION = '2026-04-01';

const Item = z.object({
  properties: z.object({
    backupManagementType: z.string(),
    sourceResourceId: z.string().optional(),
    virtualMachineId: z.string().optional(),
  }),
});

/** The machine that an item is of: what a vault keeps of databases inside of it does not back it up. Source: AzureIaaSVMProtectedItem, 2026-07-01. */
function machinesOfItem(row: unknown): readonly ResourceId[] {
  const item = Item.safeParse(row);
  if (!item.success) return [];
  const { backupManagementType, sourceResourceId, virtualMachineId } = item.data.properties;
  if (backupManagementType.toLowerCase() !== 'azureiaasvm') return [];
  // The same is said twice, and either may be empty.
  return [sourceResourceId, virtualMachineId]
    .filter((id): id is string => id !== undefined && id !== '')
    .slice(0, 1);
}

/** What vaults say of a machine: the items that are of it. */
export const protection: JoinRead = {
  name: 'machineProtectedItems',
  kind: 'join',
  permissions: ['Microsoft.RecoveryServices/vaults/backupProtectedItems/read'],
  apiVersion: '2026-07-01',
  source: 'Microsoft.RecoveryServices/vaults/backupProtectedItems: Backup Protected Items - List',
  requestKey: (id) => id,
  ofType: 'microsoft.recoveryservices/vaults',
  rowsOf: 'recoveryVaultProtectedItems',
  idsIn: machinesOfItem,
};
