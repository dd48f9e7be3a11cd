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

/** Parts that are known not to be full backups, lower case. Source: PolicyType, 2026-07-01. */
const NOT_FULL = ['differential', 'incremental', 'log'];

/**
 * What a policy says of full backups: its own schedule for machines, folders and shares, the entries called `Full` for databases in
 * machines; empty when it takes none; undefined for a policy that is not understood.
 */
export function fullBackupsOf({ properties }: BackupPolicy): readonly FullBackups[] | undefined {
  if (properties === null || properties === undefined) return undefined;
  const { schedulePolicy, retentionPolicy, vaultRetentionPolicy } = properties;
  switch (properties.backupManagementType?.toLowerCase() ?? '') {
    case 'azureworkload':
      return partsOf(properties.subProtectionPolicy, 'full', NOT_FULL);
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
    ? partsOf(properties.subProtectionPolicy, 'log', ['full', 'differential', 'incremental'])
    : undefined;
}

type Parts = NonNullable<BackupPolicy['properties']>['subProtectionPolicy'];

// A part of another kind (a snapshot) may stand for the one that is missing: that is not for us to say.
function partsOf(
  parts: Parts,
  kind: string,
  others: readonly string[],
): readonly FullBackups[] | undefined {
  const kindOf = (part: { policyType?: string | null | undefined }): string =>
    part.policyType?.toLowerCase() ?? '';
  const found = parts?.filter((part) => kindOf(part) === kind);
  if (found === undefined || found.length > 0) return found;
  return parts?.every((part) => others.includes(kindOf(part))) === true ? [] : undefined;
}

/** How long every single full backup is kept; undefined when that is not said or not understood. */
export function everyFullKeptFor({
  schedulePolicy,
  retentionPolicy,
}: FullBackups): CalendarDuration | undefined {
  switch (retentionPolicy?.retentionPolicyType ?? '') {
    case 'SimpleRetentionPolicy':
      return toDuration(retentionPolicy?.retentionDuration);
    case 'LongTermRetentionPolicy': {
      const isWeekly = frequencyOf(schedulePolicy) === 'weekly';
      // With a daily schedule the weekly retention keeps one backup of seven.
      const kept = isWeekly ? retentionPolicy?.weeklySchedule : retentionPolicy?.dailySchedule;
      return toDuration(kept?.retentionDuration);
    }
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

type Duration = NonNullable<BackupRetention['retentionDuration']>;

function toDuration(duration: Duration | null | undefined): CalendarDuration | undefined {
  const count = duration?.count ?? 0;
  if (!Number.isInteger(count) || count <= 0) return undefined;
  switch (duration?.durationType ?? '') {
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
