import { z } from 'zod';
import { PastInstant } from './past-instant.ts';

/**
 * The latest long-term backup of every live database of a logical server or a managed instance.
 * Source: models LongTermRetentionBackup and ManagedInstanceLongTermRetentionBackup of @azure/arm-sql 10.0.0 (the type definitions
 * do not know this list); asked at 2025-01-01.
 */
export const SqlLongTermBackups = z.array(
  z.object({
    id: z.string(),
    properties: z.object({
      databaseName: z.string(),
      backupTime: PastInstant.nullish(),
      backupExpirationTime: z.string().nullish(),
      /** `Geo`, `GeoZone`, `Zone`, `Local`: where this backup lies, whatever the database says today. */
      backupStorageRedundancy: z.string().nullish(),
    }),
  }),
);
export type SqlLongTermBackups = z.infer<typeof SqlLongTermBackups>;
