import { ON_BACKUPS_OF_DATABASES } from '../backup-questions.ts';
import type { Break } from '../define-resource-type.ts';
import { POLICY_BREAKS } from './vault-policy-breaks.ts';

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
  ...POLICY_BREAKS,
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
