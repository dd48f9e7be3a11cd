import { z } from 'zod';

/** Replication links of all databases of a logical server, seen from this server. Source: Microsoft.Sql/servers/databases/replicationLinks, 2025-01-01. */
export const SqlReplicationLinks = z.array(
  z.object({
    /** Names the database: a link that could belong to any database would make the absence of others worthless. */
    id: z.string().regex(/\/databases\/[^/]+\/replicationLinks\/[^/]+$/iu),
    properties: z
      .object({
        /** `Primary`, `Secondary`, `NonReadableSecondary`, `Source`, `Copy`. */
        role: z.string().nullish(),
        /** `GEO`, `NAMED`, `STANDBY`. */
        linkType: z.string().nullish(),
        /** `PENDING`, `SEEDING`, `CATCH_UP`, `SUSPENDED`. */
        replicationState: z.string().nullish(),
        partnerServer: z.string().nullish(),
        /** May come as a display name (`Japan East`). */
        partnerLocation: z.string().nullish(),
      })
      .nullish(),
  }),
);
export type SqlReplicationLinks = z.infer<typeof SqlReplicationLinks>;
