import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '#simulator/simulator.ts';
import { httpTo, textOf } from './http.ts';

const GROUP =
  '/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-flex-prod/providers';
const SERVER = `${GROUP}/Microsoft.Sql/servers/sql-flex`;
const ORDERS = `${SERVER}/databases/orders`;
const RETENTION = `${ORDERS}/backupShortTermRetentionPolicies/default?api-version=2021-11-01`;
const DAY = 86_400_000;

describe('writes that bear on backups of databases', () => {
  let time = Date.parse('2026-11-21T12:00:00Z');
  let simulator: Simulator;
  let http: ReturnType<typeof httpTo>;

  beforeEach(async () => {
    time = Date.parse('2026-11-21T12:00:00Z');
    simulator = await startSimulator({ port: 0, now: () => new Date(time) });
    http = httpTo(simulator);
  });

  afterEach(async () => {
    await http.close();
    await simulator.close();
  });

  it('deletes children with their parent; long-term backups outlive them', async () => {
    const deleted = await http.call('DELETE', `${SERVER}?api-version=2023-08-01`);
    const again = await http.call('DELETE', `${SERVER}?api-version=2023-08-01`);
    const child = await http.get(`${ORDERS}?api-version=2023-08-01`);
    const list = await http.get(
      '/subscriptions/11111111-1111-4111-8111-111111111111/providers/Microsoft.Sql/locations/swedencentral/longTermRetentionServers/sql-flex/longTermRetentionBackups?api-version=2021-05-01-preview&databaseState=Deleted&onlyLatestPerDatabase=true',
    );
    const partner = await http.get(
      `${SERVER}-northeurope/failoverGroups?api-version=2020-11-01-preview`,
    );

    expect([deleted.status, again.status]).toEqual([200, 204]);
    expect([child.status, child.body['error']?.['code']]).toEqual([404, 'ParentResourceNotFound']);
    expect(list.body['value']).toHaveLength(4);
    expect(list.body['value']?.[0]?.['properties']?.['databaseDeletionTime']).toBeDefined();
    expect(partner.body['value']).toEqual([]);
  });

  it('follows a shortened retention, and a long one brings nothing back', async () => {
    const earliest = async (): Promise<number> => {
      const answer = await http.get(`${ORDERS}?api-version=2023-08-01`);
      return (time - Date.parse(textOf(answer.body['properties']?.['earliestRestoreDate']))) / DAY;
    };
    const put = (retentionDays: number): ReturnType<typeof http.call> =>
      http.call('PUT', RETENTION, { body: { properties: { retentionDays } } });

    expect(await earliest()).toBe(14);
    await put(7);
    expect(await earliest()).toBe(7);
    time += 60_000;
    await put(14);
    expect(await earliest()).toBe(14);
    await put(7);
    time += 2 * DAY;
    await put(14);
    expect(await earliest()).toBe(7);
    time += 7 * DAY;
    expect(await earliest()).toBe(14);
    expect((await put(36)).status).toBe(400);
    expect((await put(0)).status).toBe(400);
  });

  it('takes a new backup redundancy into force after the lag', async () => {
    const redundancy = async (): Promise<unknown[]> => {
      const { body } = await http.get(`${ORDERS}?api-version=2023-08-01`);
      const properties = body['properties'];
      return [
        properties?.['requestedBackupStorageRedundancy'],
        properties?.['currentBackupStorageRedundancy'],
      ];
    };

    await http.call('PATCH', `${ORDERS}?api-version=2023-08-01`, {
      body: { properties: { requestedBackupStorageRedundancy: 'Local' } },
    });

    expect(await redundancy()).toEqual(['Local', 'Geo']);
    time += 1_000;
    expect(await redundancy()).toEqual(['Local', 'Local']);
    const path = `${SERVER}/recoverableDatabases`;
    const list = await http.get(`${path}?api-version=2022-08-01-preview`);
    const one = await http.get(`${path}/orders?api-version=2022-08-01-preview`);
    expect(list.body['value']).toHaveLength(3);
    expect(one.status).toBe(404);
  });

  it('keeps long-term backups that were made before the policy was turned off and on', async () => {
    const policy = `${ORDERS}/backupLongTermRetentionPolicies/default?api-version=2021-11-01`;
    const count = async (): Promise<number> => {
      const path =
        '/subscriptions/11111111-1111-4111-8111-111111111111/providers/Microsoft.Sql/locations/swedencentral/longTermRetentionServers/sql-flex/longTermRetentionDatabases/orders/longTermRetentionBackups?api-version=2021-05-01-preview';
      const { body } = await http.get(path);
      return Number(body['value']?.['length']);
    };
    const put = (weeklyRetention: string, monthlyRetention: string): ReturnType<typeof http.call> =>
      http.call('PUT', policy, { body: { properties: { weeklyRetention, monthlyRetention } } });

    const before = await count();
    await put('PT0S', 'PT0S');
    const off = await count();
    time += 1_000;
    await put('P5W', 'P2M');

    expect(before).toBeGreaterThan(4);
    expect([off, await count()]).toEqual([before, before]);
  });
});
