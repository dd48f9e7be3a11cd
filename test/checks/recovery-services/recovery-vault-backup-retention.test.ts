import { describe, expect, it } from 'vitest';
import { recoveryVaultBackupRetention } from '#checks/recovery-services/recovery-vault-backup-retention.ts';
import {
  backupPolicies,
  DAILY,
  kept,
  protectedItems,
  weekly,
} from '../../harness/facts/recovery-services.ts';
import { judgeCheck } from '../../harness/judge-check.ts';

const LONG = { retentionPolicyType: 'LongTermRetentionPolicy' };

function statusOf(policies = backupPolicies(), items = protectedItems({}), days = 10): string {
  const facts = { recoveryVaultProtectedItems: items, recoveryVaultBackupPolicies: policies };
  return judgeCheck(recoveryVaultBackupRetention, facts, { with: { days } }).status;
}

describe('recovery-vault-backup-retention', () => {
  it.each([
    [9, 'Days', 'fail'],
    [10, 'Days', 'pass'],
    [1, 'Weeks', 'fail'],
    [2, 'Weeks', 'pass'],
    [1, 'Months', 'pass'],
    [1, 'Years', 'pass'],
    [10, 'Invalid', 'unknown'],
    [10, null, 'unknown'],
    [null, 'Days', 'unknown'],
    [0, 'Days', 'unknown'],
  ])('daily backups kept for %j %j: %s', (count, unit, status) => {
    const retention = { ...LONG, dailySchedule: kept(count, unit) };

    expect(statusOf(backupPolicies({ retention }))).toBe(status);
  });

  it('counts a month by the calendar', () => {
    const retention = { ...LONG, dailySchedule: kept(1, 'Months') };

    expect(statusOf(backupPolicies({ retention }), undefined, 28)).toBe('pass');
    expect(statusOf(backupPolicies({ retention }), undefined, 29)).toBe('fail');
  });

  it('trap: judges weekly backups by their own retention', () => {
    const schedule = weekly('Sunday');
    const long = { ...LONG, weeklySchedule: kept(5, 'Weeks') };
    const short = { ...LONG, weeklySchedule: kept(1, 'Weeks') };

    expect(statusOf(backupPolicies({ schedule, retention: long }))).toBe('pass');
    expect(statusOf(backupPolicies({ schedule, retention: short }))).toBe('fail');
  });

  it('does not take the retention of one backup a week for that of every day', () => {
    const retention = { ...LONG, dailySchedule: kept(7), weeklySchedule: kept(12, 'Weeks') };

    expect(statusOf(backupPolicies({ schedule: DAILY, retention }))).toBe('fail');
  });

  it('judges machines too, by both forms of their policy', () => {
    const items = protectedItems({ backupManagementType: 'AzureIaasVM' });
    const of = (schedulePolicy: unknown, days: number) =>
      statusOf(
        backupPolicies(
          {},
          {
            backupManagementType: 'AzureIaasVM',
            schedulePolicy,
            retentionPolicy: { ...LONG, dailySchedule: kept(days) },
          },
        ),
        items,
      );
    const second = { schedulePolicyType: 'SimpleSchedulePolicyV2', scheduleRunFrequency: 'Daily' };

    expect([of(DAILY, 10), of(DAILY, 9), of(second, 10), of(second, 9)]).toEqual([
      'pass',
      'fail',
      'pass',
      'fail',
    ]);
  });

  it('leaves empty vaults alone', () => {
    expect(statusOf(undefined, [])).toBe('not-applicable');
  });
});
