import type { Break } from '../define-resource-type.ts';
import {
  DAILY,
  FIRST_SUNDAY_OF_THE_MONTH,
  keptFor,
  simply,
  WEEKLY,
  WEEKLY_IN_THE_SECOND_FORM,
} from './vault-good.ts';

/** The ways in which the policies of a vault break a promise. */
export const POLICY_BREAKS: readonly Break[] = [
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
    blinds: ['backup-retention'],
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
];
