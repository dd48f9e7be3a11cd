import { z } from 'zod';

/**
 * Name, id and region of every storage account of a subscription: where object replication leads to.
 * Source: Microsoft.Storage/storageAccounts, 2025-08-01.
 */
export const StorageAccountPlaces = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    location: z.string().nullish(),
    properties: z.object({ primaryLocation: z.string().nullish() }).nullish(),
  }),
);
export type StorageAccountPlaces = z.infer<typeof StorageAccountPlaces>;
