import { DRAFTIT, recoveryVaultOf } from '../../harness/estates.ts';
import { type MatrixRow, made, set } from './breakage.ts';

const POLICIES = 'Microsoft.RecoveryServices/vaults/backupPolicies';
const ITEMS = 'Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems';

/** What the good estate's policy of databases in machines says, part by part. */
const GOOD = {
  schedule: {
    schedulePolicyType: 'SimpleSchedulePolicy',
    scheduleRunFrequency: 'Daily',
    scheduleRunTimes: ['2026-01-01T01:00:00Z'],
    scheduleWeeklyFrequency: 0,
  },
  days: 30,
  months: 3,
  minutes: 60,
};

function policyOf({ schedule, days, months, minutes }: typeof GOOD): Record<string, unknown> {
  return {
    backupManagementType: 'AzureWorkload',
    subProtectionPolicy: [
      {
        policyType: 'Full',
        schedulePolicy: schedule,
        retentionPolicy: {
          retentionPolicyType: 'LongTermRetentionPolicy',
          // Whichever of the two the schedule asks for.
          dailySchedule: { retentionDuration: { count: days, durationType: 'Days' } },
          weeklySchedule: { retentionDuration: { count: days, durationType: 'Days' } },
          monthlySchedule: {
            retentionScheduleFormatType: 'Daily',
            retentionScheduleDaily: { daysOfTheMonth: [{ date: 1, isLast: false }] },
            retentionDuration: { count: months, durationType: 'Months' },
          },
        },
      },
      {
        policyType: 'Log',
        schedulePolicy: {
          schedulePolicyType: 'LogSchedulePolicy',
          scheduleFrequencyInMins: minutes,
        },
      },
    ],
  };
}

/** A bad policy of the one vault that protects a database in a machine. */
function policyRow(title: string, bad: Partial<typeof GOOD>, checks: readonly string[]): MatrixRow {
  return {
    title,
    resourceType: POLICIES,
    in: (service) => {
      if (service.document !== DRAFTIT.document) return undefined;
      const resource = recoveryVaultOf(service);
      return set(
        `${resource}/backupPolicies/sql-in-vm`,
        policyOf({ ...GOOD, ...bad }),
        policyOf(GOOD),
        checks.map((check) => ({ check, resource })),
      );
    },
  };
}

const WEEKLY = { ...GOOD.schedule, scheduleRunFrequency: 'Weekly', scheduleRunDays: ['Sunday'] };

/** What Recovery Services vaults protect, and by which policies. */
export const PROTECTED_ITEM_ROWS: readonly MatrixRow[] = [
  policyRow('A database in a machine is backed up in full once a week', { schedule: WEEKLY }, [
    'full-backup',
  ]),
  policyRow('The log of a database in a machine is backed up every two hours', { minutes: 120 }, [
    'log-backup',
  ]),
  policyRow('Full backups of a database in a machine are kept for 9 days', { days: 9 }, [
    'backup-retention',
  ]),
  policyRow('The first backup of the month is kept for one month', { months: 1 }, [
    'monthly-retention',
  ]),
  {
    title: 'The protection of a database in a machine is stopped',
    resourceType: ITEMS,
    in: (service) => {
      const resource = recoveryVaultOf(service);
      const properties = {
        protectedItemType: 'AzureVmWorkloadSQLDatabase',
        backupManagementType: 'AzureWorkload',
        workloadType: 'SQLDataBase',
        containerName: 'box',
        friendlyName: 'stopped',
        protectionState: 'ProtectionStopped',
      };
      const id = `${resource}/backupFabrics/Azure/protectionContainers/box/protectedItems/stopped`;
      return made(
        [{ id, body: { properties } }],
        [
          'backup-recent',
          'backup-interval',
          'backup-retention',
          'point-in-time-restore',
          'full-backup',
          'differential-backup',
          'log-backup',
          'long-term-retention',
          'monthly-retention',
        ].map((check) => ({ check, resource })),
      );
    },
  },
];
