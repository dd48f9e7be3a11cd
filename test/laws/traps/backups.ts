import type { ResourceSpec } from '#simulator/estate/schema.ts';
import { database, GROUP, server, spoiled, storage, type Trap, TWO_WEEKS } from './trap.ts';

const WEEKLY = {
  backupLongTermRetentionPolicies: {
    weeklyRetention: 'P5W',
    monthlyRetention: 'PT0S',
    yearlyRetention: 'PT0S',
    weekOfYear: 0,
  },
};

/** A database with the policy, and these long-term backups in the list of its server. */
const withBackups = (
  title: string,
  backup: Readonly<Record<string, unknown>>,
  { created = '-P2Y', more = {} }: { created?: string; more?: Partial<Trap> } = {},
): Trap => ({
  row: 28,
  title,
  resources: [
    server('ltr', { minimalTlsVersion: '1.2' }, [
      database('db', WEEKLY, { created, simulated: { longTermBackups: [backup] } }),
    ]),
  ],
  findings: { 'long-term-retention db': 'fail' },
  claims: { 'flex.long-term-retention': 'broken' },
  ...more,
});

/** A pair of servers, of which the first has the databases. */
const pair = (databases: readonly ResourceSpec[]): readonly ResourceSpec[] => [
  {
    ...server('prime', { minimalTlsVersion: '1.2' }, databases),
    failoverGroups: [
      { name: 'fog', partner: 'second', databases: databases.map(({ name }) => name) },
    ],
  },
  { ...server('second', { minimalTlsVersion: '1.2' }), location: 'northeurope' },
];

const RETENTION = {
  backupShortTermRetentionPolicies: { retentionDays: 14, diffBackupIntervalInHours: 12 },
  ...WEEKLY,
};
const PRIME = `${GROUP}/Microsoft.Sql/servers/prime`;

const DAILY = {
  schedulePolicyType: 'SimpleSchedulePolicy',
  scheduleRunFrequency: 'Daily',
  scheduleRunTimes: ['2026-01-01T02:00:00Z'],
};

/** A vault that protects one thing by one policy. */
const recoveryVault = (
  name: string,
  policy: Readonly<Record<string, unknown>>,
  item: Readonly<Record<string, unknown>>,
  more: Partial<ResourceSpec> = {},
): ResourceSpec => ({
  type: 'Microsoft.RecoveryServices/vaults',
  name,
  properties: {
    redundancySettings: {
      standardTierStorageRedundancy: 'GeoRedundant',
      crossRegionRestore: 'Enabled',
    },
  },
  children: {
    backupPolicies: [{ name: 'policy', properties: policy }],
    backupProtectedItems: [
      {
        name: 'one',
        properties: {
          containerName: 'box',
          friendlyName: 'one',
          protectionState: 'Protected',
          protectionStatus: 'Healthy',
          lastBackupStatus: 'Completed',
          policyId: `${GROUP}/Microsoft.RecoveryServices/vaults/${name}/backupPolicies/policy`,
          ...item,
        },
      },
    ],
  },
  ...more,
});

const MACHINE = `${GROUP}/Microsoft.Compute/virtualMachines/vm`;
const machine: ResourceSpec = {
  type: 'Microsoft.Compute/virtualMachines',
  name: 'vm',
  properties: {},
};
const OF_MACHINE = {
  protectedItemType: 'Microsoft.Compute/virtualMachines',
  backupManagementType: 'AzureIaasVM',
  workloadType: 'VM',
  sourceResourceId: MACHINE,
  virtualMachineId: MACHINE,
};
const kept = (count: number) => ({
  retentionPolicyType: 'LongTermRetentionPolicy',
  dailySchedule: { retentionDuration: { count, durationType: 'Days' } },
  weeklySchedule: {
    daysOfTheWeek: ['Sunday'],
    retentionDuration: { count, durationType: 'Days' },
  },
});

const SHARES = `${GROUP}/Microsoft.Storage/storageAccounts/stshares`;
const SNAPSHOTS = {
  backupManagementType: 'AzureStorage',
  workLoadType: 'AzureFileShare',
  timeZone: 'UTC',
  schedulePolicy: DAILY,
  retentionPolicy: kept(30),
};
const OF_SHARE = {
  protectedItemType: 'AzureFileShareProtectedItem',
  backupManagementType: 'AzureStorage',
  workloadType: 'AzureFileShare',
  sourceResourceId: SHARES,
  lastBackupTime: '-PT5H',
};

