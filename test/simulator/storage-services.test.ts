import { StorageManagementClient } from '@azure/arm-storage';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '#simulator/simulator.ts';
import { httpTo } from './http.ts';
import { all, type SdkAccess, startForSdk } from './sdk-harness.ts';

const SUBSCRIPTION = '11111111-1111-4111-8111-111111111111';
const ACCOUNTS = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts`;
const WORKSPACE =
  '/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/log';
const SETTINGS = 'providers/Microsoft.Insights/diagnosticSettings?api-version=2021-05-01-preview';

const ESTATE = {
  subscriptions: [
    {
      id: SUBSCRIPTION,
      displayName: 'Storage',
      resourceGroups: [
        {
          name: 'rg',
          location: 'northeurope',
          resources: [
            {
              type: 'Microsoft.Storage/storageAccounts',
              name: 'st',
              settings: {
                fileServices: {
                  protocolSettings: { smb: { encryptionInTransit: { required: false } } },
                },
                'queueServices/default/diagnosticSettings/audit': {
                  workspaceId: WORKSPACE,
                  logs: [{ category: 'StorageRead', enabled: true }],
                },
              },
              children: {
                'fileServices/shares': [{ name: 'docs' }, { name: 'team' }],
                'tableServices/tables': [{ name: 'events' }],
                'queueServices/queues': [{ name: 'work' }],
              },
            },
            { type: 'Microsoft.Storage/storageAccounts', name: 'stempty' },
            {
              type: 'Microsoft.Storage/storageAccounts',
              name: 'stpremium',
              kind: 'FileStorage',
              sku: { name: 'Premium_LRS' },
            },
            {
              type: 'Microsoft.Storage/storageAccounts',
              name: 'stpages',
              sku: { name: 'Premium_LRS' },
            },
          ],
        },
      ],
    },
  ],
};

describe('the services of a storage account', () => {
  let simulator: Simulator;
  let http: ReturnType<typeof httpTo>;

  beforeAll(async () => {
    simulator = await startSimulator({ port: 0, estate: ESTATE });
    http = httpTo(simulator);
  });

  afterAll(async () => {
    await http.close();
    await simulator.close();
  });

  const at = async (path: string) =>
    await http.get(`${ACCOUNTS}/${path}${path.includes('?') ? '' : '?api-version=2025-08-01'}`);

  it.each([
    ['st/fileServices/default/shares', ['docs', 'team']],
    ['st/tableServices/default/tables', ['events']],
    ['st/queueServices/default/queues', ['work']],
    ['stempty/fileServices/default/shares', []],
    ['stempty/tableServices/default/tables', []],
    ['stempty/queueServices/default/queues', []],
  ])('%s: %j', async (path, names) => {
    const { status, body } = await at(path);
    const rows = (body['value'] as unknown as { id: string; name: string }[]) ?? [];

    expect(status).toBe(200);
    expect(rows.map(({ name }) => name)).toEqual(names);
    expect(rows.map(({ id }) => id)).toEqual(names.map((name) => `${ACCOUNTS}/${path}/${name}`));
  });

  it.each([
    ['stpremium/tableServices/default/tables', 400],
    ['stpremium/queueServices/default', 400],
    [`stpremium/blobServices/default/${SETTINGS}`, 400],
    ['stpages/fileServices/default', 400],
    ['stpages/blobServices/default', 200],
    ['stpremium/fileServices/default/shares', 200],
    ['nowhere/fileServices/default/shares', 404],
    ['st/fileServices/other/shares', 404],
    ['st/fileServices/default/shares/none', 404],
  ])('%s answers %i', async (path, status) => {
    expect((await at(path)).status).toBe(status);
  });

  it('say what an estate gives of them', async () => {
    const service = await at('st/fileServices/default');
    const settings = await at(`st/queueServices/default/${SETTINGS}`);
    const none = await at(`st/tableServices/default/${SETTINGS}`);

    expect(service.body['properties']).toMatchObject({
      protocolSettings: { smb: { encryptionInTransit: { required: false } } },
    });
    expect(settings.body['value']).toMatchObject([
      {
        id: `${ACCOUNTS}/st/queueServices/default/providers/microsoft.insights/diagnosticSettings/audit`
          .toLowerCase()
          .replace('diagnosticsettings', 'diagnosticSettings'),
        properties: { workspaceId: WORKSPACE },
      },
    ]);
    expect(none.body).toEqual({ value: [] });
  });

  it('have diagnostic settings that are made and taken away', async () => {
    const path = `${ACCOUNTS}/st/blobServices/default/providers/Microsoft.Insights/diagnosticSettings/own?api-version=2021-05-01-preview`;
    const body = { properties: { workspaceId: WORKSPACE, logs: [] } };

    const made = await http.call('PUT', path, { body });
    const here = await at(`st/blobServices/default/${SETTINGS}`);
    const account = await at(`st/${SETTINGS}`);
    const gone = await http.call('DELETE', path);
    const left = await at(`st/blobServices/default/${SETTINGS}`);

    expect([made.status, gone.status]).toEqual([200, 200]);
    expect(here.body['value']).toHaveLength(1);
    expect(account.body).toEqual({ value: [] });
    expect(left.body).toEqual({ value: [] });
  });

  it('hold shares that are made and deleted', async () => {
    const path = `${ACCOUNTS}/stempty/fileServices/default/shares/new?api-version=2025-08-01`;

    const made = await http.call('PUT', path, { body: { properties: {} } });
    const here = await at('stempty/fileServices/default/shares');
    const gone = await http.call('DELETE', path);
    const left = await at('stempty/fileServices/default/shares');

    expect([made.status, gone.status]).toEqual([201, 200]);
    expect(made.body['id']).toBe(`${ACCOUNTS}/stempty/fileServices/default/shares/new`);
    expect(here.body['value']).toHaveLength(1);
    expect(left.body['value']).toEqual([]);
  });
});

describe('unmodified SDK clients', () => {
  let simulator: Simulator;
  let access: SdkAccess;

  beforeAll(async () => {
    access = await startForSdk();
    ({ simulator } = access);
  });

  afterAll(async () => {
    await simulator.close();
  });

  it('read the services of an account and what lies in them', async () => {
    const client = new StorageManagementClient(access.credential, SUBSCRIPTION, access.options);
    const group = 'rg-flex-prod';

    const files = await client.fileServices.getServiceProperties(group, 'stflexprod');
    const tables = await client.tableServices.getServiceProperties(group, 'stflexprod');

    expect(files.protocolSettings?.smb?.versions).toBe('SMB3.1.1;');
    expect(tables.name).toBe('default');
    expect(await all(client.fileShares.list(group, 'stflexprod'))).toEqual([]);
    expect(await all(client.table.list(group, 'stflexprod'))).toEqual([]);
    expect(await all(client.queue.list(group, 'stflexprod'))).toEqual([]);
  });
});
