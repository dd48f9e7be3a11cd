import type { Good } from '../define-resource-type.ts';

const GROUP = '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers';
const VAULT = `${GROUP}/Microsoft.RecoveryServices/vaults/rsv`;
const ITEMS = `${VAULT}/backupFabrics/Azure/protectionContainers`;
const MACHINE = `${GROUP}/Microsoft.Compute/virtualMachines/vm`;
const ACCOUNT = `${GROUP}/Microsoft.Storage/storageAccounts/files`;

/** Once a day. */
export const DAILY = {
  schedulePolicyType: 'SimpleSchedulePolicy',
  scheduleRunFrequency: 'Daily',
  scheduleRunTimes: ['2026-01-01T01:00:00Z'],
  scheduleWeeklyFrequency: 0,
};
/** On one night of the week. */
export const WEEKLY = { ...DAILY, scheduleRunFrequency: 'Weekly', scheduleRunDays: ['Sunday'] };
/** The same as machines' newer policies say it. */
export const WEEKLY_IN_THE_SECOND_FORM = {
  schedulePolicyType: 'SimpleSchedulePolicyV2',
  scheduleRunFrequency: 'Weekly',
  weeklySchedule: { scheduleRunDays: ['Sunday'], scheduleRunTimes: ['2026-01-01T01:00:00Z'] },
};
const TWICE_A_DAY = {
  schedulePolicyType: 'SimpleSchedulePolicyV2',
  scheduleRunFrequency: 'Hourly',
  hourlySchedule: {
    interval: 12,
    scheduleWindowStartTime: '2026-01-01T00:00:00Z',
    scheduleWindowDuration: 24,
  },
};

function kept(count: number, durationType = 'Days') {
  return { retentionDuration: { count, durationType } };
}

/** All kept alike. */
export function simply(days: number) {
  return { retentionPolicyType: 'SimpleRetentionPolicy', ...kept(days) };
}

/** All kept for some days, and the first of the month for some months. */
export function keptFor(days: number, months: number) {
  return {
    retentionPolicyType: 'LongTermRetentionPolicy',
    dailySchedule: kept(days),
    weeklySchedule: kept(days),
    monthlySchedule: {
      retentionScheduleFormatType: 'Daily',
      retentionScheduleDaily: { daysOfTheMonth: [{ date: 1, isLast: false }] },
      ...kept(months, 'Months'),
    },
  };
}

/** Every backup for 35 days, and of each month the first Sunday's, which need not be its first. */
export const FIRST_SUNDAY_OF_THE_MONTH = {
  retentionPolicyType: 'LongTermRetentionPolicy',
  weeklySchedule: kept(35),
  monthlySchedule: {
    retentionScheduleFormatType: 'Weekly',
    retentionScheduleWeekly: { daysOfTheWeek: ['Sunday'], weeksOfTheMonth: ['First'] },
    ...kept(3, 'Months'),
  },
};

/** A vault that protects a machine, a database in it, and a file share; each by a policy of its own. */
export const GOOD: Good = {
  id: VAULT,
  bodies: {
    vault: {
      location: 'northeurope',
      properties: {
        publicNetworkAccess: 'Disabled',
        encryption: {
          keyVaultProperties: { keyUri: 'https://kv.vault.azure.net/keys/backups' },
          infrastructureEncryption: 'Enabled',
        },
        redundancySettings: {
          standardTierStorageRedundancy: 'GeoRedundant',
          crossRegionRestore: 'Enabled',
        },
        securitySettings: {
          softDeleteSettings: { softDeleteState: 'AlwaysON', softDeleteRetentionPeriodInDays: 14 },
          immutabilitySettings: { state: 'Locked' },
        },
      },
    },
    regions: [],
    items: [
      {
        id: `${ITEMS}/vm/protectedItems/vm`,
        name: 'VM;iaasvmcontainerv2;rg;vm',
        properties: {
          protectedItemType: 'Microsoft.Compute/virtualMachines',
          backupManagementType: 'AzureIaasVM',
          workloadType: 'VM',
          friendlyName: 'vm',
          sourceResourceId: MACHINE,
          virtualMachineId: MACHINE,
          policyId: `${VAULT}/backupPolicies/machines`,
          protectionState: 'Protected',
          lastBackupStatus: 'Completed',
          lastRecoveryPoint: '2026-11-21T02:00:00Z',
        },
      },
      {
        id: `${ITEMS}/vm/protectedItems/orders`,
        name: 'SQLDataBase;mssqlserver;orders',
        properties: {
          protectedItemType: 'AzureVmWorkloadSQLDatabase',
          backupManagementType: 'AzureWorkload',
          workloadType: 'SQLDataBase',
          containerName: 'VMAppContainer;Compute;rg;vm',
          friendlyName: 'orders',
          sourceResourceId: MACHINE,
          policyId: `${VAULT}/backupPolicies/databases`,
          protectionState: 'Protected',
          lastBackupStatus: 'Healthy',
          lastRecoveryPoint: '2026-11-21T05:45:00Z',
        },
      },
      {
        id: `${ITEMS}/files/protectedItems/share`,
        name: 'AzureFileShare;share',
        properties: {
          protectedItemType: 'AzureFileShareProtectedItem',
          backupManagementType: 'AzureStorage',
          workloadType: 'AzureFileShare',
          containerName: 'StorageContainer;Storage;rg;files',
          friendlyName: 'share',
          sourceResourceId: ACCOUNT,
          policyId: `${VAULT}/backupPolicies/shares`,
          protectionState: 'Protected',
          lastBackupStatus: 'Completed',
          lastRecoveryPoint: '2026-11-21T02:00:00Z',
        },
      },
    ],
    policies: [
      {
        id: `${VAULT}/backupPolicies/machines`,
        name: 'machines',
        properties: {
          backupManagementType: 'AzureIaasVM',
          schedulePolicy: DAILY,
          retentionPolicy: keptFor(30, 3),
        },
      },
      {
        id: `${VAULT}/backupPolicies/databases`,
        name: 'databases',
        properties: {
          backupManagementType: 'AzureWorkload',
          workLoadType: 'SQLDataBase',
          subProtectionPolicy: [
            { policyType: 'Full', schedulePolicy: WEEKLY, retentionPolicy: keptFor(35, 3) },
            {
              policyType: 'Differential',
              schedulePolicy: TWICE_A_DAY,
              retentionPolicy: simply(30),
            },
            {
              policyType: 'Log',
              schedulePolicy: {
                schedulePolicyType: 'LogSchedulePolicy',
                scheduleFrequencyInMins: 15,
              },
              retentionPolicy: simply(15),
            },
          ],
        },
      },
      {
        id: `${VAULT}/backupPolicies/shares`,
        name: 'shares',
        properties: {
          backupManagementType: 'AzureStorage',
          workLoadType: 'AzureFileShare',
          schedulePolicy: DAILY,
          vaultRetentionPolicy: { snapshotRetentionInDays: 5, vaultRetention: keptFor(30, 3) },
        },
      },
    ],
    settings: [
      {
        name: 'backup',
        properties: {
          workspaceId: `${GROUP}/Microsoft.OperationalInsights/workspaces/log`,
          logs: [{ category: 'AddonAzureBackupJobs', enabled: true }],
        },
      },
    ],
  },
};
