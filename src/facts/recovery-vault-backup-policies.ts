import { z } from 'zod';

const Duration = z.object({ count: z.number().nullish(), durationType: z.string().nullish() });
const Kept = z.object({ retentionDuration: Duration.nullish() });
const Days = z.object({ scheduleRunDays: z.array(z.string().nullable()).nullish() });
const Times = z.object({ scheduleRunTimes: z.array(z.string().nullable()).nullish() });

/** When backups are taken; which members count depends on `schedulePolicyType`. */
const BackupSchedule = z.object({
  schedulePolicyType: z.string().nullish(),
  scheduleFrequencyInMins: z.int().min(0).max(10_080).nullish(),
  scheduleRunFrequency: z.string().nullish(),
  ...Days.shape,
  ...Times.shape,
  /** Every how many weeks; Azure sends 0 for every week. */
  scheduleWeeklyFrequency: z.int().min(0).max(5_163).nullish(),
  /** Hours between backups, and hours of the day within which they are taken. */
  hourlySchedule: z
    .object({
      interval: z.int().min(0).max(24).nullish(),
      scheduleWindowDuration: z.int().min(0).max(24).nullish(),
    })
    .nullish(),
  dailySchedule: Times.nullish(),
  weeklySchedule: z.object({ ...Days.shape, ...Times.shape }).nullish(),
});
export type BackupSchedule = z.infer<typeof BackupSchedule>;

/** How long backups are kept; which members count depends on `retentionPolicyType`. */
const BackupRetention = z.object({
  retentionPolicyType: z.string().nullish(),
  retentionDuration: Duration.nullish(),
  dailySchedule: Kept.nullish(),
  weeklySchedule: Kept.nullish(),
  monthlySchedule: z
    .object({
      ...Kept.shape,
      retentionScheduleFormatType: z.string().nullish(),
      retentionScheduleDaily: z
        .object({
          daysOfTheMonth: z.array(z.object({ date: z.number().nullish() }).nullable()).nullish(),
        })
        .nullish(),
      retentionScheduleWeekly: z
        .object({ weeksOfTheMonth: z.array(z.string().nullable()).nullish() })
        .nullish(),
    })
    .nullish(),
});
export type BackupRetention = z.infer<typeof BackupRetention>;

const Part = z.object({
  schedulePolicy: BackupSchedule.nullish(),
  retentionPolicy: BackupRetention.nullish(),
});

/** One policy of a vault; `subProtectionPolicy` holds full, differential and log backups of databases apart. */
const BackupPolicy = z.object({
  id: z.string().nullish(),
  name: z.string().nullish(),
  properties: z
    .object({
      backupManagementType: z.string().nullish(),
      ...Part.shape,
      vaultRetentionPolicy: z.object({ vaultRetention: BackupRetention.nullish() }).nullish(),
      subProtectionPolicy: z
        .array(z.object({ policyType: z.string().nullish(), ...Part.shape }))
        .nullish(),
    })
    .nullish(),
});
export type BackupPolicy = z.infer<typeof BackupPolicy>;

/** Every backup policy of one vault. Source: Microsoft.RecoveryServices/vaults/backupPolicies, 2026-07-01. */
export const RecoveryVaultBackupPolicies = z.array(BackupPolicy);
export type RecoveryVaultBackupPolicies = z.infer<typeof RecoveryVaultBackupPolicies>;
