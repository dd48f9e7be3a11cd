import { z } from 'zod';
import { PastInstant } from './past-instant.ts';

/** The blob service of a storage account. Source: Microsoft.Storage/storageAccounts/blobServices, 2025-08-01. */
export const StorageBlobService = z.object({
  properties: z
    .object({
      deleteRetentionPolicy: z
        .object({
          enabled: z.boolean().nullish(),
          days: z.number().nullish(),
          /** True lets a soft-deleted version be removed for good at once. */
          allowPermanentDelete: z.boolean().nullish(),
        })
        .nullish(),
      restorePolicy: z
        .object({
          enabled: z.boolean().nullish(),
          days: z.number().nullish(),
          /** The earliest instant that a restore can go back to. */
          minRestoreTime: PastInstant.nullish(),
        })
        .nullish(),
    })
    .nullish(),
});
export type StorageBlobService = z.infer<typeof StorageBlobService>;
