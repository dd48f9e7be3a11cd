import { z } from 'zod';
import { EarliestInstant } from './past-instant.ts';

/** The blob service of a storage account. Source: Microsoft.Storage/storageAccounts/blobServices, 2025-08-01. */
export const StorageBlobService = z.object({
  properties: z
    .object({
      deleteRetentionPolicy: z
        .object({
          enabled: z.boolean().nullish(),
          /** 1 to 365. */
          days: z.int().min(0).max(365).nullish(),
          /** True lets a soft-deleted version be removed for good at once. */
          allowPermanentDelete: z.boolean().nullish(),
        })
        .nullish(),
      restorePolicy: z
        .object({
          enabled: z.boolean().nullish(),
          days: z.int().min(0).max(365).nullish(),
          /** The earliest instant that a restore can go back to. */
          minRestoreTime: EarliestInstant.nullish(),
        })
        .nullish(),
    })
    .nullish(),
});
export type StorageBlobService = z.infer<typeof StorageBlobService>;
