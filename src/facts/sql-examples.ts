const SUBSCRIPTION = '/subscriptions/00000000-0000-0000-0000-000000000001';
const PROVIDER = `${SUBSCRIPTION}/resourceGroups/rg-orders/providers/Microsoft.Sql`;

type Members = Readonly<Record<string, unknown>>;

const EXAMPLE_SERVER_ID = `${PROVIDER}/servers/sql-orders`;
/** The id of the examples’ database. */
export const EXAMPLE_DATABASE_ID = `${EXAMPLE_SERVER_ID}/databases/orders`;
const INSTANCE_ID = `${PROVIDER}/managedInstances/mi-orders`;
const MANAGED_DATABASE_ID = `${INSTANCE_ID}/databases/orders`;

/** A long-term backup of a database named like the examples’. */
export const EXAMPLE_LONG_TERM_BACKUP: Members = {
  id: `${SUBSCRIPTION}/providers/Microsoft.Sql/locations/northeurope/longTermRetentionServers/sql-orders/longTermRetentionDatabases/orders/longTermRetentionBackups/b1`,
  properties: {
    databaseName: 'orders',
    backupTime: '2026-11-01T00:00:00Z',
    backupExpirationTime: '2036-11-01T00:00:00Z',
    backupStorageRedundancy: 'Geo',
  },
};

/** A logical server as Azure sends it, for the examples of checks. */
export function exampleServer(properties: Members): Members {
  const type = 'Microsoft.Sql/servers';
  return {
    id: EXAMPLE_SERVER_ID,
    name: 'sql-orders',
    type,
    location: 'northeurope',
    kind: 'v12.0',
    properties,
  };
}

/** A database of that server. */
export function exampleDatabase(properties: Members): Members {
  const type = 'Microsoft.Sql/servers/databases';
  const sku = { name: 'GP_Gen5', tier: 'GeneralPurpose', family: 'Gen5', capacity: 2 };
  const kind = 'v12.0,user,vcore';
  return {
    id: EXAMPLE_DATABASE_ID,
    name: 'orders',
    type,
    location: 'northeurope',
    kind,
    sku,
    properties,
  };
}

/** A managed instance. */
export function exampleManagedInstance(properties: Members): Members {
  const type = 'Microsoft.Sql/managedInstances';
  return { id: INSTANCE_ID, name: 'mi-orders', type, location: 'northeurope', properties };
}

/** A database of that managed instance. */
export function exampleManagedDatabase(properties: Members): Members {
  const type = 'Microsoft.Sql/managedInstances/databases';
  return { id: MANAGED_DATABASE_ID, name: 'orders', type, location: 'northeurope', properties };
}

/** A setting of that database, such as `transparentDataEncryption/current`. */
export function exampleDatabaseSetting(path: string, properties: Members): Members {
  return setting(EXAMPLE_DATABASE_ID, 'Microsoft.Sql/servers/databases', path, properties);
}

/** A setting of that server. */
export function exampleServerSetting(path: string, properties: Members): Members {
  return setting(EXAMPLE_SERVER_ID, 'Microsoft.Sql/servers', path, properties);
}

/** A setting of that managed database. */
export function exampleManagedDatabaseSetting(path: string, properties: Members): Members {
  return setting(MANAGED_DATABASE_ID, 'Microsoft.Sql/managedInstances/databases', path, properties);
}

/** A setting of that managed instance. */
export function exampleManagedInstanceSetting(path: string, properties: Members): Members {
  return setting(INSTANCE_ID, 'Microsoft.Sql/managedInstances', path, properties);
}

function setting(owner: string, ownerType: string, path: string, properties: Members): Members {
  const [kind = '', name = ''] = path.split('/');
  return { id: `${owner}/${path}`, name, type: `${ownerType}/${kind}`, properties };
}

/** A replication link of that database. */
export function exampleReplicationLink(properties: Members): Members {
  return exampleDatabaseSetting(
    'replicationLinks/00000000-0000-0000-0000-00000000000a',
    properties,
  );
}

/** A failover group of that server with one partner. */
export function exampleFailoverGroup(partnerLocation: string | null): Members {
  return exampleServerSetting('failoverGroups/fg-orders', {
    readWriteEndpoint: { failoverPolicy: 'Manual' },
    partnerServers: [{ id: `${EXAMPLE_SERVER_ID}-2`, location: partnerLocation }],
    databases: [EXAMPLE_DATABASE_ID],
  });
}
