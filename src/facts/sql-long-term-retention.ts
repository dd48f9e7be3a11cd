import { z } from 'zod';
import { PastInstant } from './past-instant.ts';

/**
 * Long-term retention policy of one database, on a logical server or a managed instance: ISO-8601 durations, `PT0S` = off.
 * Source: …/databases/backupLongTermRetentionPolicies, 2025-01-01.
 */
export const SqlLongTermRetention = z.object({
  properties: z
    .object({
      weeklyRetention: z.string().nullish(),
      monthlyRetention: z.string().nullish(),
      yearlyRetention: z.string().nullish(),
    })
    .nullish(),
  /** Guess: this child setting may carry no system data; where it does, it tells since when the policy is in force. */
  systemData: z.object({ lastModifiedAt: PastInstant.nullish() }).nullish(),
});
export type SqlLongTermRetention = z.infer<typeof SqlLongTermRetention>;
