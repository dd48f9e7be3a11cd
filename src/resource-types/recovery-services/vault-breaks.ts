import { ON_BACKUPS_OF_DATABASES } from '../backup-questions.ts';
import type { Break } from '../define-resource-type.ts';
import {
  DAILY,
  FIRST_SUNDAY_OF_THE_MONTH,
  keptFor,
  simply,
  WEEKLY,
  WEEKLY_IN_THE_SECOND_FORM,
} from './vault-good.ts';

/** Each way in which it can break a promise. */
export const BREAKS: readonly Break[] = [
  {
    as: 'lies in the United States',
    set: { vault: { location: 'eastus' } },
    breaks: ['geo-redundant-backup', 'location', 'regional-redundancy'],
  },
  {
    as: 'keeps one region',
    set: {
      vault: {
        'properties/redundancySettings/standardTierStorageRedundancy': 'ZoneRedundant',
      },
    },
    breaks: ['geo-redundant-backup', 'regional-redundancy'],
  },
  {
    as: 'has a second region that Azure does not name',
    set: { vault: { 'properties/regionOfChoiceSettings': { status: 'Enabled' } } },
    breaks: [],
    blinds: ['geo-redundant-backup', 'location', 'regional-redundancy'],
  },
  {
    as: 'restores in its own region only',
    set: { vault: { 'properties/redundancySettings/crossRegionRestore': 'Disabled' } },
    breaks: ['cross-region-restore'],
  },
  {
    as: 'lets deleted backups go at once',
    set: {
      vault: { 'properties/securitySettings/softDeleteSettings/softDeleteState': 'Disabled' },
    },
    breaks: ['deletion-protection'],
  },
  {
    as: 'lets backups be deleted before their time',
    set: { vault: { 'properties/securitySettings/immutabilitySettings/state': 'Disabled' } },
    breaks: ['deletion-protection'],
    with: { 'deletion-protection': { immutability: 'unlocked' } },
  },
  {
    as: 'is immutable for a time of its own',
    set: {
      vault: {
        'properties/securitySettings/immutabilitySettings/configuration': {
          type: 'TimeBased',
          durationInDays: 30,
        },
      },
    },
    breaks: [],
    blinds: ['deletion-protection'],
    with: { 'deletion-protection': { immutability: 'locked' } },
  },
  {
    as: "is encrypted under the platform's own key",
    set: { vault: { 'properties/encryption': undefined } },
    breaks: ['customer-keys'],
  },
  {
    as: 'is open to the internet',
    set: { vault: { 'properties/publicNetworkAccess': 'Enabled' } },
    breaks: ['network-isolation'],
  },
  { as: 'writes no log', set: { settings: { '': [] } }, breaks: ['access-logging'] },
  {
    as: 'backs a machine up no more',
    set: { items: { '0/properties/protectionState': 'ProtectionStopped' } },
    breaks: ['backup-interval', 'backup-recent', 'backup-retention', 'monthly-retention'],
  },
  {
    as: 'backs a database up no more',
    set: { items: { '1/properties/protectionState': 'BackupsSuspended' } },
    breaks: ON_BACKUPS_OF_DATABASES,
  },
  {
    as: 'is about to delete the backups of a share',
    set: { items: { '2/properties/isScheduledForDeferredDelete': true } },
    breaks: ['backup-interval', 'backup-recent', 'backup-retention', 'monthly-retention'],
  },
  {
    as: 'has an old restore point',
    set: { items: { '0/properties/lastRecoveryPoint': '2026-11-01T02:00:00Z' } },
    breaks: ['backup-recent'],
  },
  {
    as: 'does not say how the last run ended',
    set: { items: { '0/properties/lastBackupStatus': 'CompletedWithWarnings' } },
    breaks: [],
    blinds: ['backup-recent'],
  },
  {
    as: 'has a machine whose first backup is still to come',
    set: { items: { '0/properties/protectionState': 'IRPending' } },
    breaks: [],
    blinds: ['backup-interval', 'backup-recent', 'backup-retention', 'monthly-retention'],
  },
  {
    as: 'has a database of a policy that it does not name',
    set: { items: { '1/properties/policyId': '/elsewhere' } },
    breaks: [],
    blinds: [
      'backup-interval',
      'backup-retention',
      'differential-backup',
      'full-backup',
      'log-backup',
      'long-term-retention',
      'monthly-retention',
      'point-in-time-restore',
    ],
  },
  {
    as: 'trap: backs a machine up on one night of the week, and that was the last',
    set: { policies: { '0/properties/schedulePolicy': WEEKLY } },
    breaks: ['backup-interval'],
  },
  {
    as: 'backs a machine up on one night of the week, by a policy of the second form',
    set: { policies: { '0/properties/schedulePolicy': WEEKLY_IN_THE_SECOND_FORM } },
    breaks: ['backup-interval'],
  },
  {
    as: 'takes the full backups of a database on one night of the week, by a policy of the second form, and keeps the first Sunday of a month',
    set: {
      policies: {
        '1/properties/subProtectionPolicy/0/schedulePolicy': WEEKLY_IN_THE_SECOND_FORM,
        '1/properties/subProtectionPolicy/0/retentionPolicy': FIRST_SUNDAY_OF_THE_MONTH,
      },
    },
    breaks: [],
  },
  {
    as: 'takes a full backup of a database each day, by a policy of the second form, and keeps it for 9 days',
    set: {
      policies: {
        '1/properties/subProtectionPolicy/0/schedulePolicy': {
          schedulePolicyType: 'SimpleSchedulePolicyV2',
          scheduleRunFrequency: 'Daily',
          dailySchedule: { scheduleRunTimes: ['2026-01-01T01:00:00Z'] },
        },
        '1/properties/subProtectionPolicy/0/retentionPolicy': keptFor(9, 3),
      },
    },
    breaks: ['backup-retention', 'long-term-retention'],
  },
  {
    as: 'keeps every backup of a machine for 9 days',
    set: { policies: { '0/properties/retentionPolicy': simply(9) } },
    breaks: ['backup-retention', 'monthly-retention'],
  },
  {
    as: 'keeps the backups of a share in the vault for 9 days',
    set: { policies: { '2/properties/vaultRetentionPolicy/vaultRetention': simply(9) } },
    breaks: ['backup-retention', 'monthly-retention'],
  },
  {
    as: 'keeps the first Sunday of a month of a share in the vault',
    set: {
      policies: { '2/properties/vaultRetentionPolicy/vaultRetention': FIRST_SUNDAY_OF_THE_MONTH },
    },
    breaks: [],
  },
  {
    as: 'takes a full backup of a database every second week',
    set: {
      policies: {
        '1/properties/subProtectionPolicy/0/schedulePolicy/scheduleWeeklyFrequency': 2,
      },
    },
    breaks: ['full-backup'],
  },
  {
    as: 'takes a differential backup of a database once a day',
    set: { policies: { '1/properties/subProtectionPolicy/1/schedulePolicy': DAILY } },
    breaks: ['differential-backup'],
  },
  {
    as: 'takes a log backup of a database every two hours',
    set: {
      policies: {
        '1/properties/subProtectionPolicy/2/schedulePolicy/scheduleFrequencyInMins': 120,
      },
    },
    breaks: ['log-backup'],
  },
  {
    as: 'keeps the logs of a database for a week',
    set: { policies: { '1/properties/subProtectionPolicy/2/retentionPolicy': simply(7) } },
    breaks: ['point-in-time-restore'],
  },
  {
    as: 'keeps the backups of a machine for 9 days',
    set: { policies: { '0/properties/retentionPolicy': keptFor(9, 3) } },
    breaks: ['backup-retention'],
  },
  {
    as: 'keeps the full backups of a database for 30 days, which are no month',
    set: { policies: { '1/properties/subProtectionPolicy/0/retentionPolicy': keptFor(30, 3) } },
    breaks: ['long-term-retention'],
  },
  {
    as: 'keeps the first backup of the month for one month',
    set: { policies: { '0/properties/retentionPolicy': keptFor(30, 1) } },
    breaks: ['monthly-retention'],
  },
  {
    as: 'leaves a disk of a machine out',
    set: {
      items: {
        '0/properties/extendedProperties': {
          diskExclusionProperties: { diskLunList: [1], isInclusionList: false },
        },
      },
    },
    breaks: [],
    blinds: ['backup-interval', 'backup-recent', 'backup-retention', 'monthly-retention'],
  },
  {
    as: 'has a machine on which its policy is not in force',
    set: { items: { '0/properties/extendedInfo': { policyInconsistent: true } } },
    breaks: [],
    blinds: ['backup-interval', 'backup-retention', 'monthly-retention'],
  },
  {
    as: 'has a database that keeps no log',
    set: { items: { '1/properties/extendedInfo': { recoveryModel: 'SIMPLE' } } },
    breaks: [],
    blinds: ['log-backup', 'point-in-time-restore'],
  },
];
