import { describe, expect, it } from 'vitest';
import {
  everyOneKeptFor,
  firstOfMonthKeptFor,
  partsOf,
} from '#resource-types/recovery-services/backup-policy.ts';
import type { Said } from '#traits/said.ts';
import { aCell } from '../../harness/a-cell.ts';
import { DAILY, kept, LONG, weekly } from '../../harness/backup-policies.ts';

const TEN = { ...LONG, dailySchedule: kept(10) };

function valueOf<T>(known: Said<T>): T | undefined {
  return known.said ? known.value : undefined;
}

function ofParts(...types: readonly (string | null)[]) {
  const subProtectionPolicy = types.map((policyType) => ({ policyType, schedulePolicy: DAILY }));
  return partsOf(
    aCell({ properties: { backupManagementType: 'AzureWorkload', subProtectionPolicy } }),
  );
}

describe('full and log backups of a policy', () => {
  it.each([
    [['Full', 'Log'], 'taken', 'taken'],
    [['full'], 'taken', 'none'],
    [['Differential', 'Incremental', 'Log'], 'none', 'taken'],
    [['Full', 'SnapshotFull'], 'taken', 'none'],
    [['SnapshotFull', 'Log'], 'not said', 'taken'],
    [['CopyOnlyFull'], 'not said', 'none'],
    [['Full', 'Future'], 'not said', 'not said'],
    [['Full', null], 'not said', 'not said'],
    [['Full', 'Full'], 'not said', 'none'],
    [[], 'none', 'none'],
  ])('of the parts %j are %s and %s', (types, full, log) => {
    const parts = ofParts(...types);
    const word = (part: Said<unknown>) =>
      part.said ? (part.value === null ? 'none' : 'taken') : 'not said';

    expect([word(parts.full), word(parts.log)]).toEqual([full, log]);
  });

  it.each([
    ['AzureIaasVM', true],
    ['AzureStorage', false],
    ['MAB', true],
  ])('are the whole of a policy of %s; in the vault: %s', (kind, isVaulted) => {
    const properties = { backupManagementType: kind, schedulePolicy: DAILY, retentionPolicy: TEN };
    const parts = partsOf(aCell({ properties }));

    expect(valueOf(parts.full)?.retention.at('dailySchedule').isThere()).toMatchObject({
      value: true,
    });
    expect(valueOf(parts.log)).toBeNull();
    expect(valueOf(parts.isVaulted)).toBe(isVaulted);
  });

  it('of a share are those in the vault, where it keeps some there', () => {
    const vaultRetentionPolicy = { vaultRetention: TEN, snapshotRetentionInDays: 2 };
    const properties = {
      backupManagementType: 'AzureStorage',
      schedulePolicy: DAILY,
      vaultRetentionPolicy,
    };
    const parts = partsOf(aCell({ properties }));
    const full = valueOf(parts.full);

    expect(full && valueOf(everyOneKeptFor(full))).toEqual({ months: 0, days: 10 });
    expect(valueOf(parts.isVaulted)).toBe(true);
  });

  it.each([
    {},
    { properties: null },
    { properties: {} },
    { properties: { backupManagementType: 'AzureSql', retentionPolicy: TEN } },
    { properties: { backupManagementType: 'GenericProtectionPolicy' } },
    { properties: { backupManagementType: 'AzureWorkload' } },
  ])('are not understood of %j', (policy) => {
    const parts = partsOf(aCell(policy));

    expect([parts.full.said, parts.log.said]).toEqual([false, false]);
  });
});

describe('everyOneKeptFor', () => {
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
    [DAILY, { ...LONG, dailySchedule: kept(1.5) }, undefined],
    [DAILY, { ...LONG, dailySchedule: kept(100, 'Years') }, undefined],
    [DAILY, { ...LONG, dailySchedule: kept(10, 'Decades') }, undefined],
    [DAILY, { ...TEN, retentionPolicyType: 'Future' }, undefined],
    [DAILY, null, undefined],
  ])('%#', (schedule, retention, duration) => {
    const part = { schedule: aCell(schedule), retention: aCell(retention) };

    expect(valueOf(everyOneKeptFor(part))).toEqual(duration);
  });
});

describe('firstOfMonthKeptFor', () => {
  const TWO = { months: 2, days: 0 };
  const NONE = { months: 0, days: 0 };
  const byDay = (date: number) => ({
    retentionScheduleFormatType: 'Daily',
    retentionScheduleDaily: { daysOfTheMonth: [{ date, isLast: false }] },
  });
  const byWeek = (week: string) => ({
    retentionScheduleFormatType: 'Weekly',
    retentionScheduleWeekly: { weeksOfTheMonth: [week] },
  });

  it.each([
    [{ ...byDay(1), ...kept(2, 'Months') }, TWO],
    [{ ...byWeek('First'), ...kept(2, 'Months') }, TWO],
    [{ ...byDay(15), ...kept(2, 'Months') }, NONE],
    [{ ...byWeek('Last'), ...kept(2, 'Months') }, NONE],
    [{ ...byDay(1), retentionScheduleFormatType: 'Invalid', ...kept(2) }, undefined],
    [{ retentionScheduleFormatType: 'Daily', ...kept(2) }, undefined],
    [byDay(1), undefined],
    [null, NONE],
    [undefined, NONE],
  ])('of a monthly schedule %j: %j', (monthlySchedule, duration) => {
    const retention = aCell({ ...LONG, monthlySchedule });

    expect(valueOf(firstOfMonthKeptFor({ schedule: aCell(DAILY), retention }))).toEqual(duration);
  });

  it('knows no months in a simple retention, and nothing of an unknown one', () => {
    const of = (retentionPolicyType: string | null) =>
      valueOf(
        firstOfMonthKeptFor({ schedule: aCell(DAILY), retention: aCell({ retentionPolicyType }) }),
      );

    expect([of('SimpleRetentionPolicy'), of('Future'), of(null)]).toEqual([
      NONE,
      undefined,
      undefined,
    ]);
  });
});
