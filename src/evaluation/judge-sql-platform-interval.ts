import { fail, pass, unknown, type Verdict } from '#domain/verdict.ts';

/** An interval that the platform keeps by itself and nobody can set. */
export interface PlatformInterval {
  /** What is taken, e.g. `log backups`. */
  readonly what: string;
  /** What is documented. */
  readonly usual: number;
  /** What the platform surely keeps, where `usual` is documented as approximate: between the two nothing is proved. */
  readonly certain: number;
  readonly unit: 'minutes' | 'hours';
}

/**
 * Judges a claim about such an interval. It passes only for a database that names a restore point: that shows that the platform backs
 * it up at all.
 */
export function judgePlatformInterval(
  platform: PlatformInterval,
  demanded: number,
  earliestRestorePoint: string | null | undefined,
): Verdict {
  const { what, usual, certain, unit } = platform;
  const expected = `${what} at least every ${demanded} ${unit}`;
  const kept = `every ${usual} ${unit}${certain === usual ? '' : ' approximately'}`;
  const byPlatform = `The platform takes ${what} ${kept}, which cannot be configured`;
  const shown = { expected, observed: kept };
  if (demanded < usual) return fail(byPlatform, shown);
  if (demanded < certain)
    return unknown(`${byPlatform} and is not exact enough to prove the claim`, shown);
  if (earliestRestorePoint === null || earliestRestorePoint === undefined) {
    return unknown(
      'Azure names no restore point, so nothing shows that the platform backs the database up',
      { expected },
    );
  }
  return pass(byPlatform, shown);
}

/** Source: "Automated backups in Azure SQL Database" and "… Managed Instance": approximately every ten minutes, but can vary. */
export const LOG_BACKUPS: PlatformInterval = {
  what: 'log backups',
  usual: 10,
  // Guess: how far "approximately" may go.
  certain: 15,
  unit: 'minutes',
};

/** Source: the same pages: full backups every week. */
export const FULL_BACKUPS: PlatformInterval = {
  what: 'full backups',
  usual: 168,
  certain: 168,
  unit: 'hours',
};

/** Source: "Automated backups in Azure SQL Managed Instance": differential backups every 12 hours. */
export const MANAGED_DIFFERENTIAL_BACKUPS: PlatformInterval = {
  what: 'differential backups',
  usual: 12,
  certain: 12,
  unit: 'hours',
};
