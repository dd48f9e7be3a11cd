import { z } from 'zod';
import { parseDuration } from '#domain/calendar-duration.ts';
import { PastInstant } from './past-instant.ts';

/** Ten years, the most that Azure keeps, in days of the longest months. Source: "Long-term retention", up to 10 years. */
const LONGEST_DAYS = 120 * 31;

const Retention = z.string().refine(
  (text) => {
    const duration = parseDuration(text);
    return duration === undefined || duration.months * 31 + duration.days <= LONGEST_DAYS;
  },
  { error: 'is longer than Azure keeps anything' },
);

/**
 * Long-term retention policy of one database, on a logical server or a managed instance: ISO-8601 durations, `PT0S` = off.
 * Source: …/databases/backupLongTermRetentionPolicies, 2025-01-01.
 */
export const SqlLongTermRetention = z.object({
  properties: z
    .object({
      weeklyRetention: Retention.nullish(),
      monthlyRetention: Retention.nullish(),
      yearlyRetention: Retention.nullish(),
    })
    .nullish(),
  /** Guess: this child setting may carry no system data; where it does, it tells since when the policy is in force. */
  systemData: z.object({ lastModifiedAt: PastInstant.nullish() }).nullish(),
});
export type SqlLongTermRetention = z.infer<typeof SqlLongTermRetention>;
