import { z } from 'zod';
import { EarliestInstant, PastInstant } from './past-instant.ts';

/** A database on a managed instance. Source: Microsoft.Sql/managedInstances/databases, 2025-01-01. */
export const SqlManagedDatabase = z.object({
  id: z.string(),
  name: z.string(),
  location: z.string().nullish(),
  properties: z
    .object({
      creationDate: PastInstant.nullish(),
      /** What `earliestRestoreDate` is called here. */
      earliestRestorePoint: EarliestInstant.nullish(),
    })
    .nullish(),
});
export type SqlManagedDatabase = z.infer<typeof SqlManagedDatabase>;
