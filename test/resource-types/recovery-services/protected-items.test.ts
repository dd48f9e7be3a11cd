import { describe, expect, it } from 'vitest';
import { backupInterval } from '#checks/backup-interval.ts';
import { backupRecent } from '#checks/backup-recent.ts';
import { backupRetention } from '#checks/backup-retention.ts';
import { fullBackup } from '#checks/full-backup.ts';
import { logBackup } from '#checks/log-backup.ts';
import { monthlyRetention } from '#checks/monthly-retention.ts';
import { pointInTimeRestore } from '#checks/point-in-time-restore.ts';
import { unavailable } from '#domain/reading.ts';
import type { Judgement } from '#evaluation/judgement.ts';
import type { Locate } from '#evaluation/whereabouts.ts';
import { recoveryServicesVault as vault } from '#resource-types/recovery-services/vault.ts';
import type { Question } from '#traits/define-check.ts';
import { DAILY, kept, LONG, weekly } from '../../harness/backup-policies.ts';
import { judgeType, locateGood } from '../../harness/judge-type.ts';
import { recordedRows } from '../../harness/recordings.ts';
import { sharedIsHere } from '../../harness/shared.ts';

const AS_OF = '2026-11-21T03:00:00.000Z';
const POLICY = '/subscriptions/s/backupPolicies/daily';

type Members = Readonly<Record<string, unknown>>;

/** A database in a machine, backed up by `policy`; other members replace its own. */
function item(properties: Members = {}): Members {
  return {
    id: '/subscriptions/s/protectedItems/orders',
    name: 'SQLDataBase;mssqlserver;orders',
    properties: {
      backupManagementType: 'AzureWorkload',
      friendlyName: 'orders',
      policyId: POLICY,
      protectionState: 'Protected',
      lastBackupStatus: 'Healthy',
      lastRecoveryPoint: '2026-11-21T02:00:00Z',
      ...properties,
    },
  };
}

const FIRST_DAY = {
  retentionScheduleFormatType: 'Daily',
  retentionScheduleDaily: { daysOfTheMonth: [{ date: 1, isLast: false }] },
};

/** Daily full backups kept for 30 days, the month's first for three months, hourly logs. */
function policy(parts: { schedule?: unknown; retention?: unknown; log?: unknown } = {}): Members {
  const retention = {
    ...LONG,
    dailySchedule: kept(30),
    monthlySchedule: { ...FIRST_DAY, ...kept(3, 'Months') },
  };
  const log = { schedulePolicyType: 'LogSchedulePolicy', scheduleFrequencyInMins: 60 };
  return policyOf({
    backupManagementType: 'AzureWorkload',
    subProtectionPolicy: [
      {
        policyType: 'Full',
        schedulePolicy: parts.schedule ?? DAILY,
        retentionPolicy: parts.retention ?? retention,
      },
      {
        policyType: 'Log',
        schedulePolicy: parts.log ?? log,
        retentionPolicy: { retentionPolicyType: 'SimpleRetentionPolicy', ...kept(15) },
      },
    ],
  });
}

function policyOf(properties: Members): Members {
  return { id: POLICY, properties };
}

interface Given {
  readonly items?: readonly Members[];
  readonly policies?: readonly Members[];
  readonly with?: Members;
  readonly locate?: Locate;
  readonly asOf?: string;
}

async function judge(question: Question, given: Given = {}): Promise<readonly Judgement[]> {
  const { items = [item()], policies = [policy()], locate = locateGood, asOf = AS_OF } = given;
  const usual: Members = {
    ...(question === backupRecent ? { hours: 26 } : {}),
    ...(question === backupRetention ? { days: 10 } : {}),
    ...(question === monthlyRetention ? { atLeast: 'P2M' } : {}),
    ...(question === fullBackup || question === backupInterval ? { every: 'P1D' } : {}),
    ...(question === logBackup ? { every: 'PT1H' } : {}),
    ...(question === pointInTimeRestore ? { days: 14 } : {}),
  };
  const bodies = { vault: {}, items, policies };
  return await judgeType(question, vault, bodies, { ...usual, ...given.with }, { asOf, locate });
}

async function statusOf(question: Question, given: Given = {}): Promise<string> {
  const judged = await judge(question, given);
  return judged.map(({ verdict }) => verdict.status).join(' ');
}

