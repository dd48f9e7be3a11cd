import { exampleOfAvailability } from '../availability-example.ts';
import type { Good } from '../define-resource-type.ts';

export const SUBSCRIPTION = '/subscriptions/00000000-0000-0000-0000-000000000001';
const GROUP = `${SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.Sql`;
const ID = `${GROUP}/servers/sql/databases/orders`;
const PARTNER = `${GROUP}/servers/sql-2/databases/orders`;
const LINK = {
  id: `${ID}/replicationLinks/00000000-0000-0000-0000-00000000000a`,
  properties: {
    role: 'Primary',
    partnerRole: 'Secondary',
    linkType: 'GEO',
    replicationState: 'CATCH_UP',
    partnerServer: 'sql-2',
    partnerDatabaseId: PARTNER,
    partnerLocation: 'West Europe',
  },
};

/** A database of the General Purpose tier that keeps every promise. */
export const databaseGood: Good = {
  id: ID,
  bodies: {
    database: {
      location: 'northeurope',
      kind: 'v12.0,user,vcore',
      sku: { name: 'GP_Gen5', tier: 'GeneralPurpose', family: 'Gen5', capacity: 2 },
      properties: {
        status: 'Online',
        creationDate: '2024-05-01T00:00:00Z',
        earliestRestoreDate: '2026-11-01T00:00:00Z',
        currentBackupStorageRedundancy: 'Geo',
        requestedBackupStorageRedundancy: 'Geo',
        isInfraEncryptionEnabled: true,
        zoneRedundant: true,
      },
    },
    encryption: { properties: { state: 'Enabled' } },
    protector: {
      properties: {
        serverKeyType: 'AzureKeyVault',
        uri: 'https://kv.vault.azure.net/keys/tde/0123456789abcdef0123456789abcdef',
      },
    },
    shortTerm: { properties: { retentionDays: 14, diffBackupIntervalInHours: 12 } },
    longTerm: {
      properties: { weeklyRetention: 'P5W', monthlyRetention: 'P12M', yearlyRetention: 'PT0S' },
    },
    longTermBackups: [
      {
        id: `${SUBSCRIPTION}/providers/Microsoft.Sql/locations/northeurope/longTermRetentionServers/sql/longTermRetentionDatabases/orders/longTermRetentionBackups/b1`,
        properties: {
          serverName: 'sql',
          databaseName: 'orders',
          backupTime: '2026-11-17T00:00:00Z',
          backupExpirationTime: '2026-12-22T00:00:00Z',
          backupStorageRedundancy: 'Geo',
        },
      },
    ],
    recoverable: [
      { name: 'orders', properties: { lastAvailableBackupDate: '2026-11-21T02:00:00Z' } },
    ],
    restorePoints: [],
    links: [LINK],
    failoverGroups: [
      {
        name: 'fg',
        properties: {
          partnerServers: [{ id: `${GROUP}/servers/sql-2`, location: 'West Europe' }],
          databases: [ID],
        },
      },
    ],
    regions: [],
    settings: [
      {
        name: 'logs',
        properties: {
          workspaceId: `${SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/log`,
          logs: [{ category: 'SQLSecurityAuditEvents', enabled: true }],
        },
      },
    ],
    availability: exampleOfAvailability('availability', 99.995),
  },
  unknown: ['access-logging'],
};
