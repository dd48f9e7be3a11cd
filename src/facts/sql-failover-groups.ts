import { z } from 'zod';

/** Failover groups of a logical server. Source: Microsoft.Sql/servers/failoverGroups, 2025-01-01. */
export const SqlFailoverGroups = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    properties: z.object({
      partnerServers: z.array(
        z.object({
          id: z.string(),
          /** May come as a display name (`North Europe`). */
          location: z.string().nullish(),
        }),
      ),
      /** ARM ids of the member databases, on this server. */
      databases: z.array(z.string()).nullish(),
    }),
  }),
);
export type SqlFailoverGroups = z.infer<typeof SqlFailoverGroups>;
