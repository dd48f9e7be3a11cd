import type { Break } from '../define-resource-type.ts';

const TAKEN = ['backup-interval', 'backup-recent', 'backup-retention', 'monthly-retention'];
const INTERVALS = '0/properties/policyRules/0/trigger/schedule/repeatingTimeIntervals';
const KEPT = 'lifecycles/0/deleteAfter/duration';

/** The ways to break a backup instance. */
export const INSTANCE_BREAKS: readonly Break[] = [
  ...['ProtectionStopped', 'BackupSchedulesSuspended', 'SoftDeleted'].map((state) => ({
    as: `is backed up no more: ${state}`,
    set: { instance: { 'properties/currentProtectionState': state } },
    breaks: TAKEN,
  })),
  {
    as: 'is in error',
    set: { instance: { 'properties/currentProtectionState': 'ProtectionError' } },
    breaks: [],
    blinds: TAKEN,
  },
  {
    as: 'is backed up on one day of the week',
    set: { policies: { [INTERVALS]: ['R/2026-01-05T02:00:00+00:00/P1W'] } },
    breaks: ['backup-interval'],
  },
  {
    as: 'is backed up on two days of the week, four days apart',
    set: {
      policies: {
        [INTERVALS]: ['R/2026-01-05T02:00:00+00:00/P1W', 'R/2026-01-08T02:00:00+00:00/P1W'],
      },
    },
    breaks: ['backup-interval'],
    with: { 'backup-interval': { every: 'P3D' } },
  },
  {
    as: 'keeps each backup for a week, and the first of the month for one month',
    set: {
      policies: {
        [`0/properties/policyRules/1/${KEPT}`]: 'P7D',
        [`0/properties/policyRules/2/${KEPT}`]: 'P1M',
      },
    },
    breaks: ['backup-retention', 'monthly-retention'],
  },
  {
    as: 'is backed up by a policy that its vault does not have',
    set: { instance: { 'properties/policyInfo/policyId': '/another' } },
    breaks: [],
    blinds: ['backup-interval', 'backup-retention', 'monthly-retention'],
  },
  {
    as: 'has a policy that takes nothing',
    set: { policies: { '0/properties/policyRules/0/objectType': 'AzureRetentionRule' } },
    breaks: [],
    blinds: ['backup-interval', 'backup-retention', 'monthly-retention'],
  },
  {
    as: 'has an old recovery point',
    set: {
      points: { '': [{ properties: { recoveryPointTime: '2026-11-18T02:10:00Z' } }] },
    },
    breaks: ['backup-recent'],
  },
  {
    as: 'has a recovery point that was taken in part alone',
    set: {
      points: {
        '0/properties/recoveryPointTime': '2026-11-18T02:10:00Z',
        '1/properties/recoveryPointState': 'Partial',
      },
    },
    breaks: ['backup-recent'],
  },
  {
    as: 'is of a PostgreSQL server, and kept for a week',
    set: {
      instance: {
        'properties/dataSourceInfo/datasourceType': 'Microsoft.DBforPostgreSQL/flexibleServers',
      },
      policies: {
        '0/properties/policyRules/0/dataStore/dataStoreType': 'VaultStore',
        [INTERVALS]: ['R/2026-01-05T02:00:00+00:00/P1W'],
        [`0/properties/policyRules/1/${KEPT}`]: 'P7D',
        [`0/properties/policyRules/2/${KEPT}`]: 'P7D',
      },
    },
    breaks: ['long-term-retention', 'monthly-retention'],
  },
  {
    as: 'has no recovery point',
    set: { points: { '': [] } },
    breaks: [],
    blinds: ['backup-recent'],
  },
];
