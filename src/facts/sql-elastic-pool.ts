import { z } from 'zod';

/** An elastic pool: its place alone, for backups and encryption are its databases' own. Source: Microsoft.Sql/servers/elasticPools, 2025-01-01. */
export const SqlElasticPool = z.object({
  id: z.string(),
  name: z.string(),
  location: z.string().nullish(),
});
export type SqlElasticPool = z.infer<typeof SqlElasticPool>;
