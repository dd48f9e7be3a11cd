import { KeyVaultManagementClient } from '@azure/arm-keyvault';
import { ManagementGroupsAPI } from '@azure/arm-managementgroups';
import { MonitorClient } from '@azure/arm-monitor';
import { RecoveryServicesClient } from '@azure/arm-recoveryservices';
import { ResourceGraphClient } from '@azure/arm-resourcegraph';
import { ResourceManagementClient } from '@azure/arm-resources';
import { SubscriptionClient } from '@azure/arm-resources-subscriptions';
import { SqlManagementClient } from '@azure/arm-sql';
import { StorageManagementClient } from '@azure/arm-storage';
import { ClientSecretCredential, ManagedIdentityCredential } from '@azure/identity';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '#simulator/simulator.ts';

const FLEX = '11111111-1111-4111-8111-111111111111';
const GROUP = 'rg-flex-prod';

async function all<Row>(pages: AsyncIterable<Row>): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const row of pages) rows.push(row);
  return rows;
}

describe('unmodified SDK clients', () => {
  let simulator: Simulator;
  let secret: ClientSecretCredential;
  let options: {
    endpoint: string;
    credentialScopes: string[];
    credentials: { scopes: string[] };
    tlsOptions: { ca: string };
    retryOptions: { maxRetries: number };
  };

  beforeAll(async () => {
    simulator = await startSimulator({ port: 0 });
    const scope = `${simulator.resourceManager}/.default`;
    options = {
      endpoint: simulator.resourceManager,
      credentialScopes: [scope],
      credentials: { scopes: [scope] },
      tlsOptions: { ca: simulator.ca },
      retryOptions: { maxRetries: 0 },
    };
    secret = new ClientSecretCredential(simulator.tenantId, 'a-client', 'a-secret', {
      authorityHost: simulator.resourceManager,
      disableInstanceDiscovery: true,
      tlsOptions: { ca: simulator.ca },
    });
  });

  afterAll(async () => {
    await simulator.close();
  });

  it('sign in with a managed identity and read with its token', async () => {
    process.env['IDENTITY_ENDPOINT'] = simulator.env['IDENTITY_ENDPOINT'];
    process.env['IDENTITY_HEADER'] = simulator.env['IDENTITY_HEADER'];
    const client = new SubscriptionClient(new ManagedIdentityCredential(), options);

    const rows = await all(client.subscriptions.list());

    expect(rows.map((row) => row.subscriptionId)).toEqual(simulator.subscriptions);
  });

  it('list subscriptions, locations and tenants', async () => {
    const client = new SubscriptionClient(secret, options);

    const subscription = await client.subscriptions.get(FLEX);
    const locations = await all(client.subscriptions.listLocations(FLEX));
    const tenants = await all(client.tenants.list());

    expect(subscription.state).toBe('Enabled');
    expect(locations).toHaveLength(101);
    const sweden = locations.find((location) => location.name === 'swedencentral');
    expect(sweden?.metadata?.pairedRegion?.[0]?.name).toBe('swedensouth');
    expect(locations.map((location) => location.name)).not.toContain('swedensouth');
    expect(tenants[0]?.tenantId).toBe(simulator.tenantId);
  });

  it('list resources, groups, providers and one by its id', async () => {
    const client = new ResourceManagementClient(secret, FLEX, options);

    const resources = await all(client.resources.list());
    const servers = await all(
      client.resources.list({ filter: "resourceType eq 'Microsoft.Sql/servers'" }),
    );
    const groups = await all(client.resourceGroups.list());
    const provider = await client.providers.get('Microsoft.Sql');
    const one = await client.resources.getById(String(servers[0]?.id).slice(1), '2023-08-01');

    expect(resources.map((row) => row.name)).toContain('sql-flex/master');
    expect(servers.map((row) => row.name)).toEqual(['sql-flex', 'sql-flex-northeurope']);
    expect(groups.map((row) => row.name)).toEqual([GROUP]);
    expect(provider.registrationState).toBe('Registered');
    expect(one.properties?.['minimalTlsVersion']).toBe('1.2');
  });

  it('list management groups', async () => {
    const client = new ManagementGroupsAPI(secret, options);

    const groups = await all(client.managementGroups.list());
    const below = await all(client.managementGroups.listDescendants('mg-products'));

    expect(groups.map((row) => row.name)).toEqual(['mg-products', 'mg-partners']);
    expect(below.filter((row) => row.type === '/subscriptions')).toHaveLength(4);
  });

  it('query Resource Graph page by page', async () => {
    const client = new ResourceGraphClient(secret, options);
    const names: string[] = [];
    let skipToken: string | undefined;
    do {
      const page = await client.resources({
        subscriptions: [FLEX],
        query: 'resources | project id, name | order by id asc',
        options: { top: 7, resultFormat: 'objectArray', ...(skipToken ? { skipToken } : {}) },
      });
      skipToken = page.skipToken;
      names.push(...page.data.map((row: { name: string }) => row.name));
      expect(page.totalRecords).toBe(23);
    } while (skipToken !== undefined);

    expect(names).toHaveLength(23);
  });

  it('read SQL servers with everything below them', async () => {
    const sql = new SqlManagementClient(secret, FLEX, options);
    const server = 'sql-flex';

    const servers = await all(sql.servers.list());
    const databases = await all(sql.databases.listByServer(GROUP, server));
    const encryption = await sql.transparentDataEncryptions.get(GROUP, server, 'orders', 'current');
    const short = await sql.backupShortTermRetentionPolicies.get(
      GROUP,
      server,
      'orders',
      'default',
    );
    const long = await sql.longTermRetentionPolicies.get(GROUP, server, 'orders', 'default');
    const protector = await sql.encryptionProtectors.get(GROUP, server, 'current');
    const links = await all(sql.replicationLinks.listByServer(GROUP, server));
    const groups = await all(sql.failoverGroups.listByServer(GROUP, server));
    const recoverable = await all(sql.recoverableDatabases.listByServer(GROUP, server));
    const points = await all(sql.restorePoints.listByDatabase(GROUP, server, 'orders'));
    const kept = await all(
      sql.longTermRetentionBackups.listByServer('swedencentral', server, {
        onlyLatestPerDatabase: true,
        databaseState: 'Live',
      }),
    );

    expect(servers).toHaveLength(2);
    expect(databases.map((row) => row.name)).toEqual([
      'master',
      'orders',
      'customers',
      'reports',
      'archive',
    ]);
    expect([encryption.name, encryption.state]).toEqual(['Current', 'Enabled']);
    expect([short.retentionDays, short.diffBackupIntervalInHours]).toEqual([14, 12]);
    expect([long.weeklyRetention, long.yearlyRetention]).toEqual(['P5W', 'P1Y']);
    expect(protector.serverKeyType).toBe('ServiceManaged');
    expect(new Set(links.map((row) => row.partnerLocation))).toEqual(new Set(['North Europe']));
    expect(groups[0]?.databases).toHaveLength(2);
    expect(recoverable).toHaveLength(4);
    expect(points[0]?.restorePointType).toBe('CONTINUOUS');
    expect(kept).toHaveLength(4);
    const earliest = databases[1]?.earliestRestoreDate?.getTime() ?? 0;
    expect(Date.now() - earliest).toBeGreaterThanOrEqual(14 * 86_400_000 - 5_000);
  });

  it('read managed instances', async () => {
    const sql = new SqlManagementClient(secret, FLEX, options);
    const instance = 'sqlmi-flex';

    const databases = await all(sql.managedDatabases.listByInstance(GROUP, instance));
    const encryption = await sql.managedDatabaseTransparentDataEncryption.get(
      GROUP,
      instance,
      'ledger',
      'current',
    );
    const short = await sql.managedBackupShortTermRetentionPolicies.get(
      GROUP,
      instance,
      'ledger',
      'default',
    );
    const long = await sql.managedInstanceLongTermRetentionPolicies.get(
      GROUP,
      instance,
      'ledger',
      'default',
    );
    const recoverable = await all(sql.recoverableManagedDatabases.listByInstance(GROUP, instance));
    const kept = await all(
      sql.longTermRetentionManagedInstanceBackups.listByInstance('swedencentral', instance),
    );

    expect(databases).toHaveLength(2);
    expect(encryption.state).toBe('Enabled');
    expect(short.retentionDays).toBe(14);
    expect(long.monthlyRetention).toBe('P2M');
    expect(recoverable).toHaveLength(2);
    expect(kept.length).toBeGreaterThan(4);
  });

  it('read storage accounts with replication and services', async () => {
    const storage = new StorageManagementClient(secret, FLEX, options);

    const accounts = await all(storage.storageAccounts.list());
    const account = await storage.storageAccounts.getProperties(GROUP, 'stflexprod', {
      expand: 'geoReplicationStats',
    });
    const blobs = await storage.blobServices.getServiceProperties(GROUP, 'stflexprod');

    expect(accounts).toHaveLength(3);
    expect([account.secondaryLocation, account.geoReplicationStats?.status]).toEqual([
      'swedensouth',
      'Live',
    ]);
    expect([blobs.restorePolicy?.enabled, blobs.restorePolicy?.days]).toEqual([true, 14]);
    await expect(
      storage.managementPolicies.get(GROUP, 'stflexprod', 'default'),
    ).rejects.toMatchObject({ statusCode: 404, code: 'ManagementPolicyNotFound' });
  });

  it('read vaults, keys and secrets', async () => {
    const vaults = new KeyVaultManagementClient(secret, FLEX, options);

    const list = await all(vaults.vaults.listBySubscription());
    const keys = await all(vaults.keys.list(GROUP, 'kv-flex-prod'));
    const key = await vaults.keys.get(GROUP, 'kv-flex-prod', 'data-protection');
    const secrets = await all(vaults.secrets.list(GROUP, 'kv-flex-prod'));
    const deleted = await all(vaults.vaults.listDeleted());

    expect(list[0]?.properties.enablePurgeProtection).toBe(true);
    expect(keys[0]?.rotationPolicy).toBeUndefined();
    expect(key.rotationPolicy?.lifetimeActions).toHaveLength(2);
    const expires = Number(key.attributes?.expires);
    expect(expires * 1000).toBeGreaterThan(Date.now());
    expect(secrets[0]?.properties.attributes?.expires).toBeInstanceOf(Date);
    expect(deleted).toEqual([]);
  });

  it('read Recovery Services vaults and the activity log', async () => {
    const recovery = new RecoveryServicesClient(secret, FLEX, options);
    const monitor = new MonitorClient(secret, FLEX, options);

    const vaults = await all(recovery.vaults.listBySubscriptionId());
    const from = new Date(Date.now() - 3_600_000).toISOString();
    const to = new Date().toISOString();
    const events = await all(
      monitor.activityLogs.list(`eventTimestamp ge '${from}' and eventTimestamp le '${to}'`),
    );

    expect(vaults[0]?.properties?.redundancySettings?.crossRegionRestore).toBe('Enabled');
    expect(events).toEqual([]);
  });
});
