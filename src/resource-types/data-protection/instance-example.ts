import type { Good } from '../define-resource-type.ts';

const GROUP = '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers';
export const VAULT_ID = `${GROUP}/Microsoft.DataProtection/backupVaults/bv`;
const POLICY_ID = `${VAULT_ID}/backupPolicies/disks`;

/** A rule that keeps what bears its tag. */
function retentionRule(name: string, duration: string): object {
  const store = { dataStoreType: 'OperationalStore', objectType: 'DataStoreInfoBase' };
  const deleteAfter = { objectType: 'AbsoluteDeleteOption', duration };
  return {
    objectType: 'AzureRetentionRule',
    name,
    isDefault: name === 'Default',
    lifecycles: [{ sourceDataStore: store, deleteAfter }],
  };
}

/** An instance of a disk that keeps every promise. */
export const INSTANCE: Good = {
  id: `${VAULT_ID}/backupInstances/db`,
  bodies: {
    instance: {
      properties: {
        friendlyName: 'db',
        dataSourceInfo: {
          resourceID: `${GROUP}/Microsoft.Compute/disks/db`,
          datasourceType: 'Microsoft.Compute/disks',
        },
        policyInfo: { policyId: POLICY_ID },
        currentProtectionState: 'ProtectionConfigured',
      },
    },
    policies: [
      {
        id: POLICY_ID,
        properties: {
          datasourceTypes: ['Microsoft.Compute/disks'],
          policyRules: [
            {
              objectType: 'AzureBackupRule',
              name: 'BackupDaily',
              backupParameters: { objectType: 'AzureBackupParams', backupType: 'Incremental' },
              dataStore: { dataStoreType: 'OperationalStore', objectType: 'DataStoreInfoBase' },
              trigger: {
                objectType: 'ScheduleBasedTriggerContext',
                schedule: { repeatingTimeIntervals: ['R/2026-01-05T02:00:00+00:00/P1D'] },
                taggingCriteria: [
                  { isDefault: true, tagInfo: { tagName: 'Default' } },
                  {
                    isDefault: false,
                    tagInfo: { tagName: 'Monthly' },
                    criteria: [{ absoluteCriteria: ['FirstOfMonth'] }],
                  },
                ],
              },
            },
            retentionRule('Default', 'P3M'),
            retentionRule('Monthly', 'P10Y'),
          ],
        },
      },
    ],
    points: [
      { properties: { recoveryPointTime: '2026-11-20T02:10:00Z' } },
      { properties: { recoveryPointTime: '2026-11-21T02:10:00Z' } },
    ],
  },
};
