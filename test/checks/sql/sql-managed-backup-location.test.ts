import { sqlManagedBackupLocation } from '#checks/sql/sql-managed-backup-location.ts';
import { longTermBackup, redundancy, sqlManagedInstance } from '../../harness/facts/sql.ts';
import { judges } from './judge-sql.ts';

const stored = (
  current: unknown,
  requested: unknown = current,
  location: unknown = 'northeurope',
) => ({
  sqlManagedInstance: sqlManagedInstance(redundancy(current, requested), { location }),
});
const PAIRED_ELSEWHERE = {
  subscriptionRegions: [
    {
      name: 'northeurope',
      metadata: { regionType: 'Physical', pairedRegion: [{ name: 'uksouth' }] },
    },
  ],
};

// northeurope is Ireland, its pair westeurope the Netherlands.
judges(
  sqlManagedBackupLocation,
  { with: { within: 'EU' }, facts: { sqlManagedLongTermBackups: [], subscriptionRegions: [] } },
  [
    { when: 'both regions lie within', status: 'pass', facts: stored('Geo') },
    {
      when: 'the pair lies outside (trap: only location is read)',
      status: 'fail',
      with: { within: 'IE' },
      facts: stored('GeoZone'),
      reason: /westeurope/u,
    },
    {
      when: 'no copy leaves the region',
      status: 'pass',
      with: { within: 'IE' },
      facts: stored('Zone'),
    },
    {
      when: 'geo-redundancy is only requested',
      status: 'fail',
      with: { within: 'IE' },
      facts: stored('Local', 'Geo'),
    },
    {
      when: 'geo-redundancy is still current',
      status: 'fail',
      with: { within: 'IE' },
      facts: stored('Geo', 'Local'),
    },
    {
      when: 'the own region lies outside',
      status: 'fail',
      facts: stored('Local', 'Local', 'uksouth'),
    },
    {
      when: 'the United Kingdom is in Europe',
      status: 'pass',
      with: { within: 'Europe' },
      facts: stored('Geo', 'Geo', 'UK South'),
    },
    {
      when: 'any of several sets',
      status: 'pass',
      with: { within: ['IE', 'NL'] },
      facts: stored('Geo'),
    },
    {
      when: 'Azure lists another pair than our table',
      status: 'fail',
      facts: { ...stored('Geo'), ...PAIRED_ELSEWHERE },
    },
    {
      when: 'a long-term backup is still geo-redundant',
      status: 'fail',
      with: { within: 'IE' },
      facts: {
        ...stored('Local'),
        sqlManagedLongTermBackups: [longTermBackup({ backupStorageRedundancy: 'Geo' })],
      },
    },
    {
      when: 'a long-term backup does not say',
      status: 'unknown',
      facts: {
        ...stored('Local'),
        sqlManagedLongTermBackups: [longTermBackup({ backupStorageRedundancy: null })],
      },
    },
    {
      when: 'the region has no pair',
      status: 'unknown',
      facts: stored('Geo', 'Geo', 'polandcentral'),
    },
    {
      when: 'the region opened since',
      status: 'unknown',
      facts: stored('Local', 'Local', 'atlantiscentral'),
    },
    {
      when: 'a global location says nothing',
      status: 'unknown',
      facts: stored('Local', 'Local', 'global'),
    },
    { when: 'the location is null', status: 'unknown', facts: stored('Local', 'Local', null) },
    {
      when: 'the current redundancy is missing',
      status: 'unknown',
      facts: stored(undefined, 'Local'),
    },
    {
      when: 'the requested redundancy is missing',
      status: 'unknown',
      facts: {
        sqlManagedInstance: sqlManagedInstance({ currentBackupStorageRedundancy: 'Local' }),
      },
    },
    { when: 'a redundancy of the future', status: 'unknown', facts: stored('GeoTriple') },
  ],
);