const DATABASES = [fullBackup, logBackup, pointInTimeRestore];
const ALL = [backupRecent, backupInterval, backupRetention, monthlyRetention, ...DATABASES];

describe('how recent the backups of an item are', () => {
  it.each([
    ['2026-11-20T01:00:00Z', 'pass'],
    ['2026-11-20T00:59:59Z', 'fail'],
    ['2026-11-21T02:59:00.1234567Z', 'pass'],
    ['2026-11-21T03:30:00Z', 'pass'],
    ['2026-11-22T03:00:00Z', 'unknown'],
    ['yesterday', 'unknown'],
    [null, 'unknown'],
    [undefined, 'unknown'],
  ])('newest restore point %j: %s', async (lastRecoveryPoint, status) => {
    expect(await statusOf(backupRecent, { items: [item({ lastRecoveryPoint })] })).toBe(status);
  });

  it.each([
    ['Completed', 'pass'],
    ['Healthy', 'pass'],
    // Inside the window a run that failed is noted, and breaks nothing.
    ['Failed', 'pass'],
    ['Unhealthy', 'pass'],
    ['CompletedWithWarnings', 'unknown'],
    ['IRPending', 'unknown'],
    [null, 'unknown'],
    [undefined, 'unknown'],
  ])('last backup %j: %s', async (lastBackupStatus, status) => {
    expect(await statusOf(backupRecent, { items: [item({ lastBackupStatus })] })).toBe(status);
  });

  it('fails for an old restore point also where the state says no more than an error', async () => {
    const old = { protectionState: 'ProtectionError', lastRecoveryPoint: '2026-11-01T00:00:00Z' };

    expect(await statusOf(backupRecent, { items: [item(old)] })).toBe('fail');
  });

  it('is known without the policies', async () => {
    expect(await statusOf(backupRecent, { policies: [] })).toBe('pass');
  });

  it('notes a run that failed while the newest restore point is young enough', async () => {
    const failed = { lastBackupStatus: 'Failed' };
    const [judged] = await judge(backupRecent, { items: [item(failed)] });
    const old = item({ ...failed, lastRecoveryPoint: '2026-11-01T00:00:00Z' });
    const unsaid = item({ ...failed, lastRecoveryPoint: null });

    expect(judged?.verdict.reason).toMatch(/; the last run failed$/u);
    expect(await statusOf(backupRecent, { items: [old] })).toBe('fail');
    expect(await statusOf(backupRecent, { items: [unsaid] })).toBe('unknown');
  });
});

describe('whether the policy is in force', () => {
  it.each([
    ['Protected', 'pass'],
    ['ProtectionStopped', 'fail'],
    ['ProtectionPaused', 'fail'],
    ['BackupsSuspended', 'fail'],
    ['IRPending', 'unknown'],
    ['ProtectionError', 'unknown'],
    ['Invalid', 'unknown'],
    [null, 'unknown'],
    [undefined, 'unknown'],
  ])('is never believed of the policy alone: %j: %s', async (protectionState, status) => {
    for (const question of ALL) {
      expect(await statusOf(question, { items: [item({ protectionState })] })).toBe(status);
    }
  });

  it('trap: what waits to be deleted is backed up no more, whatever its state', async () => {
    const items = [item({ isScheduledForDeferredDelete: true })];

    for (const question of ALL) expect(await statusOf(question, { items })).toBe('fail');
  });

  it('a protection that was stopped fails, also without a policy', async () => {
    const items = [item({ protectionState: 'ProtectionStopped', policyId: null })];

    for (const question of ALL) expect(await statusOf(question, { items })).toBe('fail');
  });

  it.each([{ policyId: null }, { policyId: '/elsewhere' }])('does not know %j', async (members) => {
    for (const question of ALL.slice(1)) {
      expect(await statusOf(question, { items: [item(members)] })).toBe('unknown');
    }
  });

  it('trap: finds the policy whatever the letter case of its id', async () => {
    const items = [item({ policyId: POLICY.toUpperCase() })];

    for (const question of ALL) expect(await statusOf(question, { items })).toBe('pass');
  });
});

