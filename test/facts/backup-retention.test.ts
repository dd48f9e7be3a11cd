import { describe, expect, it } from 'vitest';
import {
  everyFullKeptFor,
  firstOfMonthKeptFor,
  fullBackupsOf,
  logBackupsOf,
} from '#facts/backup-retention.ts';
import { DAILY, kept, weekly } from '../harness/facts/recovery-services.ts';

const LONG = { retentionPolicyType: 'LongTermRetentionPolicy' };
const TEN = { ...LONG, dailySchedule: kept(10) };

function ofParts(...types: readonly (string | null)[]): object {
  const subProtectionPolicy = types.map((policyType) => ({ policyType, schedulePolicy: DAILY }));
  return { properties: { backupManagementType: 'AzureWorkload', subProtectionPolicy } };
}

describe('full and log backups of a policy', () => {
  it.each([
    [['Full', 'Log'], 1, 1],
    [['full'], 1, 0],
    [['Differential', 'Incremental', 'Log'], 0, 1],
    [['Full', 'SnapshotFull'], 1, 0],
    [['SnapshotFull', 'Log'], undefined, 1],
    [['CopyOnlyFull'], undefined, 0],
    [['Full', 'Future'], undefined, undefined],
    [['Full', null], undefined, undefined],
    [[], 0, 0],
  ])('of the parts %j are %s and %s', (types, full, log) => {
    expect(fullBackupsOf(ofParts(...types))?.length).toBe(full);
    expect(logBackupsOf(ofParts(...types))?.length).toBe(log);
  });

  it.each(['AzureIaasVM', 'AzureStorage', 'MAB'])('are the whole of a policy of %s', (kind) => {
    const properties = { backupManagementType: kind, schedulePolicy: DAILY, retentionPolicy: TEN };

    expect(fullBackupsOf({ properties })).toEqual([
      { schedulePolicy: DAILY, retentionPolicy: TEN },
    ]);
    expect(logBackupsOf({ properties })).toBeUndefined();
  });

  it('of a share are those in the vault, where it keeps some there', () => {
    const vaultRetentionPolicy = { vaultRetention: TEN };
    const properties = { backupManagementType: 'AzureStorage', vaultRetentionPolicy };

    expect(fullBackupsOf({ properties })?.[0]?.retentionPolicy).toEqual(TEN);
  });

  it.each([
    {},
    { properties: null },
    { properties: {} },
    { properties: { backupManagementType: 'AzureSql', retentionPolicy: TEN } },
    { properties: { backupManagementType: 'GenericProtectionPolicy' } },
    { properties: { backupManagementType: 'AzureWorkload' } },
  ])('are not understood of %j', (policy) => {
    expect(fullBackupsOf(policy)).toBeUndefined();
    expect(logBackupsOf(policy)).toBeUndefined();
  });
});

describe('everyFullKeptFor', () => {
  it.each([
    [DAILY, TEN, { months: 0, days: 10 }],
    [weekly('Sunday'), { ...LONG, weeklySchedule: kept(4, 'Weeks') }, { months: 0, days: 28 }],
    [DAILY, { ...TEN, weeklySchedule: kept(4, 'Years') }, { months: 0, days: 10 }],
    [DAILY, { ...LONG, dailySchedule: kept(3, 'Months') }, { months: 3, days: 0 }],
    [DAILY, { ...LONG, dailySchedule: kept(2, 'Years') }, { months: 24, days: 0 }],
    [{}, { retentionPolicyType: 'SimpleRetentionPolicy', ...kept(15) }, { months: 0, days: 15 }],
    [weekly('Sunday'), TEN, undefined],
    [{}, TEN, undefined],
    [DAILY, LONG, undefined],
    [DAILY, { ...LONG, dailySchedule: kept(0) }, undefined],
    [DAILY, { ...LONG, dailySchedule: kept(null) }, undefined],
    [DAILY, { ...LONG, dailySchedule: kept(10, 'Decades') }, undefined],
    [DAILY, { ...TEN, retentionPolicyType: 'Future' }, undefined],
    [DAILY, null, undefined],
  ])('%#', (schedulePolicy, retentionPolicy, duration) => {
    expect(everyFullKeptFor({ schedulePolicy, retentionPolicy })).toEqual(duration);
  });
});

describe('firstOfMonthKeptFor', () => {
  const byDay = (date: number) => ({
    retentionScheduleFormatType: 'Daily',
    retentionScheduleDaily: { daysOfTheMonth: [{ date, isLast: false }] },
  });
  const byWeek = (week: string) => ({
    retentionScheduleFormatType: 'Weekly',
    retentionScheduleWeekly: { weeksOfTheMonth: [week] },
  });

  it.each([
    [{ ...byDay(1), ...kept(2, 'Months') }, 'kept'],
    [{ ...byWeek('First'), ...kept(2, 'Months') }, 'kept'],
    [{ ...byDay(15), ...kept(2, 'Months') }, 'not-the-first'],
    [{ ...byWeek('Last'), ...kept(2, 'Months') }, 'not-the-first'],
    [{ ...byDay(1), retentionScheduleFormatType: 'Invalid', ...kept(2) }, 'not-understood'],
    [{ retentionScheduleFormatType: 'Daily', ...kept(2) }, 'not-understood'],
    [byDay(1), 'not-understood'],
    [null, 'none'],
    [undefined, 'none'],
  ])('of a monthly schedule %j: %s', (monthlySchedule, is) => {
    const retentionPolicy = { ...LONG, monthlySchedule };

    expect(firstOfMonthKeptFor({ retentionPolicy }).is).toBe(is);
  });

  it('knows no months in a simple retention, and nothing of an unknown one', () => {
    const of = (retentionPolicyType: string | null) =>
      firstOfMonthKeptFor({ retentionPolicy: { retentionPolicyType } }).is;

    expect([of('SimpleRetentionPolicy'), of('Future'), of(null)]).toEqual([
      'none',
      'not-understood',
      'not-understood',
    ]);
  });
});
