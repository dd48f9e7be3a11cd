import { z } from 'zod';

/**
 * Transparent data encryption of one database, on a logical server or a managed instance.
 * Source: Microsoft.Sql/servers/databases/transparentDataEncryption and
 * Microsoft.Sql/managedInstances/databases/transparentDataEncryption, 2025-01-01.
 */
export const SqlTransparentDataEncryption = z.object({
  properties: z
    .object({
      /** `Enabled` or `Disabled`. */
      state: z.string().nullish(),
      /** The name of `state` in 2014-04-01 and in Synapse. */
      status: z.string().nullish(),
    })
    .nullish(),
});
export type SqlTransparentDataEncryption = z.infer<typeof SqlTransparentDataEncryption>;