describe('trap: what an item says besides its policy', () => {
  const KEPT = [backupInterval, backupRetention, monthlyRetention];
  const machine = (members: Members) => [
    item({ backupManagementType: 'AzureIaasVM', friendlyName: 'vm', ...members }),
  ];
  const policies = [
    policyOf({
      backupManagementType: 'AzureIaasVM',
      schedulePolicy: DAILY,
      retentionPolicy: { ...LONG, dailySchedule: kept(90) },
    }),
  ];

  it.each([
    [{ policyInconsistent: true }, 'unknown'],
    [{ policyInconsistent: false }, 'pass'],
    [{ policyInconsistent: null }, 'pass'],
    [{ policyState: 'Inconsistent' }, 'unknown'],
    [{ policyState: 'Consistent' }, 'pass'],
    [{ policyState: '' }, 'pass'],
    [null, 'pass'],
  ])('by %j the policy is in force: %s', async (extendedInfo, status) => {
    const items = machine({ extendedInfo });

    for (const question of KEPT) {
      expect(await statusOf(question, { items, policies })).toBe(status);
    }
    expect(await statusOf(backupRecent, { items, policies })).toBe('pass');
  });

  it.each([
    ['FULL', 'pass'],
    ['bulk_logged', 'pass'],
    ['SIMPLE', 'unknown'],
    ['Future', 'unknown'],
    [null, 'pass'],
  ])('there are logs under the recovery model %j: %s', async (recoveryModel, status) => {
    const items = [item({ extendedInfo: { recoveryModel } })];

    expect(await statusOf(logBackup, { items })).toBe(status);
    expect(await statusOf(pointInTimeRestore, { items })).toBe(status);
    expect(await statusOf(fullBackup, { items })).toBe('pass');
  });

  it.each([
    [{ diskLunList: [0, 1], isInclusionList: false }, 'unknown'],
    [{ diskLunList: [0], isInclusionList: true }, 'unknown'],
    [{ diskLunList: [], isInclusionList: false }, 'pass'],
    [{}, 'unknown'],
    [null, 'pass'],
  ])('by %j every disk is backed up: %s', async (diskExclusionProperties, status) => {
    const items = machine({ extendedProperties: { diskExclusionProperties } });

    for (const question of [backupRecent, ...KEPT]) {
      expect(await statusOf(question, { items, policies })).toBe(status);
    }
  });
});

