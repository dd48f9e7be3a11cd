import { type Json, memberOf } from '../json.ts';
import { givenOver, type ResourceType, type SettingType } from './resource-type.ts';

/** Accepted beside the versions of the shape table. */
const VERSIONS = [
  '2016-06-01',
  '2021-12-01',
  '2022-10-01',
  '2023-01-01',
  '2023-02-01',
  '2023-04-01',
  '2023-06-01',
  '2024-04-01',
  '2025-02-01',
  '2026-07-01',
];

const HOUR_MS = 3_600_000;

/** Where the vault's backups are: follows its redundancy settings unless written. */
const storageConfig: SettingType = {
  segment: 'backupstorageconfig',
  name: 'vaultstorageconfig',
  compose: (vault, given) => {
    const properties = memberOf(vault.given, 'properties');
    const redundancy = memberOf(properties, 'redundancySettings');
    const type = redundancy['standardTierStorageRedundancy'] ?? 'GeoRedundant';
    return {
      properties: {
        storageModelType: type,
        storageType: type,
        storageTypeState: 'Locked',
        crossRegionRestoreFlag: redundancy['crossRegionRestore'] === 'Enabled',
        dedupState: 'Disabled',
        xcoolState: 'Disabled',
        ...given?.properties,
      },
    };
  },
};

/** Soft delete of the vault: follows its security settings unless written. */
const vaultConfig: SettingType = {
  segment: 'backupconfig',
  name: 'vaultconfig',
  compose: (vault, given) => {
    const security = memberOf(memberOf(vault.given, 'properties'), 'securitySettings');
    const softDelete = memberOf(security, 'softDeleteSettings');
    const state = softDelete['softDeleteState'] ?? 'Enabled';
    return {
      properties: {
        enhancedSecurityState: state === 'Disabled' ? 'Disabled' : 'Enabled',
        softDeleteFeatureState: state,
        softDeleteRetentionPeriodInDays: softDelete['softDeleteRetentionPeriodInDays'] ?? 14,
        isSoftDeleteFeatureStateEditable: state !== 'AlwaysON',
        ...given?.properties,
      },
    };
  },
};

/** A Recovery Services vault. */
export const recoveryVault: ResourceType = {
  type: 'Microsoft.RecoveryServices/vaults',
  isTracked: true,
  versions: VERSIONS,
  settings: [storageConfig, vaultConfig],
  pageSize: 100,
  compose: (vault) => {
    const composed = givenOver(
      vault,
      { location: vault.location, tags: {}, sku: { name: 'RS0', tier: 'Standard' } },
      {
        provisioningState: 'Succeeded',
        privateEndpointStateForBackup: 'None',
        privateEndpointStateForSiteRecovery: 'None',
        publicNetworkAccess: 'Enabled',
      },
    );
    const properties = memberOf(composed, 'properties');
    return {
      ...composed,
      properties: {
        ...properties,
        redundancySettings: {
          standardTierStorageRedundancy: 'GeoRedundant',
          crossRegionRestore: 'Disabled',
          ...memberOf(properties, 'redundancySettings'),
        },
        securitySettings: {
          softDeleteSettings: { softDeleteState: 'Enabled', softDeleteRetentionPeriodInDays: 14 },
          multiUserAuthorization: 'Disabled',
          ...memberOf(properties, 'securitySettings'),
        },
      },
    };
  },
};

/** A backup policy, as given. */
export const backupPolicy: ResourceType = {
  type: 'Microsoft.RecoveryServices/vaults/backupPolicies',
  isTracked: false,
  versions: VERSIONS,
  settings: [],
  pageSize: 100,
  compose: (policy) => givenOver(policy, {}, {}),
};

/** A protected item: listed at the vault, named below its container. */
export const protectedItem: ResourceType = {
  type: 'Microsoft.RecoveryServices/vaults/backupProtectedItems',
  isTracked: false,
  versions: VERSIONS,
  settings: [],
  pageSize: 100,
  compose: (item, { now }) => givenOver(item, {}, lastRun(memberOf(item.given, 'properties'), now)),
  identify: (item) => {
    const container = memberOf(item.given, 'properties')['containerName'];
    return {
      id: `${item.parent?.id}/backupFabrics/Azure/protectionContainers/${String(container)}/protectedItems/${item.name}`,
      type: 'Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems',
    };
  },
};

/** A protected database is backed up every full hour, by its log; other kinds say themselves when they were. */
function lastRun(properties: Json, now: Date): Json {
  const isBackedUp =
    properties['backupManagementType'] === 'AzureWorkload' &&
    properties['protectionState'] === 'Protected';
  if (!isBackedUp) return {};
  const at = new Date(Math.floor(now.getTime() / HOUR_MS) * HOUR_MS).toISOString();
  return { lastBackupStatus: 'Healthy', lastBackupTime: at, lastRecoveryPoint: at };
}
