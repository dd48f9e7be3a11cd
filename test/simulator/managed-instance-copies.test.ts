import { type InstanceFailoverGroup, SqlManagementClient } from '@azure/arm-sql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EstateInput } from '#simulator/estate/schema.ts';
import { httpTo } from './http.ts';
import { all, type SdkAccess, startForSdk } from './sdk-harness.ts';

const SUBSCRIPTION = '11111111-1111-4111-8111-111111111111';
const NOW = Date.parse('2026-11-21T12:00:00Z');
const PROVIDER = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.Sql`;
const OUTSIDE = `/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/us/providers/Microsoft.Sql/managedInstances/mi-us`;

const ESTATE: EstateInput = {
  subscriptions: [
    {
      id: SUBSCRIPTION,
      displayName: 'Instances',
      resourceGroups: [
        {
          name: 'rg',
          location: 'northeurope',
          resources: [
            {
              type: 'Microsoft.Sql/managedInstances',
              name: 'mi',
              failoverGroups: [{ name: 'pair', partner: 'mi-west' }],
              children: {
                databases: [
                  {
                    name: 'ledger',
                    simulated: {
                      longTermBackups: [
                        { backupTime: '-P330D', backupStorageRedundancy: 'Local' },
                        { backupTime: '-P900D', databaseDeletionTime: '-P801D' },
                      ],
                    },
                  },
                ],
              },
            },
            { type: 'Microsoft.Sql/managedInstances', name: 'mi-west', location: 'westeurope' },
            {
              type: 'Microsoft.Sql/managedInstances',
              name: 'mi-alone',
              failoverGroups: [{ name: 'abroad', partner: OUTSIDE, location: 'eastus' }],
            },
          ],
        },
      ],
    },
  ],
};

describe('copies of managed instances', () => {
  let azure: SdkAccess;
  let sql: SqlManagementClient;

  beforeAll(async () => {
    azure = await startForSdk({ estate: ESTATE, now: () => new Date(NOW) });
    sql = new SqlManagementClient(azure.credential, SUBSCRIPTION, azure.options);
  });

  afterAll(async () => {
    await azure.simulator.close();
  });

  const groupsIn = async (region: string): Promise<readonly InstanceFailoverGroup[]> =>
    await all(sql.instanceFailoverGroups.listByLocation('rg', region));

  it('lists failover groups in the region of each end', async () => {
    const [abroad, here] = (await groupsIn('northeurope')).toSorted((a, b) =>
      String(a.name).localeCompare(String(b.name)),
    );
    const [there] = await groupsIn('westeurope');

    expect([here?.id, there?.id]).toEqual([
      `${PROVIDER}/locations/northeurope/instanceFailoverGroups/pair`,
      `${PROVIDER}/locations/westeurope/instanceFailoverGroups/pair`,
    ]);
    expect([here?.replicationRole, there?.replicationRole]).toEqual(['Primary', 'Secondary']);
    expect(there?.partnerRegions).toEqual([
      { location: 'North Europe', replicationRole: 'Primary' },
    ]);
    const pair = {
      primaryManagedInstanceId: `${PROVIDER}/managedInstances/mi`,
      partnerManagedInstanceId: `${PROVIDER}/managedInstances/mi-west`,
    };
    expect([here?.managedInstancePairs, there?.managedInstancePairs]).toEqual([[pair], [pair]]);
    expect(abroad?.partnerRegions?.[0]?.location).toBe('East US');
    expect(abroad?.managedInstancePairs?.[0]?.partnerManagedInstanceId).toBe(OUTSIDE);
    expect(await groupsIn('swedencentral')).toEqual([]);
  });

  it('copies every database to the other instance', async () => {
    const [copy] = await all(sql.managedDatabases.listByInstance('rg', 'mi-west'));

    expect([copy?.name, copy?.failoverGroupId]).toEqual([
      'ledger',
      `${PROVIDER}/locations/westeurope/instanceFailoverGroups/pair`,
    ]);
  });

  it('tells long-term backups as the estate has them', async () => {
    const list = async (databaseState: string): Promise<readonly unknown[]> =>
      (
        await all(
          sql.longTermRetentionManagedInstanceBackups.listByInstance('northeurope', 'mi', {
            databaseState,
          }),
        )
      ).map(({ backupTime, databaseDeletionTime, backupStorageRedundancy }) => ({
        days: (NOW - (backupTime?.getTime() ?? 0)) / 86_400_000,
        isDeleted: databaseDeletionTime !== undefined,
        backupStorageRedundancy,
      }));

    const live = { days: 330, isDeleted: false, backupStorageRedundancy: 'Local' };
    const gone = { days: 900, isDeleted: true, backupStorageRedundancy: 'Geo' };
    expect(await list('Live')).toEqual([live]);
    expect(await list('Deleted')).toEqual([gone]);
    expect(await list('All')).toEqual([live, gone]);
  });

  it('takes a group that is written, and both ends of one that is deleted', async () => {
    const http = httpTo(azure.simulator);
    const id = `${PROVIDER}/locations/westeurope/instanceFailoverGroups`;
    const version = 'api-version=2025-01-01';
    const put = await http.call('PUT', `${id}/new?${version}`, {
      body: { properties: { partnerRegions: [{ location: 'East US' }], managedInstancePairs: [] } },
    });
    const written = await groupsIn('westeurope');
    const deleted = await http.call('DELETE', `${id}/pair?${version}`);

    expect([put.status, deleted.status]).toEqual([201, 200]);
    expect(written.map(({ id: one }) => one)).toContain(`${id}/new`);
    expect((await groupsIn('northeurope')).map(({ name }) => name)).toEqual(['abroad']);
    await http.close();
  });
});
