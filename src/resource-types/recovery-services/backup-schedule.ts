import type { Interval } from '#traits/backup.ts';
import type { Cell } from '#traits/cell.ts';
import { andThen, everyOne, map, type Said, together } from '#traits/said.ts';

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const DAY_HOURS = 24;

/** How often a schedule runs at all. Source: ScheduleRunType, 2026-07-01. */
export function frequencyOf(schedule: Cell): Said<'hourly' | 'daily' | 'weekly'> {
  return schedule
    .at('scheduleRunFrequency')
    .oneOf({ hourly: 'hourly', daily: 'daily', weekly: 'weekly' } as const);
}

/**
 * The longest time between two backups of a schedule; not said for one that is incomplete or not understood. Which members count
 * depends on `schedulePolicyType`; times count by the clock of the policy's zone, and the night when clocks are put back is a day too.
 * Source: SchedulePolicy of Microsoft.RecoveryServices/vaults/backupPolicies, 2026-07-01.
 */
export function intervalOf(schedule: Cell): Said<Interval> {
  const type = schedule.at('schedulePolicyType').oneOf({
    LogSchedulePolicy: 'log',
    SimpleSchedulePolicy: 'first',
    SimpleSchedulePolicyV2: 'second',
  } as const);
  const hours = andThen(type, (form) => {
    switch (form) {
      case 'log':
        return map(
          wholeNumber(schedule.at('scheduleFrequencyInMins'), 1, 10_080),
          (min) => min / 60,
        );
      case 'first':
        // Absent is not zero: a schedule of every fourth week must not pass for one of every week. Azure sends 0 for every week.
        return gapOf(schedule, schedule, schedule, () =>
          wholeNumber(schedule.at('scheduleWeeklyFrequency'), 0, 5_163),
        );
      case 'second':
        return gapOf(
          schedule,
          schedule.at('dailySchedule'),
          schedule.at('weeklySchedule'),
          (week) => week.means(1),
        );
    }
  });
  return map(hours, (count) => ({ hours: count }));
}

/** The gap of a schedule, by where its form says what; only what its frequency speaks of is read. */
function gapOf(
  schedule: Cell,
  daily: Cell,
  weekly: Cell,
  everyWeeks: (week: Cell) => Said<number>,
): Said<number> {
  return andThen(frequencyOf(schedule), (frequency) => {
    switch (frequency) {
      case 'hourly':
        return hourlyGap(schedule.at('hourlySchedule'));
      case 'daily':
        return map(runs(daily), () => DAY_HOURS);
      case 'weekly':
        return andThen(runs(weekly), () => weeklyGap(weekly, everyWeeks(weekly)));
    }
  });
}

function runs(schedule: Cell): Said<unknown> {
  const times = schedule.at('scheduleRunTimes');
  return andThen(times.list(), ({ length }) =>
    length > 0 ? times.raw() : times.notUnderstood('The schedule has no time of the day'),
  );
}

// Within the window a backup every so many hours, and then none until the window opens the next day.
function hourlyGap(hourly: Cell): Said<number> {
  const both = together({
    interval: wholeNumber(hourly.at('interval'), 1, DAY_HOURS),
    window: wholeNumber(hourly.at('scheduleWindowDuration'), 1, DAY_HOURS),
  });
  return map(both, ({ interval, window }) =>
    Math.max(interval, DAY_HOURS - Math.floor(window / interval) * interval),
  );
}

function weeklyGap(week: Cell, everyWeeks: Said<number>): Said<number> {
  const days = week.at('scheduleRunDays');
  return andThen(everyWeeks, (weeks) =>
    andThen(days.list(), (cells) =>
      andThen(everyOne(cells.map(dayOf)), (numbers) => {
        const sorted = numbers.toSorted((a, b) => a - b);
        const [first] = sorted;
        if (first === undefined) return days.notUnderstood('The weekly schedule has no day');
        const next = [...sorted.slice(1), first + 7 * Math.max(weeks, 1)];
        return days.means(
          DAY_HOURS * Math.max(...next.map((day, index) => day - (sorted[index] ?? day))),
        );
      }),
    ),
  );
}

function dayOf(cell: Cell): Said<number> {
  return cell.oneOf(Object.fromEntries(WEEKDAYS.map((name, index) => [name, index])));
}

/** An integer within the bounds that Azure itself has; anything else is not understood. */
export function wholeNumber(cell: Cell, least: number, most: number): Said<number> {
  return andThen(cell.number(), (count) =>
    Number.isInteger(count) && count >= least && count <= most
      ? cell.number()
      : cell.notUnderstood(`${count} is not within ${least} and ${most}`),
  );
}
