import { z } from 'zod';

/**
 * Point-in-time restore policy of one database, on a logical server or a managed instance.
 * Source: …/databases/backupShortTermRetentionPolicies, 2025-01-01.
 */
export const SqlShortTermRetention = z.object({
  properties: z
    .object({
      /** 1 to 35; 0 for what is not kept. */
      retentionDays: z.number().max(35).nullish(),
      /** 12 or 24; old api-versions, Hyperscale and managed instances leave it out. */
      diffBackupIntervalInHours: z.number().max(24).nullish(),
    })
    .nullish(),
});
export type SqlShortTermRetention = z.infer<typeof SqlShortTermRetention>;
