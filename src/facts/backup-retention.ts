import type { CalendarDuration } from '#domain/calendar-duration.ts';
import { frequencyOf } from './backup-schedule.ts';
import type {
  BackupPolicy,
  BackupRetention,
  BackupSchedule,
} from './recovery-vault-backup-policies.ts';

/** The part of a policy that takes full backups. */
export interface FullBackups {
  readonly schedulePolicy?: BackupSchedule | null | undefined;
  readonly retentionPolicy?: BackupRetention | null | undefined;
}

/** Kinds of parts, lower case. Source: PolicyType, 2026-07-01. */
const ALONE = ['full', 'differential', 'incremental', 'log'];
/** Full in their way: where there is no `Full`, it is not for us to say whether they stand for it. */
const OTHER_FULL = ['copyonlyfull', 'snapshotfull', 'snapshotcopyonlyfull'];

/**
 * What a policy says of full backups: its own schedule for machines, folders and shares, the entries called `Full` for databases in
 * machines; empty when it takes none; undefined for a policy that is not understood.
 */
export function fullBackupsOf({ properties }: BackupPolicy): readonly FullBackups[] | undefined {
  if (properties === null || properties === undefined) return undefined;
  const { schedulePolicy, retentionPolicy, vaultRetentionPolicy } = properties;
  switch (properties.backupManagementType?.toLowerCase() ?? '') {
    case 'azureworkload':
      return partsOf(properties.subProtectionPolicy, 'full');
    case 'azureiaasvm':
    case 'mab':
      return [{ schedulePolicy, retentionPolicy }];
    case 'azurestorage': {
      // Snapshots stay with the share; what is in the vault has a retention of its own.
      const vaulted = vaultRetentionPolicy?.vaultRetention;
      return [{ schedulePolicy, retentionPolicy: vaulted ?? retentionPolicy }];
    }
    default:
      return undefined;
  }
}

/** The log backups of a database's policy; empty when it takes none; undefined for a policy that is not understood. */
export function logBackupsOf({ properties }: BackupPolicy): readonly FullBackups[] | undefined {
  return properties?.backupManagementType?.toLowerCase() === 'azureworkload'
    ? partsOf(properties.subProtectionPolicy, 'log')
    : undefined;
}

type Parts = NonNullable<BackupPolicy['properties']>['subProtectionPolicy'];

function partsOf(parts: Parts, kind: 'full' | 'log'): readonly FullBackups[] | undefined {
  const kinds = parts?.map(({ policyType }) => policyType?.toLowerCase() ?? '');
  if (kinds?.every((each) => ALONE.includes(each) || OTHER_FULL.includes(each)) !== true) {
    return undefined;
  }
  const found = parts?.filter((_, index) => kinds[index] === kind);
  const isDoubtful = kind === 'full' && kinds.some((each) => OTHER_FULL.includes(each));
  return found?.length === 0 && isDoubtful ? undefined : found;
}

/** How long every single full backup is kept; undefined when that is not said or not understood. */
export function everyFullKeptFor({
  schedulePolicy,
  retentionPolicy,
}: FullBackups): CalendarDuration | undefined {
  switch (retentionPolicy?.retentionPolicyType ?? '') {
    case 'SimpleRetentionPolicy':
      return toDuration(retentionPolicy?.retentionDuration);
    case 'LongTermRetentionPolicy':
      return toDuration(keptBy(retentionPolicy, frequencyOf(schedulePolicy))?.retentionDuration);
    default:
      return undefined;
  }
}

// With a daily schedule the weekly retention keeps one backup of seven.
function keptBy(
  retention: BackupRetention | null | undefined,
  frequency: string,
): NonNullable<BackupRetention['dailySchedule']> | null | undefined {
  switch (frequency) {
    case 'weekly':
      return retention?.weeklySchedule;
    case 'daily':
    case 'hourly':
      return retention?.dailySchedule;
    default:
      return undefined;
  }
}

/** What becomes of the first backup of a month. */
export type MonthlyRetention =
  | { readonly is: 'kept'; readonly for: CalendarDuration }
  | { readonly is: 'none' | 'not-the-first' | 'not-understood' };

/** What a policy's monthly retention keeps; only a rule for the month's first day or first week keeps the first backup. */
export function firstOfMonthKeptFor({ retentionPolicy }: FullBackups): MonthlyRetention {
  const type = retentionPolicy?.retentionPolicyType ?? '';
  if (type === 'SimpleRetentionPolicy') return { is: 'none' };
  if (type !== 'LongTermRetentionPolicy') return { is: 'not-understood' };
  const monthly = retentionPolicy?.monthlySchedule;
  if (monthly === null || monthly === undefined) return { is: 'none' };
  const kept = toDuration(monthly.retentionDuration);
  const isFirst = keepsFirst(monthly);
  if (isFirst === undefined || kept === undefined) return { is: 'not-understood' };
  return isFirst ? { is: 'kept', for: kept } : { is: 'not-the-first' };
}

function keepsFirst(monthly: NonNullable<BackupRetention['monthlySchedule']>): boolean | undefined {
  switch (monthly.retentionScheduleFormatType ?? '') {
    case 'Daily':
      return monthly.retentionScheduleDaily?.daysOfTheMonth?.some((day) => day?.date === 1);
    case 'Weekly':
      return monthly.retentionScheduleWeekly?.weeksOfTheMonth?.includes('First');
    default:
      return undefined;
  }
}

/** What Azure keeps at most, about 99 years. Source: "Backup support matrix", retention limits of policies. */
const LONGEST: ReadonlyMap<string, number> = new Map([
  ['Days', 36_500],
  ['Weeks', 5_200],
  ['Months', 1_200],
  ['Years', 99],
]);

type Duration = NonNullable<BackupRetention['retentionDuration']>;

function toDuration(duration: Duration | null | undefined): CalendarDuration | undefined {
  const count = duration?.count ?? 0;
  const type = duration?.durationType ?? '';
  // Beyond Azure's own bounds it is a number, but no retention.
  if (!Number.isInteger(count) || count <= 0 || count > (LONGEST.get(type) ?? 0)) return undefined;
  switch (type) {
    case 'Days':
      return { months: 0, days: count };
    case 'Weeks':
      return { months: 0, days: 7 * count };
    case 'Months':
      return { months: count, days: 0 };
    case 'Years':
      return { months: 12 * count, days: 0 };
    default:
      return undefined;
  }
}
