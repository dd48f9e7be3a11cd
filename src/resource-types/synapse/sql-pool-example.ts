import type { Break, Good } from '../define-resource-type.ts';
import { idOf, logsTo } from '../examples.ts';
import { leaving } from '../leaving.ts';

export const REQUESTS_LOG = { category: 'ExecRequests' };
const NEVER = 'a dedicated SQL pool is restored from restore points of seven days alone';

/** A pool that keeps every promise that one can keep. */
export const GOOD: Good = {
  id: `${idOf('Microsoft.Synapse/workspaces', 'syn')}/sqlPools/sales`,
  bodies: {
    pool: {
      location: 'northeurope',
      sku: { name: 'DW100c', tier: 'DataWarehouse' },
      properties: {
        provisioningState: 'Succeeded',
        status: 'Online',
        creationDate: '2024-05-01T08:00:00Z',
        storageAccountType: 'GRS',
      },
    },
    workspace: {
      properties: {
        provisioningState: 'Succeeded',
        encryption: { cmk: { key: { keyVaultUrl: 'https://kv.vault.azure.net/keys/cmk' } } },
      },
    },
    encryption: { properties: { status: 'Enabled' } },
    geoBackup: [{ name: 'Default', properties: { state: 'Enabled', storageType: 'Standard' } }],
    points: [
      {
        properties: {
          restorePointType: 'DISCRETE',
          restorePointCreationDate: '2026-11-21T02:00:00Z',
        },
      },
    ],
    links: [],
    regions: [],
    settings: logsTo(REQUESTS_LOG),
  },
  cannot: {
    'backup-retention': NEVER,
    'log-backup': NEVER,
    'long-term-retention': NEVER,
    'monthly-retention': NEVER,
    'point-in-time-restore': NEVER,
  },
};

/** The ways to break a pool. */
export const BREAKS: readonly Break[] = [
  {
    as: 'is not encrypted itself',
    set: { encryption: { 'properties/status': 'Disabled' } },
    breaks: ['encryption-at-rest'],
  },
  {
    as: 'does not say whether it is encrypted',
    set: { encryption: { 'properties/status': undefined } },
    breaks: [],
    blinds: ['encryption-at-rest'],
  },
  {
    as: 'is encrypted under the key of the service alone',
    set: { workspace: { 'properties/encryption': undefined } },
    breaks: ['customer-keys'],
  },
  {
    as: 'lies in the United States',
    set: { pool: { location: 'eastus' } },
    breaks: ['geo-redundant-backup', 'location', 'regional-redundancy'],
  },
  {
    as: 'has no geo-backup, and copies its storage to the pair all the same',
    set: { geoBackup: { '0/properties/state': 'Disabled' } },
    breaks: ['geo-redundant-backup', 'regional-redundancy'],
  },
  {
    as: 'has no geo-backup, and keeps its storage in its region',
    set: {
      geoBackup: { '0/properties/state': 'Disabled' },
      pool: { 'properties/storageAccountType': 'LRS' },
    },
    breaks: ['geo-redundant-backup', 'regional-redundancy'],
  },
  {
    as: 'is linked to a pool in the United States',
    set: { links: { '': [{ properties: { partnerLocation: 'East US', role: 'Primary' } }] } },
    breaks: ['location', 'regional-redundancy'],
  },
  {
    as: 'has restore points that are days old',
    set: { points: { '0/properties/restorePointCreationDate': '2026-11-17T02:00:00Z' } },
    breaks: ['backup-recent'],
  },
  {
    as: 'is paused, and gets no restore points meanwhile',
    set: { pool: { 'properties/status': 'Paused' } },
    breaks: [],
    blinds: ['backup-interval'],
  },
  {
    as: 'is backed up every eight hours, where more is demanded',
    set: {},
    breaks: ['backup-interval'],
    with: { 'backup-interval': { every: 'PT4H' } },
  },
  { as: 'writes no log', set: { settings: { '': [] } }, breaks: ['access-logging'] },
];

/** Members that nobody reads. */
export const LEAVES = {
  pool: {
    'sku/name': 'price and size',
    'sku/capacity': 'price and size',
    ...leaving('price and size', 'maxSizeBytes'),
    ...leaving('how it sorts', 'collation'),
    ...leaving(
      'from what it was once restored',
      'recoverableDatabaseId restorePointInTime sourceDatabaseDeletionDate',
    ),
  },
  encryption: { location: 'that of the pool' },
} as const;
