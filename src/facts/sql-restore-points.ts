import { z } from 'zod';
import { PastInstant } from './past-instant.ts';

/**
 * Restore points of a dedicated SQL pool (tier DataWarehouse). Source: model RestorePoint of @azure/arm-sql 10.0.0
 * (the type definitions do not know this list); asked at 2025-01-01.
 */
export const SqlRestorePoints = z.array(
  z.object({
    id: z.string(),
    properties: z
      .object({
        /** `DISCRETE` for a dedicated SQL pool, `CONTINUOUS` for other databases. */
        restorePointType: z.string().nullish(),
        restorePointCreationDate: PastInstant.nullish(),
      })
      .nullish(),
  }),
);
export type SqlRestorePoints = z.infer<typeof SqlRestorePoints>;
