import { z } from 'zod';
import { PastInstant } from './past-instant.ts';

/**
 * The databases of a logical server or a managed instance that can be restored in another region, each with its newest backup there.
 * A database without geo-redundant backup is not in the list. Source: models RecoverableDatabase and RecoverableManagedDatabase of
 * @azure/arm-sql 10.0.0 (the type definitions do not know this list); asked at 2025-01-01.
 */
export const SqlRecoverableDatabases = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    properties: z.object({ lastAvailableBackupDate: PastInstant.nullish() }).nullish(),
  }),
);
export type SqlRecoverableDatabases = z.infer<typeof SqlRecoverableDatabases>;
