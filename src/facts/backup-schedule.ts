import type { BackupSchedule } from './recovery-vault-backup-policies.ts';

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const DAY_HOURS = 24;

/** How often a policy's schedule runs at all, lower case; the empty string when it does not say. */
export function frequencyOf(schedule: BackupSchedule | null | undefined): string {
  return schedule?.scheduleRunFrequency?.toLowerCase() ?? '';
}

/**
 * The longest time between two backups of a schedule, in hours; undefined for a schedule that is incomplete or not understood.
 * Source: SchedulePolicy of Microsoft.RecoveryServices/vaults/backupPolicies, 2026-07-01.
 */
export function longestGapHours(schedule: BackupSchedule | null | undefined): number | undefined {
  switch (schedule?.schedulePolicyType ?? '') {
    case 'LogSchedulePolicy': {
      const minutes = schedule?.scheduleFrequencyInMins ?? 0;
      return minutes > 0 ? minutes / 60 : undefined;
    }
    case 'SimpleSchedulePolicy':
      return gapOf(schedule, {
        daily: () => schedule,
        weekly: () => schedule,
        // Absent is not zero: a schedule of every fourth week must not pass for one of every week.
        everyWeeks: () => schedule?.scheduleWeeklyFrequency,
      });
    case 'SimpleSchedulePolicyV2':
      return gapOf(schedule, {
        daily: () => schedule?.dailySchedule,
        weekly: () => schedule?.weeklySchedule,
        everyWeeks: () => 1,
      });
    default:
      return undefined;
  }
}

type Times = Pick<BackupSchedule, 'scheduleRunTimes'> | null | undefined;
type Week = Pick<BackupSchedule, 'scheduleRunTimes' | 'scheduleRunDays'> | null | undefined;

/** Where a kind of schedule says what; read only for the frequency that it has. */
interface Places {
  daily(): Times;
  weekly(): Week;
  everyWeeks(): number | null | undefined;
}

function gapOf(schedule: BackupSchedule | null | undefined, places: Places): number | undefined {
  switch (frequencyOf(schedule)) {
    case 'hourly':
      return hourlyGap(schedule?.hourlySchedule);
    case 'daily':
      return runs(places.daily()) ? DAY_HOURS : undefined;
    case 'weekly': {
      const week = places.weekly();
      return runs(week) ? weeklyGap(week?.scheduleRunDays ?? [], places.everyWeeks()) : undefined;
    }
    default:
      return undefined;
  }
}

function runs(times: Times): boolean {
  return (times?.scheduleRunTimes ?? []).length > 0;
}

// Within the window a backup every so many hours, and then none until the window opens the next day.
function hourlyGap(hourly: BackupSchedule['hourlySchedule']): number | undefined {
  const interval = hourly?.interval ?? 0;
  const window = hourly?.scheduleWindowDuration ?? 0;
  if (interval <= 0 || window <= 0) return undefined;
  return Math.max(interval, DAY_HOURS - Math.floor(window / interval) * interval);
}

function weeklyGap(
  names: readonly (string | null)[],
  everyWeeks: number | null | undefined,
): number | undefined {
  const days = names
    .map((name) => WEEKDAYS.indexOf(name?.toLowerCase() ?? ''))
    .sort((a, b) => a - b);
  const [first] = days;
  if (first === undefined || first < 0 || typeof everyWeeks !== 'number') return undefined;
  const next = [...days.slice(1), first + 7 * Math.max(everyWeeks, 1)];
  return DAY_HOURS * Math.max(...next.map((day, index) => day - (days[index] ?? day)));
}