describe('what a policy takes', () => {
  it.each([
    [DAILY, 'PT24H', 'pass'],
    [DAILY, 'PT23H', 'fail'],
    [weekly('Sunday'), 'P1D', 'fail'],
    [weekly('Sunday'), 'P7D', 'pass'],
    [{ ...DAILY, scheduleRunFrequency: 'Fortnightly' }, 'P1D', 'unknown'],
  ])('full backups by %j, claimed every %s: %s', async (schedule, every, status) => {
    const given = { policies: [policy({ schedule })], with: { every } };

    expect(await statusOf(fullBackup, given)).toBe(status);
  });

  it.each([
    [15, 'pass'],
    [60, 'pass'],
    [61, 'fail'],
    [0, 'unknown'],
    [null, 'unknown'],
  ])('a log backup every %j minutes: %s', async (scheduleFrequencyInMins, status) => {
    const log = { schedulePolicyType: 'LogSchedulePolicy', scheduleFrequencyInMins };

    expect(await statusOf(logBackup, { policies: [policy({ log })] })).toBe(status);
  });

  it('finds a policy without full or log backups wanting', async () => {
    const of = (subProtectionPolicy: readonly unknown[]) => ({
      policies: [policyOf({ backupManagementType: 'AzureWorkload', subProtectionPolicy })],
    });
    const noLog = of([
      { policyType: 'Full', schedulePolicy: DAILY },
      { policyType: 'Differential' },
    ]);

    expect(await statusOf(logBackup, noLog)).toBe('fail');
    expect(await statusOf(pointInTimeRestore, noLog)).toBe('fail');
    expect(await statusOf(fullBackup, of([]))).toBe('fail');
    expect(await statusOf(fullBackup, of([{ policyType: 'Log' }]))).toBe('fail');
  });

  it('does not know a policy of another kind', async () => {
    for (const properties of [{ backupManagementType: 'AzureSql' }, {}]) {
      const given = { policies: [policyOf(properties)] };

      for (const question of ALL.slice(1)) expect(await statusOf(question, given)).toBe('unknown');
    }
  });

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
  ])('daily backups kept for %j %j: %s', async (count, unit, status) => {
    const retention = { ...LONG, dailySchedule: kept(count, unit) };

    expect(await statusOf(backupRetention, { policies: [policy({ retention })] })).toBe(status);
  });

  it('counts a month by the calendar', async () => {
    const policies = [policy({ retention: { ...LONG, dailySchedule: kept(1, 'Months') } })];

    expect(await statusOf(backupRetention, { policies, with: { days: 28 } })).toBe('pass');
    expect(await statusOf(backupRetention, { policies, with: { days: 29 } })).toBe('fail');
  });

  it.each([
    [weekly('Sunday'), { weeklySchedule: kept(5, 'Weeks') }, 'pass'],
    [weekly('Sunday'), { weeklySchedule: kept(1, 'Weeks') }, 'fail'],
    [DAILY, { dailySchedule: kept(7), weeklySchedule: kept(12, 'Weeks') }, 'fail'],
  ])('trap: by %j counts what keeps each of them: %j: %s', async (schedule, rules, status) => {
    const policies = [policy({ schedule, retention: { ...LONG, ...rules } })];

    expect(await statusOf(backupRetention, { policies })).toBe(status);
  });

  it.each([
    [{ ...FIRST_DAY, ...kept(2, 'Months') }, 'pass'],
    [{ ...FIRST_DAY, ...kept(1, 'Months') }, 'fail'],
    [{ ...FIRST_DAY, ...kept(61) }, 'fail'],
    [{ ...FIRST_DAY, ...kept(62) }, 'pass'],
    [{ ...FIRST_DAY, ...kept(2, 'Invalid') }, 'unknown'],
    [null, 'fail'],
  ])('the first of the month by %j: %s', async (monthlySchedule, status) => {
    const retention = { ...LONG, dailySchedule: kept(30), monthlySchedule };

    expect(await statusOf(monthlyRetention, { policies: [policy({ retention })] })).toBe(status);
  });

  it.each([
    [{ dailySchedule: kept(90) }, 'pass'],
    [{ dailySchedule: kept(30), weeklySchedule: kept(52, 'Weeks') }, 'fail'],
    [{ retentionPolicyType: 'Future' }, 'unknown'],
    [{}, 'unknown'],
  ])('months are kept by %j: %s', async (rules, status) => {
    const policies = [policy({ retention: { ...LONG, ...rules } })];

    expect(await statusOf(monthlyRetention, { policies })).toBe(status);
  });
});

describe('which items a sentence speaks of', () => {
  it('leaves an empty vault alone', async () => {
    for (const question of ALL) {
      expect(await statusOf(question, { items: [] })).toBe('not-applicable');
    }
  });

  it('asks of databases alone how they are backed up in full and by their logs', async () => {
    const stopped = { protectionState: 'ProtectionStopped' };
    const others = [
      item({ backupManagementType: 'AzureIaasVM', friendlyName: 'vm', ...stopped }),
      item({ backupManagementType: 'AzureStorage', friendlyName: 'share', ...stopped }),
      item({ backupManagementType: 'MAB', friendlyName: 'folder', ...stopped }),
    ];

    for (const question of DATABASES) {
      expect(await statusOf(question, { items: others })).toBe('not-applicable');
      expect(await statusOf(question, { items: [...others, item()] })).toBe('pass');
    }
    expect(await statusOf(backupRecent, { items: others })).toBe('fail fail fail');
  });

  it.each([null, undefined, 'AzureFuture'])(
    'does not set an item aside whose kind is %j',
    async (backupManagementType) => {
      const items = [item(), item({ backupManagementType, friendlyName: 'strange' })];

      for (const question of DATABASES) {
        expect(await statusOf(question, { items })).toBe('pass unknown');
      }
    },
  );

  it('knows nothing of an item that says nothing', async () => {
    for (const question of ALL) expect(await statusOf(question, { items: [{}] })).toBe('unknown');
  });

  it('tells databases by what they lie in, and others where two have one name', async () => {
    const vm = { backupManagementType: 'AzureIaasVM', friendlyName: 'vm' };
    const items = [
      item({ containerName: 'VMAppContainer;Compute;rg;vm1' }),
      item({ containerName: 'VMAppContainer;Compute;rg;vm2' }),
      item({ ...vm, friendlyName: 'alone', containerName: 'c;rg;alone' }),
      item({ ...vm, containerName: 'c;rg1;vm' }),
      { ...item(vm), id: '/the/other/vm' },
    ];

    const judged = await judge(backupRecent, { items });

    expect(judged.map(({ item: name }) => name)).toEqual([
      'vm1/orders',
      'vm2/orders',
      'alone',
      'vm/vm',
      '/the/other/vm',
    ]);
    expect(judged[0]?.verdict.reason).toMatch(/^vm1\/orders: /u);
  });
});

