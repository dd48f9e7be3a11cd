import { z } from 'zod';
import { EarliestInstant, PastInstant } from './past-instant.ts';

/** A database on a logical server, `master` and dedicated SQL pools included. Source: Microsoft.Sql/servers/databases, 2025-01-01. */
export const SqlDatabase = z.object({
  id: z.string(),
  name: z.string(),
  location: z.string().nullish(),
  /** `v12.0,user`, `v12.0,system`, `v12.0,user,vcore,hyperscale`, … */
  kind: z.string().nullish(),
  sku: z.object({ name: z.string().nullish(), tier: z.string().nullish() }).nullish(),
  properties: z
    .object({
      creationDate: PastInstant.nullish(),
      /** `Online`, `Paused`, `Resuming`, …: a serverless database pauses by itself. */
      status: z.string().nullish(),
      /** Minutes without activity after which a serverless database pauses; -1: never. */
      autoPauseDelay: z.number().nullish(),
      /** Since when it is paused; absent while it is online. */
      pausedDate: PastInstant.nullish(),
      /** When it last resumed; Azure may leave it out while it is paused. */
      resumedDate: PastInstant.nullish(),
      /** The earliest point in time that a restore can reach; absent until the first backup was taken. */
      earliestRestoreDate: EarliestInstant.nullish(),
      /** `Geo`, `GeoZone`, `Zone`, `Local`: where backups go now. */
      currentBackupStorageRedundancy: z.string().nullish(),
      /** Where backups shall go; the current value follows within 48 hours. */
      requestedBackupStorageRedundancy: z.string().nullish(),
      /** `Geo`, `Named`, `Standby` for a secondary. */
      secondaryType: z.string().nullish(),
      failoverGroupId: z.string().nullish(),
      /** Address of the key, where the database has a protector of its own. */
      encryptionProtector: z.string().nullish(),
    })
    .nullish(),
});
export type SqlDatabase = z.infer<typeof SqlDatabase>;
