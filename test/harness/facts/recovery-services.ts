import type { RecoveryServicesVault } from '#facts/recovery-services-vault.ts';

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
