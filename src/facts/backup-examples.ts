/** Backup of a SQL Server database in a virtual machine as Azure sends it, for the examples of checks. */

const VAULT =
  '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-orders/providers/Microsoft.RecoveryServices/vaults/rsv-orders';

/** One database that is protected by `examplePolicies`; `properties` replace or add members. */
export function exampleItems(properties: Readonly<Record<string, unknown>> = {}): unknown {
  const container = 'VMAppContainer;Compute;rg-orders;vm-orders';
  return [
    {
      id: `${VAULT}/backupFabrics/Azure/protectionContainers/${container}/protectedItems/SQLDataBase;mssqlserver;orders`,
      name: 'SQLDataBase;mssqlserver;orders',
      properties: {
        protectedItemType: 'AzureVmWorkloadSQLDatabase',
        backupManagementType: 'AzureWorkload',
        friendlyName: 'orders',
        policyId: `${VAULT}/backupPolicies/daily`,
        protectionState: 'Protected',
        lastBackupStatus: 'Healthy',
        lastRecoveryPoint: '2026-11-21T02:00:00Z',
        ...properties,
      },
    },
  ];
}

/** A policy of daily full and hourly log backups; each member replaces the part of that name. */
export function examplePolicies(
  parts: { readonly schedule?: unknown; readonly retention?: unknown; readonly log?: unknown } = {},
): unknown {
  return [
    {
      id: `${VAULT}/backupPolicies/daily`,
      name: 'daily',
      properties: {
        backupManagementType: 'AzureWorkload',
        subProtectionPolicy: [
          {
            policyType: 'Full',
            schedulePolicy: parts.schedule ?? {
              schedulePolicyType: 'SimpleSchedulePolicy',
              scheduleRunFrequency: 'Daily',
              scheduleRunTimes: ['2026-01-01T01:00:00Z'],
              scheduleWeeklyFrequency: 0,
            },
            retentionPolicy: parts.retention ?? {
              retentionPolicyType: 'LongTermRetentionPolicy',
              dailySchedule: { retentionDuration: { count: 30, durationType: 'Days' } },
              monthlySchedule: {
                retentionScheduleFormatType: 'Daily',
                retentionScheduleDaily: { daysOfTheMonth: [{ date: 1, isLast: false }] },
                retentionDuration: { count: 3, durationType: 'Months' },
              },
            },
          },
          {
            policyType: 'Log',
            schedulePolicy: parts.log ?? {
              schedulePolicyType: 'LogSchedulePolicy',
              scheduleFrequencyInMins: 60,
            },
          },
        ],
      },
    },
  ];
}
