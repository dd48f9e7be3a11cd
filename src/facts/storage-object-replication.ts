import { z } from 'zod';

/**
 * Every object replication policy of a storage account, as source and as destination. An account is written as its name or
 * as its ARM id. Source: Microsoft.Storage/storageAccounts/objectReplicationPolicies, 2025-08-01.
 */
export const StorageObjectReplication = z.array(
  z.object({
    properties: z.object({
      sourceAccount: z.string(),
      destinationAccount: z.string(),
    }),
  }),
);
export type StorageObjectReplication = z.infer<typeof StorageObjectReplication>;
