import { z } from 'zod';

/** A logical server. Source: Microsoft.Sql/servers, 2025-01-01. */
export const SqlServer = z.object({
  id: z.string(),
  name: z.string(),
  location: z.string().nullish(),
  /** `v12.0`; contains `analytics` where the server belongs to a Synapse workspace. */
  kind: z.string().nullish(),
  properties: z
    .object({
      /** `None`, `1.0`, `1.1`, `1.2`, `1.3`; Azure leaves it out where it was never set. */
      minimalTlsVersion: z.string().nullish(),
    })
    .nullish(),
});
export type SqlServer = z.infer<typeof SqlServer>;
