import { fail, pass, unknown, type Verdict } from '#domain/verdict.ts';

/** Where backups go now, and where they shall go. */
export interface BackupRedundancy {
  readonly current: string | null | undefined;
  readonly requested: string | null | undefined;
}

/**
 * Whether a backup storage redundancy keeps a copy in the paired region; undefined for what is missing or not understood.
 * Source: Microsoft.Sql/servers/databases `currentBackupStorageRedundancy`, 2025-01-01.
 */
export function isGeoRedundant(redundancy: string | null | undefined): boolean | undefined {
  if (redundancy === 'Geo' || redundancy === 'GeoZone') return true;
  return redundancy === 'Local' || redundancy === 'Zone' ? false : undefined;
}

/** The two redundancies out of a database's or a managed instance's properties. */
export function backupRedundancyOf(
  properties:
    | {
        readonly currentBackupStorageRedundancy?: string | null | undefined;
        readonly requestedBackupStorageRedundancy?: string | null | undefined;
      }
    | null
    | undefined,
): BackupRedundancy {
  return {
    current: properties?.currentBackupStorageRedundancy,
    requested: properties?.requestedBackupStorageRedundancy,
  };
}

/** Judges on the current redundancy: what was requested takes up to 48 hours and holds for new backups only. */
export function judgeGeoRedundantBackup({ current, requested }: BackupRedundancy): Verdict {
  const expected = 'Geo or GeoZone';
  const isGeo = isGeoRedundant(current);
  const pending =
    requested === null || requested === undefined || requested === current
      ? ''
      : `; ${requested} was requested and is not in force yet`;
  if (isGeo === undefined) {
    return unknown(`The current backup redundancy is missing or not understood${pending}`, {
      expected,
      observed: current,
    });
  }
  const reason = `Backups are stored with redundancy ${current}${pending}`;
  const shown = { expected, observed: current };
  return isGeo ? pass(reason, shown) : fail(reason, shown);
}
