import { z } from 'zod';
import { PastInstant } from './past-instant.ts';

const EncryptionService = z.object({
  enabled: z.boolean().nullish(),
  /** `Account`: encrypted with the account's key, a customer's too; `Service`: with a key of the service. */
  keyType: z.string().nullish(),
});

/**
 * A storage account as Azure lists it. Source: Microsoft.Storage/storageAccounts, 2025-08-01; lists carry all properties
 * that the item carries (recorded at 2019-04-01 to 2024-01-01).
 */
export const StorageAccount = z.object({
  kind: z.string().nullish(),
  sku: z.object({ name: z.string().nullish() }).nullish(),
  properties: z
    .object({
      minimumTlsVersion: z.string().nullish(),
      supportsHttpsTrafficOnly: z.boolean().nullish(),
      /** Another door than HTTP, without encryption; absent means false. */
      isNfsV3Enabled: z.boolean().nullish(),
      creationTime: PastInstant.nullish(),
      /** Where the data is; differs from the resource's `location` after a failover. */
      primaryLocation: z.string().nullish(),
      secondaryLocation: z.string().nullish(),
      encryption: z
        .object({
          keySource: z.string().nullish(),
          requireInfrastructureEncryption: z.boolean().nullish(),
          services: z
            .object({
              blob: EncryptionService.nullish(),
              file: EncryptionService.nullish(),
              table: EncryptionService.nullish(),
              queue: EncryptionService.nullish(),
            })
            .nullish(),
        })
        .nullish(),
    })
    .nullish(),
});
export type StorageAccount = z.infer<typeof StorageAccount>;
