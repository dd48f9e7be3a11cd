import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Azure } from '#azure/azure.ts';
import type { Answer } from '#azure/azure-reader.ts';
import type { Read } from '#resource-types/define-read.ts';
import { storageAccount } from '#resource-types/storage/account.ts';
import { type Simulator, startSimulator } from '#simulator/simulator.ts';
import { aCell } from '../../harness/a-cell.ts';
import { openAzure } from '../../harness/azure-access.ts';

const SUBSCRIPTION = '11111111-1111-4111-8111-111111111111';
const ID = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/st`;

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
                'fileServices/default/diagnosticSettings/audit': { workspaceId: '/w', logs: [] },
              },
              children: {
                'fileServices/shares': [{ name: 'docs' }],
                'tableServices/tables': [{ name: 'events' }],
                'queueServices/queues': [{ name: 'work' }],
                encryptionScopes: [{ name: 'scope' }],
                objectReplicationPolicies: [
                  { name: 'copy', properties: { sourceAccount: 'st', destinationAccount: 'far' } },
                ],
              },
            },
          ],
        },
      ],
    },
  ],
};

describe('the reads of a storage account, through the SDK client', () => {
  let simulator: Simulator;
  let azure: Azure;
  let asked: Awaited<ReturnType<typeof openAzure>>['kept'];

  beforeAll(async () => {
    simulator = await startSimulator({ port: 0, estate: ESTATE });
    const server = { origin: simulator.resourceManager, caFile: simulator.caFile };
    ({ azure, kept: asked } = await openAzure(server, { tenantId: simulator.tenantId }));
  });

  afterAll(async () => {
    await azure.close();
    await simulator.close();
  });

  async function answersOf(read: Read): Promise<readonly Answer[]> {
    if (read.kind === 'join') throw new Error(`${read.name} asks nothing`);
    const reading = await read.read(azure.reader, read.requestKey(ID), AbortSignal.timeout(10_000));
    if (reading.status === 'unavailable') throw new Error(reading.detail);
    return [reading.value].flat();
  }

  it.each([
    ['account', ['st'], 'providers/Microsoft.Storage/storageAccounts'],
    ['accounts', ['st'], 'providers/Microsoft.Storage/storageAccounts'],
    ['blobs', 'default', `${ID}/blobServices/default`],
    ['files', 'default', `${ID}/fileServices/default`],
    ['replication', ['copy'], `${ID}/objectReplicationPolicies`],
    ['scopes', ['scope'], `${ID}/encryptionScopes`],
    ['shares', ['docs'], `${ID}/fileServices/default/shares`],
    ['tables', ['events'], `${ID}/tableServices/default/tables`],
    ['queues', ['work'], `${ID}/queueServices/default/queues`],
    [
      'blobSettings',
      [],
      `${ID}/blobServices/default/providers/Microsoft.Insights/diagnosticSettings`,
    ],
    [
      'fileSettings',
      ['audit'],
      `${ID}/fileServices/default/providers/Microsoft.Insights/diagnosticSettings`,
    ],
    [
      'tableSettings',
      [],
      `${ID}/tableServices/default/providers/Microsoft.Insights/diagnosticSettings`,
    ],
    [
      'queueSettings',
      [],
      `${ID}/queueServices/default/providers/Microsoft.Insights/diagnosticSettings`,
    ],
  ])('%s: %j', async (name, named, path) => {
    const read = storageAccount.reads[name];
    if (read === undefined) throw new Error(`no read called ${name}`);

    const [answer] = await answersOf(read);
    const body = answer?.body as { name?: string; value?: readonly { name: string }[] };

    expect(body.value === undefined ? body.name : body.value.map((row) => row.name)).toEqual(named);
    const url = new URL(asked.at(-1)?.url ?? '');
    expect(url.pathname.endsWith(path)).toBe(true);
    expect(url.searchParams.get('api-version')).toBe(read.apiVersion);
  });

  it('asks one list of accounts, whatever it is for', () => {
    const { account, accounts } = storageAccount.reads;

    expect(Reflect.get(account ?? {}, 'read')).toBe(Reflect.get(accounts ?? {}, 'read'));
  });

  it.each([
    ['FileStorage', 'Premium_LRS', ['files', 'shares', 'fileSettings']],
    ['BlockBlobStorage', 'Premium_LRS', ['blobs', 'replication', 'blobSettings']],
    ['StorageV2', 'Premium_LRS', ['blobs', 'replication', 'blobSettings']],
    ['FutureStorage', 'Standard_LRS', undefined],
  ])('asks a %s account of sku %s only for what it has', (kind, name, only) => {
    const own = aCell({ kind, sku: { name }, properties: { encryption: {} } });
    const services = Object.entries(storageAccount.reads).filter(
      ([, read]) => read.when !== undefined && read.kind !== 'join',
    );

    const wanted = services.filter(([, read]) => read.when?.(own) === undefined);

    expect(wanted.map(([key]) => key)).toEqual(
      only ?? expect.arrayContaining(['blobs', 'files', 'tables', 'queues']),
    );
  });
});