const CLOSED = { minimumTlsVersion: 'TLS1_2', supportsHttpsTrafficOnly: true };

/** What is backed up, by whom, and who is believed of it. */
export const BACKUP_TRAPS: readonly Trap[] = [
  {
    row: 27,
    title: 'a secondary whose primary the statement leaves out is judged by nobody',
    resources: pair([database('orders', RETENTION), database('customers', RETENTION)]),
    excluded: [PRIME],
    findings: {
      'point-in-time-restore orders': 'unknown',
      'point-in-time-restore customers': 'unknown',
      'differential-backup orders': 'unknown',
      'long-term-retention orders': 'unknown',
      'backup-recent orders': 'unknown',
    },
    claims: {
      'flex.pitr': 'unverified',
      'flex.differential': 'unverified',
      'flex.long-term-retention': 'unverified',
      'flex.backups': 'unverified',
    },
    reasons: {
      'flex.pitr': `${PRIME}/databases/`,
      'flex.differential': `${PRIME}/databases/`,
      'flex.long-term-retention': `${PRIME}/databases/`,
    },
  },
  {
    row: 27,
    title: 'a secondary whose primary is in scope is judged there',
    resources: pair([database('orders', RETENTION)]),
    findings: {},
    claims: { 'flex.pitr': 'holds', 'flex.differential': 'holds', 'flex.backups': 'holds' },
  },
  withBackups('a long-term backup of a dropped database of the same name', {
    databaseDeletionTime: '-P30D',
  }),
  withBackups(
    'a long-term backup that is older than the database',
    { backupTime: '-P90D' },
    {
      created: '-P60D',
    },
  ),
  withBackups('a long-term backup of eleven months ago under a weekly rhythm', {
    backupTime: '-P330D',
    backupExpirationTime: '+P35D',
  }),
  withBackups(
    'a long-term backup that stayed in its region',
    { backupStorageRedundancy: 'Local' },
    {
      more: {
        statement: 'visma-severa',
        home: 'northeurope',
        findings: { 'geo-redundant-backup db': 'fail' },
        claims: { 'severa.geo-redundant-backup': 'broken' },
      },
    },
  ),
  {
    row: 29,
    title: 'a geo-redundant vault keeps no copy of snapshots: their account is asked',
    statement: 'visma-severa',
    home: 'northeurope',
    resources: [
      storage('stshares', { sku: { name: 'Standard_LRS' } }),
      recoveryVault('rsv', SNAPSHOTS, OF_SHARE),
    ],
    findings: { 'geo-redundant-backup stshares': 'fail' },
    claims: { 'severa.geo-redundant-backup': 'broken' },
  },
  {
    row: 29,
    title: 'nor where the statement does not speak of that account',
    statement: 'visma-severa',
    home: 'northeurope',
    resources: [
      storage('stshares', { sku: { name: 'Standard_LRS' } }),
      recoveryVault('rsv', SNAPSHOTS, OF_SHARE),
    ],
    excluded: [SHARES],
    findings: {},
    claims: { 'severa.geo-redundant-backup': 'unverified' },
    reasons: { 'severa.geo-redundant-backup': 'stshares' },
  },
  {
    row: 'order',
    title: 'a dedicated SQL pool beside good databases cannot be restored to any point',
    resources: [
      server('mixed', { minimalTlsVersion: '1.2' }, [
        database('good', { ...RETENTION }),
        database('warehouse', {}, { sku: { name: 'DW100c' } }),
      ]),
    ],
    findings: {
      'point-in-time-restore good': 'pass',
      'point-in-time-restore warehouse': 'fail',
      'long-term-retention warehouse': 'fail',
    },
    claims: { 'flex.pitr': 'broken', 'flex.long-term-retention': 'broken' },
  },
  {
    row: 'order',
    title: 'a dedicated SQL pool keeps seven days, not thirty',
    statement: 'visma-severa',
    home: 'northeurope',
    resources: [
      server('mixed', { minimalTlsVersion: '1.2' }, [
        database('good', { backupShortTermRetentionPolicies: { retentionDays: 35 } }),
        database('warehouse', {}, { sku: { name: 'DW100c' } }),
      ]),
    ],
    findings: { 'backup-retention good': 'pass', 'backup-retention warehouse': 'fail' },
    claims: { 'severa.nightly-backup': 'broken' },
  },
  {
    row: 'order',
    title: 'a weekly policy whose newest point is five hours old makes no backup each night',
    statement: 'visma-severa',
    home: 'northeurope',
    resources: [
      machine,
      recoveryVault(
        'rsv',
        {
          backupManagementType: 'AzureIaasVM',
          timeZone: 'UTC',
          schedulePolicy: {
            ...DAILY,
            scheduleRunFrequency: 'Weekly',
            scheduleWeeklyFrequency: 0,
            scheduleRunDays: ['Sunday'],
          },
          retentionPolicy: kept(60),
        },
        { ...OF_MACHINE, lastBackupTime: '-PT5H', lastRecoveryPoint: '-PT5H' },
      ),
    ],
    findings: { 'backup-recent rsv one': 'pass', 'backup-interval rsv one': 'fail' },
    claims: { 'severa.nightly-backup': 'broken' },
  },
  {
    row: 'order',
    title: 'no restore of blobs, and the only protected item stopped in 2020',
    statement: 'visma-draftit',
    resources: [
      { ...storage('stcloud', {}), tags: { part: 'cloud' } },
      recoveryVault(
        'rsv',
        { backupManagementType: 'AzureIaasVM', schedulePolicy: DAILY, retentionPolicy: kept(30) },
        {
          ...OF_MACHINE,
          protectionState: 'ProtectionStopped',
          lastBackupTime: '2020-01-01T00:00:00Z',
          lastRecoveryPoint: '2020-01-01T00:00:00Z',
        },
        { tags: { part: 'cloud' } },
      ),
      { ...machine, tags: { part: 'cloud' } },
    ],
    findings: { 'backup-recent stcloud': 'fail', 'backup-recent rsv one': 'fail' },
    claims: { 'draftit.cloud-backup': 'broken' },
  },
  {
    row: 'order',
    title: 'nor does the vault alone hold it',
    statement: 'visma-draftit',
    resources: [
      recoveryVault(
        'rsv',
        { backupManagementType: 'AzureIaasVM', schedulePolicy: DAILY, retentionPolicy: kept(30) },
        {
          ...OF_MACHINE,
          protectionState: 'ProtectionStopped',
          lastBackupTime: '2020-01-01T00:00:00Z',
          lastRecoveryPoint: '2020-01-01T00:00:00Z',
        },
        { tags: { part: 'cloud' } },
      ),
      { ...machine, tags: { part: 'cloud' } },
    ],
    findings: { 'backup-recent rsv one': 'fail' },
    claims: { 'draftit.cloud-backup': 'broken' },
  },
  {
    row: 'order',
    title: 'zero days of retention are no backup, however young the newest is',
    resources: [server('zero', { minimalTlsVersion: '1.2' }, [database('db', TWO_WEEKS)])],
    rules: spoiled('backupShortTermRetentionPolicies', {
      setProperty: { path: 'properties.retentionDays', value: 0 },
    }),
    findings: { 'backup-recent db': 'fail' },
    claims: { 'flex.backups': 'broken' },
  },
  {
    row: 26,
    title: 'the file service does not demand encryption of SMB',
    resources: [storage('stsmb', { properties: CLOSED, settings: fileService(false) })],
    findings: { 'encryption-in-transit stsmb': 'fail' },
    claims: { 'flex.encryption-in-transit': 'broken' },
  },
  {
    row: 26,
    title: 'a file service that cannot be read is not known to be encrypted',
    resources: [storage('stsmb', { properties: CLOSED, settings: fileService(true) })],
    rules: spoiled('/fileServices', { status: 403, code: 'AuthorizationFailed' }),
    findings: { 'encryption-in-transit stsmb': 'unknown' },
    claims: { 'flex.encryption-in-transit': 'unverified' },
  },
  {
    row: 26,
    title: 'one that demands it is',
    resources: [storage('stsmb', { properties: CLOSED, settings: fileService(true) })],
    findings: { 'encryption-in-transit stsmb': 'pass' },
    claims: { 'flex.encryption-in-transit': 'holds' },
  },
  {
    row: 25,
    title: 'NFS 3.0 is neither encrypted nor signed, whatever secure transfer says',
    resources: [
      storage('stnfs', {
        properties: { ...CLOSED, isHnsEnabled: true, isNfsV3Enabled: true },
      }),
    ],
    findings: { 'encryption-in-transit stnfs': 'fail' },
    claims: { 'flex.encryption-in-transit': 'broken' },
  },
];

function fileService(required: boolean): NonNullable<ResourceSpec['settings']> {
  return { fileServices: { protocolSettings: { smb: { encryptionInTransit: { required } } } } };
}
