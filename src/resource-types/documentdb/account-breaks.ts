import type { Break } from '../define-resource-type.ts';

/** Periodic backups, as they are by default but for what is named. */
function periodic(settings: Readonly<Record<string, unknown>>): Break['set'] {
  const usual = {
    backupIntervalInMinutes: 240,
    backupRetentionIntervalInHours: 720,
    backupStorageRedundancy: 'Geo',
  };
  const policy = { type: 'Periodic', periodicModeProperties: { ...usual, ...settings } };
  return { account: { 'properties/backupPolicy': policy } };
}

const WEST = {
  locationName: 'West Europe',
  failoverPriority: 0,
  provisioningState: 'Succeeded',
  isZoneRedundant: true,
};
const PERIODIC = ['log-backup', 'point-in-time-restore'];

/** The ways to break an account. */
export const ACCOUNT_BREAKS: readonly Break[] = [
  {
    as: 'lies in one zone of a region',
    set: { account: { 'properties/locations/1/isZoneRedundant': false } },
    breaks: ['zone-redundant'],
  },
  ...['Tls', 'Tls11'].map((version) => ({
    as: `accepts ${version}`,
    set: { account: { 'properties/minimalTlsVersion': version } },
    breaks: ['encryption-in-transit'],
  })),
  {
    as: 'names no minimum TLS version',
    set: { account: { 'properties/minimalTlsVersion': undefined } },
    breaks: [],
    blinds: ['encryption-in-transit'],
  },
  {
    as: 'lets in every address, without a rule',
    set: { account: { 'properties/publicNetworkAccess': 'Enabled' } },
    breaks: ['network-isolation'],
  },
  {
    as: 'lets in whatever runs in Azure, whosever it is',
    set: {
      account: {
        'properties/publicNetworkAccess': 'Enabled',
        'properties/ipRules': [{ ipAddressOrRange: '0.0.0.0' }],
      },
    },
    breaks: ['network-isolation'],
  },
  {
    as: 'is guarded by a perimeter that is not read',
    set: { account: { 'properties/publicNetworkAccess': 'SecuredByPerimeter' } },
    breaks: [],
    blinds: ['network-isolation'],
  },
  {
    as: 'is written to in the United States',
    set: { account: { 'properties/locations/0/locationName': 'East US' } },
    breaks: ['location', 'regional-redundancy'],
  },
  {
    as: 'has another region in the United States',
    set: { account: { 'properties/locations/1/locationName': 'East US' } },
    breaks: ['location', 'regional-redundancy'],
  },
  {
    as: 'can be read in a region that its list of regions does not name',
    set: { account: { 'properties/readLocations/1/locationName': 'East US' } },
    breaks: ['location', 'regional-redundancy'],
  },
  {
    as: 'can still be restored in a region that it has left',
    set: { restorable: { '0/properties/restorableLocations/1/locationName': 'East US' } },
    breaks: ['geo-redundant-backup', 'location', 'regional-redundancy'],
  },
  {
    as: 'has one region, and its backups there alone',
    set: {
      account: { 'properties/locations': [WEST], 'properties/readLocations': [WEST] },
      restorable: { '0/properties/restorableLocations/1/locationName': 'West Europe' },
    },
    breaks: ['geo-redundant-backup', 'regional-redundancy'],
  },
  {
    as: 'has one region, and in another one backups of the time when it was there',
    set: {
      account: { 'properties/locations': [WEST], 'properties/readLocations': [WEST] },
      restorable: { '0/properties/restorableLocations/1/deletionTime': '2026-11-10T05:00:00Z' },
    },
    breaks: ['geo-redundant-backup', 'regional-redundancy'],
  },
  {
    as: 'has another region, of which no known word says whether it is ready, and no backups there',
    set: {
      account: { 'properties/locations/1/provisioningState': 'Online' },
      restorable: { '0/properties/restorableLocations/1/locationName': 'West Europe' },
    },
    breaks: ['geo-redundant-backup'],
    blinds: ['regional-redundancy'],
  },
  {
    as: 'can be brought back for seven days',
    set: {
      account: { 'properties/backupPolicy/continuousModeProperties/tier': 'Continuous7Days' },
    },
    breaks: ['backup-retention', 'point-in-time-restore'],
  },
  {
    as: 'can be brought back for a day only, whatever its tier',
    set: { restorable: { '0/properties/oldestRestorableTime': '2026-11-20T05:00:00Z' } },
    breaks: ['backup-retention', 'point-in-time-restore'],
  },
  {
    as: 'is not among the accounts that Azure can restore',
    set: { restorable: { '0/properties/deletionTime': '2026-11-20T05:00:00Z' } },
    breaks: [],
    blinds: [
      'backup-interval',
      'backup-recent',
      'backup-retention',
      'geo-redundant-backup',
      'location',
      'point-in-time-restore',
      'regional-redundancy',
    ],
  },
  {
    as: 'is backed up periodically',
    set: periodic({}),
    breaks: PERIODIC,
    blinds: ['backup-recent'],
  },
  {
    as: 'is backed up periodically into its own region',
    set: periodic({ backupStorageRedundancy: 'Local' }),
    breaks: [...PERIODIC, 'geo-redundant-backup'],
    blinds: ['backup-recent'],
  },
  {
    as: 'is backed up once a day, for two days, and by week is demanded more',
    set: periodic({ backupIntervalInMinutes: 1440, backupRetentionIntervalInHours: 48 }),
    breaks: [...PERIODIC, 'backup-interval', 'backup-retention', 'full-backup'],
    blinds: ['backup-recent'],
    with: { 'backup-interval': { every: 'PT12H' }, 'full-backup': { every: 'PT12H' } },
  },
  {
    as: 'keeps data in the analytical store, perhaps',
    set: { account: { 'properties/enableAnalyticalStorage': true } },
    breaks: [],
    blinds: [
      'backup-interval',
      'backup-recent',
      'backup-retention',
      'differential-backup',
      'full-backup',
      'log-backup',
      'point-in-time-restore',
    ],
  },
  {
    as: 'is encrypted under the key of the service alone',
    set: { account: { 'properties/keyVaultKeyUri': undefined } },
    breaks: ['customer-keys'],
  },
  { as: 'writes no log', set: { settings: { '': [] } }, breaks: ['access-logging'] },
  {
    as: 'writes the log of an API that it does not speak',
    set: { account: { 'properties/capabilities': [{ name: 'EnableCassandra' }] } },
    breaks: ['access-logging'],
  },
];
