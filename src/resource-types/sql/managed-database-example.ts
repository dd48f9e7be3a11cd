import type { Break, Good } from '../define-resource-type.ts';

const GROUP = '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers';
const INSTANCE = `${GROUP}/Microsoft.Sql/managedInstances/mi`;

const BACKUP = {
  id: '/subscriptions/00000000-0000-0000-0000-000000000001/providers/Microsoft.Sql/locations/northeurope/longTermRetentionManagedInstances/mi/longTermRetentionDatabases/orders/longTermRetentionManagedInstanceBackups/b1',
  properties: {
    managedInstanceName: 'mi',
    databaseName: 'orders',
    backupTime: '2026-11-15T02:00:00Z',
    backupExpirationTime: '2027-01-15T02:00:00Z',
    backupStorageRedundancy: 'Geo',
  },
};

/** A database of an instance that keeps every promise. */
export const GOOD_MANAGED_DATABASE: Good = {
  id: `${INSTANCE}/databases/orders`,
  bodies: {
    database: {
      name: 'orders',
      location: 'northeurope',
      properties: {
        creationDate: '2019-05-01T00:00:00Z',
        earliestRestorePoint: '2026-11-07T05:00:00Z',
      },
    },
    instance: {
      location: 'northeurope',
      properties: {
        currentBackupStorageRedundancy: 'Geo',
        requestedBackupStorageRedundancy: 'Geo',
      },
    },
    regions: [],
    groups: [],
    links: [],
    encryption: { properties: { state: 'Enabled' } },
    protector: {
      properties: {
        serverKeyType: 'AzureKeyVault',
        uri: 'https://kv.vault.azure.net/keys/tde/0123456789abcdef0123456789abcdef',
      },
    },
    shortTerm: { properties: { retentionDays: 14 } },
    longTerm: {
      properties: {
        weeklyRetention: 'P5W',
        monthlyRetention: 'P2M',
        yearlyRetention: 'PT0S',
        weekOfYear: 0,
      },
    },
    kept: [BACKUP],
    recoverable: [
      { name: 'orders', properties: { lastAvailableBackupDate: '2026-11-21T02:00:00Z' } },
    ],
    settings: [
      {
        name: 'audit',
        properties: {
          workspaceId: `${GROUP}/Microsoft.OperationalInsights/workspaces/log`,
          logs: [{ category: 'SQLSecurityAuditEvents', enabled: true }],
        },
      },
    ],
  },
  unknown: ['access-logging'],
};

/** A failover group that copies the instance to a region. */
function groupTo(location: string, role: 'Primary' | 'Secondary' = 'Primary'): unknown {
  return {
    name: 'pair',
    properties: {
      replicationRole: role,
      replicationState: 'CATCH_UP',
      partnerRegions: [{ location }],
      managedInstancePairs: [
        { primaryManagedInstanceId: INSTANCE, partnerManagedInstanceId: `${INSTANCE}-2` },
      ],
    },
  };
}

export const breaksOfManagedDatabase: readonly Break[] = [
  {
    as: 'is not encrypted',
    set: { encryption: { 'properties/state': 'Disabled' } },
    breaks: ['encryption-at-rest'],
  },
  {
    as: 'is encrypted with a key of the service',
    set: { protector: { 'properties/serverKeyType': 'ServiceManaged' } },
    breaks: ['customer-keys'],
  },
  {
    as: 'lies in the United States',
    set: { database: { location: 'eastus' }, instance: { location: 'eastus' } },
    breaks: ['location', 'regional-redundancy', 'geo-redundant-backup'],
  },
  {
    as: 'is copied to the United States',
    set: { groups: { '': [groupTo('East US')] } },
    breaks: ['location', 'regional-redundancy'],
  },
  {
    as: 'is copied to a server of which nobody knows where it is',
    set: {
      links: { '': [{ properties: { partnerEndpoint: 'TCP://sql.example.com:5022' } }] },
    },
    breaks: [],
    blinds: ['location', 'regional-redundancy'],
  },
  {
    as: 'keeps 7 days',
    set: { shortTerm: { 'properties/retentionDays': 7 } },
    breaks: ['point-in-time-restore', 'backup-retention'],
  },
  {
    as: 'can be brought back to a few days ago only',
    set: { database: { 'properties/earliestRestorePoint': '2026-11-18T05:00:00Z' } },
    breaks: ['point-in-time-restore', 'backup-retention'],
  },
  {
    as: 'has not been backed up for two days',
    set: { recoverable: { '0/properties/lastAvailableBackupDate': '2026-11-19T02:00:00Z' } },
    breaks: ['backup-recent'],
  },
  {
    as: 'cannot be opened',
    set: { database: { 'properties/status': 'Inaccessible' } },
    breaks: [],
    blinds: ['full-backup', 'differential-backup', 'log-backup'],
  },
  {
    as: 'has a long-term backup in the United States',
    set: { kept: { '0/id': BACKUP.id.replace('northeurope', 'eastus') } },
    breaks: ['geo-redundant-backup', 'location'],
  },
  {
    as: 'keeps its backups in its own region',
    set: {
      instance: {
        'properties/currentBackupStorageRedundancy': 'Local',
        'properties/requestedBackupStorageRedundancy': 'Local',
      },
    },
    breaks: ['geo-redundant-backup', 'regional-redundancy'],
  },
  {
    as: 'keeps nothing for long',
    set: {
      longTerm: {
        'properties/weeklyRetention': 'PT0S',
        'properties/monthlyRetention': 'PT0S',
      },
      kept: { '': [] },
    },
    breaks: ['long-term-retention', 'monthly-retention'],
  },
  {
    as: 'was backed up for long, but a long time ago',
    set: {
      kept: { '0/properties/backupTime': '2025-12-21T02:00:00Z' },
    },
    breaks: ['long-term-retention', 'monthly-retention'],
  },
  {
    as: 'is a copy whose backups are taken elsewhere',
    set: { groups: { '': [groupTo('West Europe', 'Secondary')] } },
    breaks: [],
  },
  { as: 'sends no audit events', set: { settings: { '': [] } }, breaks: ['access-logging'] },
];
