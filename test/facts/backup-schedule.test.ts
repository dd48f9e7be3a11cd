import { describe, expect, it } from 'vitest';
import { longestGapHours } from '#facts/backup-schedule.ts';
import { DAILY, weekly } from '../harness/facts/recovery-services.ts';

const V2 = { schedulePolicyType: 'SimpleSchedulePolicyV2' };
const TIMES = ['2026-01-01T01:00:00Z'];
const ALL = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

function hourly(interval: unknown, scheduleWindowDuration: unknown): never {
  const hourlySchedule = { interval, scheduleWindowDuration };
  return { ...V2, scheduleRunFrequency: 'Hourly', hourlySchedule } as never;
}

function log(scheduleFrequencyInMins: number): object {
  return { schedulePolicyType: 'LogSchedulePolicy', scheduleFrequencyInMins };
}

describe('longestGapHours', () => {
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
    expect(longestGapHours(schedule)).toBe(hours);
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
    ['hours without a window', hourly(4, null)],
    ['hours without an interval', hourly(0, 12)],
    ['no minutes', log(0)],
  ])('does not understand %s', (_, schedule) => {
    expect(longestGapHours(schedule)).toBeUndefined();
  });
});
