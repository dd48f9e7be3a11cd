import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '#simulator/simulator.ts';
import { httpTo } from './http.ts';

const GROUP =
  '/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-flex-prod/providers';
const SERVER = `${GROUP}/Microsoft.Sql/servers/sql-flex`;
const ORDERS = `${SERVER}/databases/orders`;
const VAULT = `${GROUP}/Microsoft.KeyVault/vaults/kv-flex-prod`;

describe('writes', () => {
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

  const changes = (): Promise<Awaited<ReturnType<typeof http.get>>> =>
    http.query('resourcechanges | project id, properties');

  it('changes a resource and tells who, when and what once the lag is over', async () => {
    const answer = await http.call('PATCH', `${SERVER}?api-version=2023-08-01`, {
      body: { properties: { minimalTlsVersion: '1.0' } },
      headers: { 'x-simulator-caller': 'anna@example.com', 'x-simulator-client': 'Azure Portal' },
    });
    const soon = await http.query("resources | where name == 'sql-flex' | project id, properties");
    const none = await changes();
    time += 2_000;
    const later = await http.query("resources | where name == 'sql-flex' | project id, properties");
    const told = await changes();

    expect(answer.body['properties']?.['minimalTlsVersion']).toBe('1.0');
    const direct = await http.get(`${SERVER}?api-version=2023-08-01`);
    expect(direct.body['properties']?.['minimalTlsVersion']).toBe('1.0');
    expect(soon.body['data']?.[0]?.['properties']?.['minimalTlsVersion']).toBe('1.2');
    expect(none.body['totalRecords']).toBe(0);
    expect(later.body['data']?.[0]?.['properties']?.['minimalTlsVersion']).toBe('1.0');
    expect(told.body['data']?.[0]?.['properties']).toMatchObject({
      targetResourceType: 'microsoft.sql/servers',
      changeType: 'Update',
      changes: { 'properties.minimalTlsVersion': { previousValue: '1.2', newValue: '1.0' } },
      changeAttributes: {
        changedBy: 'anna@example.com',
        changedByType: 'User',
        clientType: 'Azure Portal',
        operation: 'Microsoft.Sql/servers/write',
        changesCount: 1,
      },
    });
  });

  it('tells of a child setting in the activity log alone', async () => {
    await http.call('PUT', `${ORDERS}/transparentDataEncryption/current?api-version=2021-11-01`, {
      body: { properties: { state: 'Disabled' } },
      headers: { 'x-simulator-caller': 'anna@example.com' },
    });
    time += 10_000;
    const span = `eventTimestamp ge '2026-11-21T11:00:00Z' and eventTimestamp le '2026-11-21T13:00:00Z'`;
    const log = await http.get(
      `/subscriptions/11111111-1111-4111-8111-111111111111/providers/Microsoft.Insights/eventtypes/management/values?api-version=2015-04-01&$filter=${encodeURIComponent(span)}`,
    );

    expect((await changes()).body['totalRecords']).toBe(0);
    expect(log.body['value']).toHaveLength(2);
    expect(log.body['value']?.[0]).toMatchObject({
      caller: 'anna@example.com',
      authorization: { action: 'Microsoft.Sql/servers/databases/transparentDataEncryption/write' },
      status: { value: 'Succeeded' },
    });
    const now = await http.get(
      `${ORDERS}/transparentDataEncryption/current?api-version=2021-11-01`,
    );
    expect(now.body['properties']?.['state']).toBe('Disabled');
  });

  it('refuses a log query without a span', async () => {
    const answer = await http.get(
      '/subscriptions/11111111-1111-4111-8111-111111111111/providers/Microsoft.Insights/eventtypes/management/values?api-version=2015-04-01',
    );

    expect(answer.status).toBe(400);
  });

  it('creates with 201, then answers 200, and the row appears only after the lag', async () => {
    const path = `${GROUP}/Microsoft.Storage/storageAccounts/stnew?api-version=2024-01-01`;
    const body = { location: 'East US', kind: 'StorageV2', sku: { name: 'Standard_GRS' } };
    const rows = (): ReturnType<typeof http.query> =>
      http.query("resources | where name == 'stnew' | project id, location");

    const first = await http.call('PUT', path, { body });
    const hidden = await rows();
    const second = await http.call('PUT', path, { body });
    time += 2_000;
    const shown = await rows();

    expect([first.status, second.status]).toEqual([201, 200]);
    expect(first.body['properties']?.['secondaryLocation']).toBe('westus');
    expect(hidden.body['totalRecords']).toBe(0);
    expect(shown.body['data']?.[0]?.['location']).toBe('eastus');
  });

  it('keeps purge protection, and the name of a deleted vault', async () => {
    const body = {
      location: 'swedencentral',
      properties: { sku: { family: 'A', name: 'standard' } },
    };
    const off = await http.call('PATCH', `${VAULT}?api-version=2024-11-01`, {
      body: { properties: { enablePurgeProtection: false } },
    });
    await http.call('DELETE', `${VAULT}?api-version=2024-11-01`);
    const again = await http.call('PUT', `${VAULT}?api-version=2024-11-01`, { body });
    const deleted = await http.get(
      '/subscriptions/11111111-1111-4111-8111-111111111111/providers/Microsoft.KeyVault/deletedVaults?api-version=2024-11-01',
    );

    expect(off.status).toBe(400);
    expect([again.status, again.body['error']?.['code']]).toEqual([409, 'ConflictError']);
    expect(deleted.body['value']?.[0]?.['properties']?.['purgeProtectionEnabled']).toBe(true);
  });

  it('makes resource groups, tells of them among the containers, and keeps full ones', async () => {
    const base = '/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups';
    const path = `${base}/rg-new?api-version=2021-04-01`;
    const made = await http.call('PUT', path, { body: { location: 'northeurope' } });
    const tagged = await http.call('PATCH', path, { body: { tags: { service: 'flex' } } });
    time += 2_000;
    const told = await http.query('resourcecontainerchanges | project id, properties');
    const gone = await http.call('DELETE', path);
    const full = await http.call('DELETE', `${base}/rg-flex-prod?api-version=2021-04-01`);

    expect([made.status, tagged.status, gone.status, full.status]).toEqual([201, 200, 200, 409]);
    expect(told.body['totalRecords']).toBe(2);
    expect((await changes()).body['totalRecords']).toBe(0);
  });

  it.each([
    [
      'another region for an existing resource',
      'PUT',
      SERVER,
      { location: 'eastus' },
      409,
      'InvalidResourceLocation',
    ],
    ['no location', 'PUT', `${SERVER}-new`, { properties: {} }, 400, 'LocationRequired'],
    [
      'a region that is none',
      'PUT',
      `${SERVER}-new`,
      { location: 'atlantis' },
      400,
      'LocationNotAvailableForResourceType',
    ],
    [
      'a TLS version that is none',
      'PATCH',
      SERVER,
      { properties: { minimalTlsVersion: '0.9' } },
      400,
      'InvalidMinimalTlsVersion',
    ],
    [
      'a patch of what is not there',
      'PATCH',
      `${SERVER}-new`,
      { properties: {} },
      404,
      'ResourceNotFound',
    ],
    [
      'the system database',
      'DELETE',
      `${SERVER}/databases/master`,
      undefined,
      400,
      'OperationNotAllowedOnSystemDatabase',
    ],
  ])('refuses %s', async (_, method, path, body, status, code) => {
    const answer = await http.call(method, `${path}?api-version=2023-08-01`, { body });

    expect([answer.status, answer.body['error']?.['code']]).toEqual([status, code]);
  });
});
