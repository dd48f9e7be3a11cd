/** The questions on backups that a sentence on databases asks: all of them fail, or no longer know, together. */
export const ON_BACKUPS_OF_DATABASES = [
  'backup-interval',
  'backup-recent',
  'backup-retention',
  'differential-backup',
  'full-backup',
  'log-backup',
  'long-term-retention',
  'monthly-retention',
  'point-in-time-restore',
] as const;
