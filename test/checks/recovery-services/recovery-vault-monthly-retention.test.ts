import { describe, expect, it } from 'vitest';
import { recoveryVaultMonthlyRetention } from '#checks/recovery-services/recovery-vault-monthly-retention.ts';
import { backupPolicies, kept, protectedItems } from '../../harness/facts/recovery-services.ts';
import { judgeCheck } from '../../harness/judge-check.ts';

const FIRST = {
  retentionScheduleFormatType: 'Weekly',
  retentionScheduleWeekly: { weeksOfTheMonth: ['First'] },
};

function statusOf(retention: object, items = protectedItems({})): string {
  const policy = { retentionPolicyType: 'LongTermRetentionPolicy', ...retention };
  const facts = {
    recoveryVaultProtectedItems: items,
    recoveryVaultBackupPolicies: backupPolicies({ retention: policy }),
  };
  return judgeCheck(recoveryVaultMonthlyRetention, facts, { with: { atLeast: 'P2M' } }).status;
}

describe('recovery-vault-monthly-retention', () => {
  it.each([
    [2, 'Months', 'pass'],
    [1, 'Months', 'fail'],
    [1, 'Years', 'pass'],
    [61, 'Days', 'fail'],
    [62, 'Days', 'pass'],
    [2, 'Invalid', 'unknown'],
    [null, 'Months', 'unknown'],
  ])('the first of the month kept for %j %s: %s', (count, unit, status) => {
    const monthlySchedule = { ...FIRST, ...kept(count, unit) };

    expect(statusOf({ dailySchedule: kept(30), monthlySchedule })).toBe(status);
  });

  it('is content where every backup is kept as long, and not where one a week is', () => {
    expect(statusOf({ dailySchedule: kept(90) })).toBe('pass');
    expect(statusOf({ dailySchedule: kept(30) })).toBe('fail');
    expect(statusOf({ dailySchedule: kept(30), weeklySchedule: kept(52, 'Weeks') })).toBe('fail');
  });

  it('finds a policy wanting that keeps the last backup of the month', () => {
    const last = { ...FIRST, retentionScheduleWeekly: { weeksOfTheMonth: ['Last'] } };

    expect(
      statusOf({ dailySchedule: kept(30), monthlySchedule: { ...last, ...kept(1, 'Years') } }),
    ).toBe('fail');
  });

  it('does not know a retention of another kind', () => {
    expect(statusOf({ retentionPolicyType: 'Future' })).toBe('unknown');
    expect(statusOf({})).toBe('unknown');
  });

  it('leaves empty vaults alone', () => {
    expect(statusOf({}, [])).toBe('not-applicable');
  });

  it.each(['', '2 months', 'PT0S', 'P0D'])('takes no parameter %j', (atLeast) => {
    expect(recoveryVaultMonthlyRetention.parameters.safeParse({ atLeast }).success).toBe(false);
  });
});
