import { describe, expect, it } from 'vitest';
import { intervalOf } from '#resource-types/recovery-services/backup-schedule.ts';
import { aCell } from '../../harness/a-cell.ts';
import { DAILY, weekly } from '../../harness/backup-policies.ts';

const V2 = { schedulePolicyType: 'SimpleSchedulePolicyV2' };
const TIMES = ['2026-01-01T01:00:00Z'];
const ALL = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

function hourly(interval: unknown, scheduleWindowDuration: unknown): object {
  const hourlySchedule = { interval, scheduleWindowDuration };
  return { ...V2, scheduleRunFrequency: 'Hourly', hourlySchedule };
}

function log(scheduleFrequencyInMins: unknown): object {
  return { schedulePolicyType: 'LogSchedulePolicy', scheduleFrequencyInMins };
}

describe('intervalOf', () => {
  it.each([
    ['a day', DAILY, 24],
    [
      'a day, in the second form',
      { ...V2, scheduleRunFrequency: 'Daily', dailySchedule: { scheduleRunTimes: TIMES } },
      24,
    ],
    ['a week', weekly('Sunday'), 168],
    ['all days of the week', weekly(...ALL), 24],
    ['two days of the week, however written', weekly('thursday', 'MONDAY'), 96],
    ['weekend and beginning, over the end of the week', weekly('Saturday', 'Sunday'), 144],
    ['every second week', { ...weekly('Sunday'), scheduleWeeklyFrequency: 2 }, 336],
    [
      'a week, in the second form',
      {
        ...V2,
        scheduleRunFrequency: 'Weekly',
        weeklySchedule: { scheduleRunDays: ['Sunday'], scheduleRunTimes: TIMES },
      },
      168,
    ],
    ['every four hours of a working day', hourly(4, 12), 12],
    ['every four hours around the clock', hourly(4, 24), 4],
    ['every quarter of an hour', log(15), 0.25],
    ['every hour', log(60), 1],
  ])('reads a backup of %s', (_, schedule, hours) => {
    expect(intervalOf(aCell(schedule))).toMatchObject({ said: true, value: { hours } });
  });

  it.each([
    ['none', null],
    ['one of an unknown kind', { ...DAILY, schedulePolicyType: 'Future' }],
    ['a long-term one', { schedulePolicyType: 'LongTermSchedulePolicy' }],
    ['an unknown frequency', { ...DAILY, scheduleRunFrequency: 'Fortnightly' }],
    ['no frequency', { ...DAILY, scheduleRunFrequency: null }],
    ['no time of the day', { ...DAILY, scheduleRunTimes: [] }],
    ['the second form without its part', { ...V2, scheduleRunFrequency: 'Daily' }],
    ['a week without days', weekly()],
    ['a day that is none', weekly('Sunday', 'Someday')],
    ['weeks that are not counted', { ...weekly('Sunday'), scheduleWeeklyFrequency: null }],
    ['weeks beyond counting', { ...weekly('Sunday'), scheduleWeeklyFrequency: -1 }],
    ['hours without a window', hourly(4, null)],
    ['hours without an interval', hourly(0, 12)],
    ['half an hour', hourly(0.5, 12)],
    ['no minutes', log(0)],
    ['no number of minutes', log('15')],
  ])('does not understand %s', (_, schedule) => {
    expect(intervalOf(aCell(schedule)).said).toBe(false);
  });
});
