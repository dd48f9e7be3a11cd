/** A schedule once a day. */
export const DAILY = {
  schedulePolicyType: 'SimpleSchedulePolicy',
  scheduleRunFrequency: 'Daily',
  scheduleRunTimes: ['2026-01-01T01:00:00Z'],
};

/** A schedule on these days of every week. */
export function weekly(...scheduleRunDays: string[]): Readonly<Record<string, unknown>> {
  return { ...DAILY, scheduleRunFrequency: 'Weekly', scheduleRunDays, scheduleWeeklyFrequency: 0 };
}

export function kept(count: number | null, durationType: string | null = 'Days') {
  return { retentionDuration: { count, durationType } };
}

export const LONG = { retentionPolicyType: 'LongTermRetentionPolicy' };
