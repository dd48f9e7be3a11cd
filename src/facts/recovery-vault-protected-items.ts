import { z } from 'zod';
import { PastInstant } from './past-instant.ts';

/** What a Recovery Services vault protects: a virtual machine, a database in one, a file share. */
const ProtectedItem = z.object({
  id: z.string().nullish(),
  name: z.string().nullish(),
  properties: z
    .object({
      protectedItemType: z.string().nullish(),
      backupManagementType: z.string().nullish(),
      friendlyName: z.string().nullish(),
      /** Its letter case often differs from that of the policy's own id. */
      policyId: z.string().nullish(),
      /** What it protects; empty where Azure does not say. */
      sourceResourceId: z.string().nullish(),
      /** The same, for a machine. */
      virtualMachineId: z.string().nullish(),
      /** Names the machine or account behind it, e.g. `VMAppContainer;Compute;rg;vm`. */
      containerName: z.string().nullish(),
      protectionState: z.string().nullish(),
      /** Of the last run. Virtual machines: free text (`Completed`); databases: `Healthy` or `Unhealthy`. */
      lastBackupStatus: z.string().nullish(),
      /** When the newest restore point was made. */
      lastRecoveryPoint: PastInstant.nullish(),
    })
    .nullish(),
});
export type ProtectedItem = z.infer<typeof ProtectedItem>;

/** Everything that one vault protects. Source: Microsoft.RecoveryServices/vaults/…/protectedItems, 2026-07-01. */
export const RecoveryVaultProtectedItems = z.array(ProtectedItem);
export type RecoveryVaultProtectedItems = z.infer<typeof RecoveryVaultProtectedItems>;

/** Kinds of backup, lower case. Source: BackupManagementType, 2026-07-01. */
const DATABASES_IN_MACHINES = 'azureworkload';
const OTHERS = ['azureiaasvm', 'azurestorage', 'mab', 'dpm', 'azurebackupserver', 'azuresql'];

/** Whether the item is a database in a virtual machine (SQL Server, SAP HANA, SAP ASE); undefined when that is not understood. */
export function isDatabaseInMachine({ properties }: ProtectedItem): boolean | undefined {
  const kind = properties?.backupManagementType?.toLowerCase() ?? '';
  if (kind === DATABASES_IN_MACHINES) return true;
  return OTHERS.includes(kind) ? false : undefined;
}
