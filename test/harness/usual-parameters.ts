/** The parameters under which each question is asked of the examples of the resource types; absent: those by default. */
export const USUAL: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  location: { within: 'EEA' },
  'regional-redundancy': { within: 'EEA' },
  'geo-redundant-backup': { within: 'EEA' },
  'backup-recent': { hours: 26 },
  'backup-interval': { every: 'P1D' },
  'point-in-time-restore': { days: 14 },
  'full-backup': { every: 'P7D' },
  'differential-backup': { every: 'PT12H' },
  'log-backup': { every: 'PT60M' },
  'backup-retention': { days: 10 },
  'long-term-retention': { atLeast: 'P1M' },
  'monthly-retention': { atLeast: 'P2M' },
  'deletion-protection': { days: 7 },
  'platform-availability': { atLeast: 99.9 },
  'end-user-availability': { atLeast: 98.5 },
};
