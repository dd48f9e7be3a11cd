type Members = Readonly<Record<string, unknown>>;

const GROUP =
  '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-test/providers/Microsoft.Sql';

export const SERVER_ID = `${GROUP}/servers/sql-test`;
export const DATABASE_ID = `${SERVER_ID}/databases/app`;
export const INSTANCE_ID = `${GROUP}/managedInstances/mi-test`;
export const MANAGED_DATABASE_ID = `${INSTANCE_ID}/databases/app`;

/** A logical server as Azure answers at 2025-01-01; a case names only the properties that it is about. */
export function sqlServer(properties: Members = {}, more: Members = {}): Members {
  const type = 'Microsoft.Sql/servers';
  const own = { version: '12.0', state: 'Ready', ...properties };
  return {
    id: SERVER_ID,
    name: 'sql-test',
    type,
    location: 'northeurope',
    kind: 'v12.0',
    properties: own,
    ...more,
  };
}

/** A general purpose database. */
export function sqlDatabase(properties: Members = {}, more: Members = {}): Members {
  return {
    id: DATABASE_ID,
    name: 'app',
    type: 'Microsoft.Sql/servers/databases',
    location: 'northeurope',
    kind: 'v12.0,user,vcore',
    sku: { name: 'GP_Gen5', tier: 'GeneralPurpose', family: 'Gen5', capacity: 2 },
    properties: { status: 'Online', ...properties },
    ...more,
  };
}

/** What `listByServer` answers for `master`. Source: recordings of 2017-10-01-preview. */
export const MASTER = sqlDatabase(
  {},
  {
    id: `${SERVER_ID}/databases/MASTER`,
    name: 'MASTER',
    kind: 'v12.0,system',
    sku: { name: 'System', tier: 'System', capacity: 0 },
  },
);

/** A dedicated SQL pool. */
export function dataWarehouse(properties: Members = {}): Members {
  const sku = { name: 'DataWarehouse', tier: 'DataWarehouse', capacity: 900 };
  return sqlDatabase(properties, { kind: 'v12.0,user,datawarehouse', sku });
}

/** A Hyperscale database. */
export function hyperscale(properties: Members = {}): Members {
  const sku = { name: 'HS_Gen5', tier: 'Hyperscale', family: 'Gen5', capacity: 2 };
  return sqlDatabase(properties, { kind: 'v12.0,user,vcore,hyperscale', sku });
}

/** A managed instance. */
export function sqlManagedInstance(properties: Members = {}, more: Members = {}): Members {
  const type = 'Microsoft.Sql/managedInstances';
  return { id: INSTANCE_ID, name: 'mi-test', type, location: 'northeurope', properties, ...more };
}

/** A database of a managed instance. */
export function sqlManagedDatabase(properties: Members = {}, more: Members = {}): Members {
  const type = 'Microsoft.Sql/managedInstances/databases';
  return {
    id: MANAGED_DATABASE_ID,
    name: 'app',
    type,
    location: 'northeurope',
    properties,
    ...more,
  };
}

/** A child setting; `path` such as `transparentDataEncryption/current`. */
export function setting(ownerId: string, path: string, properties: Members): Members {
  const [kind = '', name = ''] = path.split('/');
  const parts = ownerId.split('/providers/')[1]?.split('/') ?? [];
  const ownerType = [parts[0], ...parts.filter((_, index) => index % 2 === 1)].join('/');
  return { id: `${ownerId}/${path}`, name, type: `${ownerType}/${kind}`, properties };
}

/** A replication link of the database, as its own server sees it. */
export function replicationLink(properties: Members = {}, databaseId = DATABASE_ID): Members {
  return setting(databaseId, 'replicationLinks/00000000-0000-0000-0000-00000000000a', {
    role: 'Primary',
    linkType: 'GEO',
    replicationState: 'CATCH_UP',
    partnerServer: 'sql-partner',
    partnerLocation: 'West Europe',
    ...properties,
  });
}

/** A failover group of the server with one partner. */
export function failoverGroup(partner: Members): Members {
  return setting(SERVER_ID, 'failoverGroups/fg-test', {
    readWriteEndpoint: { failoverPolicy: 'Manual' },
    partnerServers: [{ id: `${GROUP}/servers/sql-partner`, ...partner }],
    databases: [DATABASE_ID],
  });
}

/** The latest long-term backup of a database. */
export function longTermBackup(properties: Members = {}): Members {
  return {
    id: '/subscriptions/00000000-0000-0000-0000-000000000001/providers/Microsoft.Sql/locations/northeurope/longTermRetentionServers/sql-test/longTermRetentionDatabases/app/longTermRetentionBackups/1;2',
    name: '1;2',
    properties: {
      databaseName: 'app',
      backupTime: '2026-11-15T00:00:00Z',
      backupExpirationTime: '2026-12-15T00:00:00Z',
      backupStorageRedundancy: 'Local',
      ...properties,
    },
  };
}

/** An entry of the list of databases that can be restored in another region. */
export function recoverable(
  lastAvailableBackupDate: unknown,
  name = 'app',
  owner = SERVER_ID,
): Members {
  return {
    id: `${owner}/recoverableDatabases/${name}`,
    name,
    properties: { lastAvailableBackupDate },
  };
}

/** Both redundancies of backups. */
export function redundancy(current: unknown, requested: unknown = current): Members {
  return { currentBackupStorageRedundancy: current, requestedBackupStorageRedundancy: requested };
}
