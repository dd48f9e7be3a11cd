import { z } from 'zod';

/** A managed instance. Source: Microsoft.Sql/managedInstances, 2025-01-01. */
export const SqlManagedInstance = z.object({
  id: z.string(),
  name: z.string(),
  location: z.string().nullish(),
  properties: z
    .object({
      /** `None`, `1.0`, `1.1`, `1.2`. */
      minimalTlsVersion: z.string().nullish(),
      /** Of all its databases: `Geo`, `GeoZone`, `Zone`, `Local`. */
      currentBackupStorageRedundancy: z.string().nullish(),
      requestedBackupStorageRedundancy: z.string().nullish(),
    })
    .nullish(),
});
export type SqlManagedInstance = z.infer<typeof SqlManagedInstance>;
