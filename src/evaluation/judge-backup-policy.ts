import { type CalendarDuration, isAtLeast } from '#domain/calendar-duration.ts';
import { fail, pass, unknown, type Verdict } from '#domain/verdict.ts';
import {
  everyFullKeptFor,
  type FullBackups,
  firstOfMonthKeptFor,
  fullBackupsOf,
  logBackupsOf,
} from '#facts/backup-retention.ts';
import { longestGapHours } from '#facts/backup-schedule.ts';
import type { BackupPolicy } from '#facts/recovery-vault-backup-policies.ts';

/** Judges whether a policy takes full or log backups at least every so many hours. */
export function judgeBackupInterval(
  policy: BackupPolicy,
  { kind, hours, expected }: { kind: 'full' | 'log'; hours: number; expected: string },
): Verdict {
  const parts = kind === 'full' ? fullBackupsOf(policy) : logBackupsOf(policy);
  return judgeParts(policy, parts, expected, ({ schedulePolicy }) => {
    const gap = longestGapHours(schedulePolicy);
    const shown = { expected, observed: schedulePolicy ?? null };
    if (gap === undefined) return unknown('the schedule of its policy is not understood', shown);
    return gap <= hours
      ? pass('its policy is as claimed', shown)
      : fail(`its policy leaves up to ${gap} hours between ${kind} backups`, shown);
  });
}

/** Judges whether a policy keeps every full backup for the demanded days. */
export function judgeFullRetention(policy: BackupPolicy, days: number, expected: string): Verdict {
  const minimum = { months: 0, days };
  return judgeParts(policy, fullBackupsOf(policy), expected, (part) => {
    const kept = everyFullKeptFor(part);
    const shown = { expected, observed: part.retentionPolicy ?? null };
    if (kept === undefined) return unknown('the retention of its policy is not understood', shown);
    return isAtLeast(kept, minimum)
      ? pass('its policy is as claimed', shown)
      : fail('its policy keeps full backups for a shorter time', shown);
  });
}

/** Judges whether a policy keeps the first full backup of each month for the demanded time; undefined is no duration. */
export function judgeMonthlyRetention(
  policy: BackupPolicy,
  minimum: CalendarDuration | undefined,
  expected: string,
): Verdict {
  return judgeParts(policy, fullBackupsOf(policy), expected, (part) => {
    const shown = { expected, observed: part.retentionPolicy ?? null };
    if (minimum === undefined) return unknown('the demanded retention is no duration', shown);
    const monthly = firstOfMonthKeptFor(part);
    if (monthly.is === 'kept' && isAtLeast(monthly.for, minimum)) {
      return pass('its policy is as claimed', shown);
    }
    const every = everyFullKeptFor(part);
    if (every !== undefined && isAtLeast(every, minimum)) {
      return pass('its policy keeps every full backup as long', shown);
    }
    if (every === undefined || monthly.is === 'not-understood') {
      return unknown('the retention of its policy is not understood', shown);
    }
    return fail(`its policy ${TOO_LITTLE[monthly.is]}`, shown);
  });
}

const TOO_LITTLE = {
  kept: 'keeps the first backup of the month for a shorter time',
  'not-the-first': "keeps another backup than the month's first",
  none: 'keeps no monthly backup',
} as const;

function judgeParts(
  policy: BackupPolicy,
  parts: readonly FullBackups[] | undefined,
  expected: string,
  judge: (part: FullBackups) => Verdict,
): Verdict {
  const observed = policy.properties ?? null;
  if (parts === undefined) return unknown('its policy is not understood', { expected, observed });
  // Azure has one part of a kind; of several, each must be as claimed.
  const judged = parts.map(judge);
  return (
    judged.find(({ status }) => status === 'fail') ??
    judged.find(({ status }) => status === 'unknown') ??
    judged[0] ??
    fail('its policy takes no such backups', { expected, observed })
  );
}
