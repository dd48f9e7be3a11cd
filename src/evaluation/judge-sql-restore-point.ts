import { hoursBetween, type Instant } from '#domain/instant.ts';
import { fail, pass, unknown, type Verdict } from '#domain/verdict.ts';

/**
 * Judges the age of the newest of several restore points. `whenNone` is the reason given when there is none: absence is unknown,
 * for Azure lists only some kinds of restore points.
 */
export function judgeNewestRestorePoint(
  taken: readonly (string | null | undefined)[],
  demanded: { readonly hours: number; readonly asOf: Instant; readonly whenNone: string },
): Verdict {
  const expected = `newest restore point at most ${demanded.hours} hours old`;
  if (taken.length === 0) return unknown(demanded.whenNone, { expected });
  let newest: { readonly at: string; readonly hours: number } | undefined;
  let isDoubtful = false;
  for (const at of taken) {
    const hours = hoursBetween(at ?? '', demanded.asOf);
    // A scan may take hours, but what lies a day after it began was taken by no clock.
    if (hours === undefined || hours < -24) isDoubtful = true;
    else if (newest === undefined || hours < newest.hours) newest = { at: at ?? '', hours };
  }
  const shown = { expected, observed: newest?.at };
  if (newest !== undefined && newest.hours <= demanded.hours) {
    return pass(`The newest restore point is of ${newest.at}`, shown);
  }
  if (newest === undefined || isDoubtful)
    return unknown('A restore point does not say when it was taken', shown);
  return fail(
    `The newest restore point is of ${newest.at}, ${Math.floor(newest.hours)} hours old`,
    shown,
  );
}

/** When the backups were taken that can be restored in another region, of the database of this name. */
export function recoverableSince(
  name: string,
  recoverable: readonly {
    readonly name: string;
    readonly properties?:
      | { readonly lastAvailableBackupDate?: string | null | undefined }
      | null
      | undefined;
  }[],
): readonly (string | null | undefined)[] {
  const own = recoverable.filter((entry) => entry.name.toLowerCase() === name.toLowerCase());
  return own.map(({ properties }) => properties?.lastAvailableBackupDate);
}