describe('what is wrong with a backup is held against what it is of', () => {
  const MACHINE = '/subscriptions/s1/providers/Microsoft.Compute/virtualMachines/vm-old';
  const stopped = (more: Members = {}) =>
    item({ protectionState: 'ProtectionStopped', sourceResourceId: MACHINE, ...more });
  const there = { evidence: [], at: [], location: null };
  const REFUSED = unavailable('AuthorizationFailed', 'refused', {
    permission: 'Microsoft.Compute/virtualMachines/read',
  });

  it.each<[string, Awaited<ReturnType<Locate>>, string, RegExp]>([
    ['is gone', { is: 'gone', evidence: [] }, 'not-applicable', /no longer exists/u],
    [
      'is out of the scope',
      { is: 'out-of-scope', why: 'it is in subscription s2', ...there },
      'not-applicable',
      /because it is in subscription s2/u,
    ],
    ['is in scope', { is: 'in-scope', ...there }, 'fail', /no longer backed up/u],
    [
      'could not be looked up',
      { is: 'not-known', why: REFUSED },
      'unknown',
      /Grant Microsoft\.Compute\/virtualMachines\/read/u,
    ],
  ])('14: whose machine %s', async (_, place, status, reason) => {
    for (const question of ALL) {
      for (const members of [{}, { sourceResourceId: '', virtualMachineId: MACHINE }]) {
        const locate: Locate = async () => await Promise.resolve(place);
        const [judged] = await judge(question, { items: [stopped(members)], locate });

        expect(judged?.verdict).toMatchObject({ status, reason: expect.stringMatching(reason) });
      }
    }
  });

  it('14: one that says nothing of its source is judged as it is', async () => {
    const locate: Locate = async () => await Promise.resolve({ is: 'gone', evidence: [] });
    const given = { items: [stopped({ sourceResourceId: '' })], locate };

    for (const question of ALL) expect(await statusOf(question, given)).toBe('fail');
  });

  it('14: what is dead hides nothing that lives', async () => {
    const locate: Locate = async () => await Promise.resolve({ is: 'gone', evidence: [] });
    const items = [stopped(), stopped({ sourceResourceId: '', friendlyName: 'living' })];

    expect(await statusOf(backupRecent, { items, locate })).toBe('not-applicable fail');
  });

  it('14: nothing is asked about what is as claimed', async () => {
    const asked: string[] = [];
    const locate: Locate = async (id) => {
      asked.push(id);
      return await Promise.resolve({ is: 'gone', evidence: [] });
    };

    for (const question of ALL) {
      expect(
        await statusOf(question, { items: [item({ sourceResourceId: MACHINE })], locate }),
      ).toBe('pass');
    }
    expect(asked).toEqual([]);
  });
});

describe.skipIf(!sharedIsHere)(
  'an item of Microsoft’s own example (needs the shared recordings)',
  () => {
    it('is read, and is as old as it says', async () => {
      const items = recordedRows('Microsoft.RecoveryServices/vaults/backupProtectedItems');
      const [judged] = await judge(backupRecent, { items });

      expect(items).toHaveLength(1);
      expect(judged?.verdict).toMatchObject({
        status: 'fail',
        reason: expect.stringContaining('2017-11-22T12:25:32.048723Z'),
      });
      expect(await statusOf(backupRecent, { items, asOf: '2017-11-23T00:00:00.000Z' })).toBe(
        'pass',
      );
    });
  },
);
