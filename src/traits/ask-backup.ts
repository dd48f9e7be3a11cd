import { type CalendarDuration, isAtLeast, isZeroDuration } from '#domain/calendar-duration.ts';
import { hoursBetween, type Instant } from '#domain/instant.ts';
import {
  type Answer,
  all,
  ask,
  bad,
  besides,
  doubtful,
  good,
  type Ruling,
  unanswered,
} from './answer.ts';
import type { Backup } from './backup.ts';
import { describeDuration, describeHours } from './interval.ts';
import { join, type NotSaid, notSaid } from './said.ts';
import type { Holds, Subject } from './subject.ts';
import { type Beside, beside } from './trait.ts';

/** Whether a question about the backups of such data is asked of a resource: what holds it, and what keeps backups of others. */
export function speaksOfBackups({ holds }: Subject, of: readonly Holds[]): boolean {
  return holds === 'copies' || of.includes(holds);
}

/** Whether a sentence speaks of a way of backup: by what it is a backup of. `of` undefined: of whatever is backed up. */
export function concernsBackup(
  { instead, never, isByKind, of: source, what }: Backup,
  of: readonly Holds[] | undefined,
  { holds }: Subject,
): true | Beside | NotSaid {
  if (instead !== undefined) return beside(instead);
  if (never !== undefined && isByKind && of?.includes(holds) !== true) return beside(never);
  if (of === undefined) return true;
  const known = source?.holds;
  if (known === undefined) {
    return holds === 'copies' ? notSaid(`What the ${what} are of is not said`) : true;
  }
  if (!known.said) return known;
  return of.includes(known.value) || beside(`the sentence does not speak of ${known.value}`);
}

/** What is said of a way of backup counts while it is taken at all, and, where it is a window, kept for any time. */
export function askTaken(item: Backup, answer: Answer): Answer {
  const { what, of, never, state, kind, keptFor } = item;
  const { expected, reason, observed } = answer;
  if (never !== undefined) {
    return { status: 'fail', expected, observed: null, reason: never, from: state?.from ?? [] };
  }
  const off = of === undefined ? `No ${what}: switched off` : 'it is no longer backed up';
  const needs = [
    state && ask(state, expected, (word) => (word === 'on' ? good(reason, observed) : bad(off))),
    // However young the newest is: of a window of no time there is nothing to restore.
    kind === 'continuous' && keptFor
      ? ask(keptFor, expected, (kept) =>
          isZeroDuration(kept) ? bad(`No ${what} are kept`, 'off') : good(reason, observed),
        )
      : undefined,
  ].filter((need) => need !== undefined);
  const failed = needs.find(({ status }) => status === 'fail');
  if (failed !== undefined) return failed;
  const doubts = needs.filter(({ status }) => status === 'unknown');
  return doubts.length > 0 ? all([answer, ...doubts]) : besides(answer, state);
}

/** Asks how often it is taken. */
export function askEvery(item: Backup, hours: number): Answer {
  const { what, every, by } = item;
  const expected = `at least every ${describeHours(hours)}`;
  if (every === undefined) return allTheTime(item, expected);
  const answer = ask(every, expected, ({ hours: certain, usuallyHours: usual = certain }) => {
    const roughly = usual === certain ? '' : ' approximately';
    const rate = `every ${describeHours(usual)}${roughly}`;
    const told = `${sentence(what)} come ${rate}${by === 'platform' ? ', by the platform' : ''}`;
    if (hours < usual) return bad(told, rate);
    if (hours < certain) return doubtful(`${told}: not exact enough to prove the claim`, rate);
    return good(told, rate);
  });
  return shown(item, answer);
}

/** Asks how old the newest restore point is, and notes a last run that failed. */
export function askNewest(item: Backup, hours: number, asOf: Instant): Answer {
  const { newest, lastRun } = item;
  const expected = `newest restore point at most ${hours} hours old`;
  if (newest === undefined) return allTheTime(item, expected);
  const answer = ask(newest, expected, (at) => ruleOnAge(at, hours, asOf));
  if (lastRun === undefined || answer.status !== 'pass') return answer;
  // What is claimed is that there is a restore point so young; a run that failed since is worth a word.
  const { reason, observed } = answer;
  const noted = ask(lastRun, expected, (word) =>
    good(word === 'completed' ? reason : `${reason}; the last run failed`, observed),
  );
  return besides(noted, newest);
}

