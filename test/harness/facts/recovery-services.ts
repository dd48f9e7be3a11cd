import { exampleItems, examplePolicies } from '#facts/backup-examples.ts';
import type { RecoveryServicesVault } from '#facts/recovery-services-vault.ts';
import {
  type BackupSchedule,
  RecoveryVaultBackupPolicies,
} from '#facts/recovery-vault-backup-policies.ts';
import { RecoveryVaultProtectedItems } from '#facts/recovery-vault-protected-items.ts';

/** A vault by the book: geo-redundant, soft delete for ever on, locked. */
export function recoveryServicesVault(
  properties: NonNullable<RecoveryServicesVault['properties']> = {},
): RecoveryServicesVault {
  return {
    properties: {
      redundancySettings: {
        standardTierStorageRedundancy: 'GeoRedundant',
        crossRegionRestore: 'Enabled',
      },
      securitySettings: {
        softDeleteSettings: { softDeleteState: 'AlwaysON', softDeleteRetentionPeriodInDays: 14 },
        immutabilitySettings: { state: 'Locked' },
      },
      ...properties,
    },
  };
}

/** The database of the examples in a vault by the book, with other members. */
export function protectedItems(
  ...items: readonly Readonly<Record<string, unknown>>[]
): RecoveryVaultProtectedItems {
  return items.flatMap((properties) => RecoveryVaultProtectedItems.parse(exampleItems(properties)));
}

/** The policy of the examples, of another kind of backup where that is given. */
export function backupPolicies(
  parts: Parameters<typeof examplePolicies>[0] = {},
  properties?: Readonly<Record<string, unknown>>,
): RecoveryVaultBackupPolicies {
  const policies = RecoveryVaultBackupPolicies.parse(examplePolicies(parts));
  if (properties === undefined) return policies;
  return RecoveryVaultBackupPolicies.parse(policies.map((policy) => ({ ...policy, properties })));
}

/** A schedule once a day. */
export const DAILY = {
  schedulePolicyType: 'SimpleSchedulePolicy',
  scheduleRunFrequency: 'Daily',
  scheduleRunTimes: ['2026-01-01T01:00:00Z'],
};

/** A schedule on these days of every week. */
export function weekly(...scheduleRunDays: string[]): BackupSchedule {
  return {
    ...DAILY,
    scheduleRunFrequency: 'Weekly',
    scheduleRunDays,
    scheduleWeeklyFrequency: 0,
  };
}

export function kept(count: number | null, durationType: string | null = 'Days') {
  return { retentionDuration: { count, durationType } };
}
