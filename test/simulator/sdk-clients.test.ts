import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeyVaultManagementClient } from '@azure/arm-keyvault';
import { ManagementGroupsAPI } from '@azure/arm-managementgroups';
import { MonitorClient } from '@azure/arm-monitor';
import { RecoveryServicesClient } from '@azure/arm-recoveryservices';
import { ResourceGraphClient } from '@azure/arm-resourcegraph';
import { ResourceManagementClient } from '@azure/arm-resources';
import { SubscriptionClient } from '@azure/arm-resources-subscriptions';
import { StorageManagementClient } from '@azure/arm-storage';
import { ManagedIdentityCredential, WorkloadIdentityCredential } from '@azure/identity';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Simulator } from '#simulator/simulator.ts';
import { all, type SdkAccess, startForSdk } from './sdk-harness.ts';

const FLEX = '11111111-1111-4111-8111-111111111111';
const GROUP = 'rg-flex-prod';

describe('unmodified SDK clients', () => {
  let simulator: Simulator;
  let secret: SdkAccess['credential'];
  let options: SdkAccess['options'];

  beforeAll(async () => {
    ({ simulator, credential: secret, options } = await startForSdk());
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

  it('sign in with a federated assertion', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'assertion-'));
    const tokenFilePath = join(directory, 'token');
    writeFileSync(tokenFilePath, 'header.claims.signature');
    const credential = new WorkloadIdentityCredential({
      tenantId: simulator.tenantId,
      clientId: 'a-client',
      tokenFilePath,
      authorityHost: simulator.resourceManager,
      disableInstanceDiscovery: true,
      tlsOptions: { ca: simulator.ca },
    });

    const rows = await all(new SubscriptionClient(credential, options).subscriptions.list());
    rmSync(directory, { recursive: true });

    expect(rows).toHaveLength(5);
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
    let total: number | undefined;
    do {
      const page = await client.resources({
        subscriptions: [FLEX],
        query: 'resources | project id, name | order by id asc',
        options: { top: 7, resultFormat: 'objectArray', ...(skipToken ? { skipToken } : {}) },
      });
      skipToken = page.skipToken;
      names.push(...page.data.map((row: { name: string }) => row.name));
      total ??= page.totalRecords;
      expect(page.totalRecords).toBe(total);
    } while (skipToken !== undefined);

    expect(names).toHaveLength(total ?? 0);
    // More than two pages.
    expect(new Set(names).size).toBeGreaterThan(14);
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
