import { type CalendarDuration, endOf, isZeroDuration } from '#domain/calendar-duration.ts';
import { hoursBetween, type Instant } from '#domain/instant.ts';
import { type Answer, all, any, ask, bad, besides, doubtful, good, type Ruling } from './answer.ts';
import { askKeptFor, askTaken } from './ask-backup.ts';
import type { Backup, Rhythm } from './backup.ts';
import { notSaid } from './said.ts';

/** Whether it is every single backup that a policy keeps for a time of its own: as good as a long-term one where that is long enough. */
export function keepsEveryOne({ kind, by, keptFor }: Backup): boolean {
  return (kind === 'full' || kind === 'snapshot') && by === 'policy' && keptFor !== undefined;
}

/**
 * Asks whether any of the meant long-term backups is kept for the demanded time. Of every rhythm that is on there must then be what is
 * due: Azure does not tell of a backup which rhythm it was taken by, and a policy that is on and takes nothing proves nothing.
 */
export function askLongTerm(
  items: readonly Backup[],
  { minimum, rhythms }: { minimum: CalendarDuration; rhythms: readonly Rhythm[] },
  asOf: Instant,
): Answer {
  const [first, ...rest] = items
    .filter(({ rhythm }) => rhythm === undefined || rhythms.includes(rhythm))
    .map((item) => askTaken(item, askKeptFor(item, minimum)));
  if (first === undefined) {
    const reason = `It keeps no ${rhythms.join(' or ')} backups`;
    return { status: 'fail', expected: rhythms, observed: null, reason, from: [] };
  }
  const due = items.filter(isOn).map((item) => askTaken(item, askExists(item, asOf)));
  return all([any([first, ...rest]), ...due]);
}

/** A retention of nothing takes no backups, so none is due; of one that is not said, one may be. */
function isOn({ kind, keptFor, never, state }: Backup): boolean {
  const isOff = state?.said === true && state.value === 'off';
  const isNothing = keptFor?.said === true && isZeroDuration(keptFor.value);
  return kind === 'long-term' && never === undefined && !isOff && !isNothing;
}

interface Due {
  /** How old the newest may be: its rhythm, and a week. */
  readonly newest: CalendarDuration;
  /**
   * The longest time until the first is listed: the week, month or year, a week until the weekly full backup, and a week until it is
   * copied. Source: "Long-term retention": it can take up to seven days until the first backup is shown.
   */
  readonly first: CalendarDuration;
}

const DUE: Readonly<Record<Rhythm, Due>> = {
  daily: { newest: { months: 0, days: 8 }, first: { months: 0, days: 15 } },
  weekly: { newest: { months: 0, days: 14 }, first: { months: 0, days: 21 } },
  monthly: { newest: { months: 1, days: 7 }, first: { months: 1, days: 14 } },
  yearly: { newest: { months: 12, days: 7 }, first: { months: 12, days: 14 } },
};

/** Asks whether there is a long-term backup as soon as one is due by its rhythm, and whether the newest is no older than that. */
export function askExists(item: Backup, asOf: Instant): Answer {
  const { what, newest, keptFor, since } = item;
  const expected = 'a backup that has not expired once one is due';
  if (keptFor?.said === false) return ask(keptFor, expected, () => good(''));
  const known = newest ?? notSaid(`Which ${what} exist is not said`);
  const answer = ask(known, expected, (at) => ruleOnNewest(item, at, asOf));
  return besides(answer, since);
}

function ruleOnNewest({ what, rhythm, since }: Backup, at: Instant | null, asOf: Instant): Ruling {
  if (rhythm === undefined) return doubtful(`How often ${what} are taken is not said`);
  const { newest, first } = DUE[rhythm];
  if (at !== null && !hasPassed(endOf(at, newest), asOf)) {
    return good(`The newest of the ${what} is of ${at}`);
  }
  if (since?.said !== true) return doubtful(`Since when there could be ${what} is not said`);
  const due = endOf(since.value, first);
  if (!hasPassed(due, asOf)) return good(`None of the ${what} is due before ${due}`);
  return at === null
    ? bad(`None of the ${what} exists, although one is due`)
    : bad(`The newest of the ${what} is of ${at}, although another one is due`);
}

function hasPassed(instant: Instant | undefined, asOf: Instant): boolean {
  return (hoursBetween(instant ?? '', asOf) ?? 1) > 0;
}
