import { z } from 'zod';

/** A Recovery Services vault. Source: Microsoft.RecoveryServices/vaults, 2026-07-01; lists carry all properties. */
export const RecoveryServicesVault = z.object({
  properties: z
    .object({
      /** Absent in answers of older vaults (recorded at 2023-01-01): then the storage configuration says it. */
      redundancySettings: z
        .object({
          standardTierStorageRedundancy: z.string().nullish(),
          crossRegionRestore: z.string().nullish(),
        })
        .nullish(),
      /** `Enabled`: the second region is chosen and need not be the paired one. */
      regionOfChoiceSettings: z.object({ status: z.string().nullish() }).nullish(),
      securitySettings: z
        .object({
          softDeleteSettings: z
            .object({
              softDeleteState: z.string().nullish(),
              /** 14 to 180; 0 while it is off. */
              softDeleteRetentionPeriodInDays: z.int().min(0).max(180).nullish(),
            })
            .nullish(),
          immutabilitySettings: z.object({ state: z.string().nullish() }).nullish(),
        })
        .nullish(),
    })
    .nullish(),
});
export type RecoveryServicesVault = z.infer<typeof RecoveryServicesVault>;

/** The storage configuration of a Recovery Services vault. Source: …/vaults/backupstorageconfig, 2026-07-01. */
export const RecoveryVaultStorageConfig = z.object({
  properties: z
    .object({
      storageModelType: z.string().nullish(),
      crossRegionRestoreFlag: z.boolean().nullish(),
    })
    .nullish(),
});
export type RecoveryVaultStorageConfig = z.infer<typeof RecoveryVaultStorageConfig>;