/** Asks for how long it is kept; `exactly`: for neither more nor less. */
export function askKeptFor(
  { what, keptFor }: Pick<Backup, 'what' | 'keptFor'>,
  demanded: CalendarDuration,
  match: 'at-least' | 'exactly' = 'at-least',
): Answer {
  const expected = `kept for ${match.replace('-', ' ')} ${describeDuration(demanded)}`;
  const known = keptFor ?? notSaid(`For how long ${what} are kept is not said`);
  return ask(known, expected, (kept) => {
    if (isZeroDuration(kept)) return bad(`No ${what} are kept`, 'off');
    const isMet = isAtLeast(kept, demanded) && (match === 'at-least' || isAtLeast(demanded, kept));
    const told = `${sentence(what)} are kept for ${describeDuration(kept)}`;
    return isMet ? good(told, describeDuration(kept)) : bad(told, describeDuration(kept));
  });
}

/** Asks how far back one can go: by the policy, and by the oldest restore point where there is one to name. */
export function askReach(
  item: Backup,
  days: number,
  asOf: Instant,
  match: 'at-least' | 'exactly' = 'at-least',
): Answer {
  const kept = askKeptFor(item, { months: 0, days }, match);
  return askTaken(item, all([kept, ...askWindow(item, days, asOf)]));
}

/**
 * Whether the window really reaches back: a longer retention creates no old restore points. What is younger than the claimed days has
 * to reach back to its beginning.
 */
function askWindow(item: Backup, days: number, asOf: Instant): readonly Answer[] {
  const { oldest, since } = item;
  if (oldest === undefined) return [];
  const expected = `restorable to any point of the last ${days} days`;
  const answer = ask(oldest, expected, (earliest) =>
    earliest === null
      ? doubtful('Azure names no restore point yet')
      : ruleOnWindow(item, earliest, 24 * days, asOf),
  );
  return [besides(answer, since)];
}

/**
 * Guess: up to a day short proves neither: Azure rounds the instant, and the first backup of a large restored database may take hours;
 * a retention that is too short is whole days short. Within the hour there are log backups about every ten minutes, and the first full
 * backup of a new database. Source: "Automated backups in Azure SQL Database", backup frequency.
 */
const ALLOWED_HOURS = 1;
const DOUBTFUL_HOURS = 24;

function ruleOnWindow(
  { since, oldestLagHours }: Backup,
  earliest: Instant,
  hours: number,
  asOf: Instant,
): Ruling {
  const allowed = oldestLagHours ?? ALLOWED_HOURS;
  const gap = hours - (hoursBetween(earliest, asOf) ?? 0);
  if (gap <= allowed) return good(`It can be restored to any point since ${earliest}`);
  if (since?.said !== true) {
    return doubtful('The window is shorter than claimed, and since when there is data is not said');
  }
  const age = hoursBetween(since.value, asOf) ?? Number.POSITIVE_INFINITY;
  const missing = age < hours ? gap - (hours - age) : gap;
  if (missing <= allowed) {
    return good('It is younger than the claimed days and can be restored since its beginning');
  }
  return missing <= (oldestLagHours ?? DOUBTFUL_HOURS)
    ? doubtful('The window is less than a day short: not yet provable')
    : bad(`It cannot be restored to a point before ${earliest}`);
}

function ruleOnAge(at: Instant | null, hours: number, asOf: Instant): Ruling {
  const age = at === null ? undefined : hoursBetween(at, asOf);
  if (at === null || age === undefined) return doubtful('No restore point is known');
  const told = `The newest restore point is of ${at}`;
  // A scan may take hours, but what lies a day after it began was taken by no clock.
  if (age < -24) return doubtful(`${told}, which is yet to come`);
  return age <= hours ? good(told) : bad(`${told}, ${Math.floor(age)} hours old`);
}

/** What is to be taken is shown to be taken by a restore point alone, where the resource has some to name. */
function shown({ what, oldest }: Backup, answer: Answer): Answer {
  if (oldest === undefined || answer.status !== 'pass') return answer;
  const seen = ask(oldest, answer.expected, (earliest) =>
    earliest === null
      ? doubtful(`Azure names no restore point, so nothing shows that ${what} are taken`)
      : good(answer.reason, answer.observed),
  );
  return { ...seen, from: join([answer.from, seen.from]) };
}

function allTheTime(item: Backup, expected: string): Answer {
  const { kind, what } = item;
  if (kind !== 'continuous')
    return unanswered(notSaid(`When ${what} are taken is not said`), expected);
  const told: Answer = {
    status: 'pass',
    expected,
    observed: 'all the time',
    reason: `${sentence(what)} are taken all the time`,
    from: [],
  };
  return shown(item, told);
}

function sentence(words: string): string {
  return words.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}
