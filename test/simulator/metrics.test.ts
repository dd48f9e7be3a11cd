import { MetricsQueryClient } from '@azure/monitor-query';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '#simulator/simulator.ts';
import { addResource, databaseOf, FLEX, goodEstate, idIn, storageOf } from '../harness/estates.ts';
import { httpTo } from './http.ts';
import { startForSdk } from './sdk-harness.ts';

const NOW = Date.parse('2026-11-21T12:00:41Z');
const METRICS = 'providers/microsoft.insights/metrics?api-version=2024-02-01';
const MONTH = `${METRICS}&timespan=P30D&interval=P1D&aggregation=Average`;
const NEW = idIn(FLEX, 'Microsoft.Storage/storageAccounts', 'stnew');
const SILENT = idIn(FLEX, 'Microsoft.Storage/storageAccounts', 'stsilent');
const NETWORK = idIn(FLEX, 'Microsoft.Network/networkSecurityGroups', 'nsg-flex-prod');

describe('metrics of a resource', () => {
  let simulator: Simulator;
  let http: ReturnType<typeof httpTo>;

  beforeAll(async () => {
    const estate = goodEstate();
    const account = { type: 'Microsoft.Storage/storageAccounts', sku: { name: 'Standard_LRS' } };
    addResource(estate, FLEX, { ...account, name: 'stnew', created: '-P3D' });
    addResource(estate, FLEX, {
      ...account,
      name: 'stsilent',
      simulated: { availability: null },
    });
    addResource(estate, FLEX, {
      ...account,
      name: 'stpoor',
      simulated: { availability: 12.5 },
    });
    simulator = await startSimulator({ estate, port: 0, now: () => new Date(NOW) });
    http = httpTo(simulator);
  });

  afterAll(async () => {
    await http.close();
    await simulator.close();
  });

  it('say what the estate says of every day, from the whole minute in which the time begins', async () => {
    const poor = await http.get(
      `${idIn(FLEX, 'Microsoft.Storage/storageAccounts', 'stpoor')}/${MONTH}&metricnames=availability`,
    );
    const [metric] = [poor.body['value']?.[0]];
    const data = metric?.['timeseries']?.[0]?.['data'];

    expect(poor.body).toMatchObject({
      timespan: '2026-10-22T12:00:41Z/2026-11-21T12:00:41Z',
      interval: 'P1D',
      namespace: 'Microsoft.Storage/storageAccounts',
    });
    expect(metric).toMatchObject({
      type: 'Microsoft.Insights/metrics',
      name: { value: 'Availability' },
      unit: 'Percent',
    });
    expect(data).toHaveLength(30);
    expect(data?.[0]).toEqual({ timeStamp: '2026-10-22T12:00:00Z', average: 12.5 });
  });

  it('say nothing of the days before a resource was made, and nothing at all where told so', async () => {
    const made = await http.get(`${NEW}/${MONTH}`);
    const silent = await http.get(`${SILENT}/${MONTH}`);
    const data = made.body['value']?.[0]?.['timeseries']?.[0]?.['data'];
    const figures = JSON.parse(JSON.stringify(data)) as { average?: number }[];

    expect(figures.filter(({ average }) => average !== undefined)).toHaveLength(3);
    expect(figures).toHaveLength(30);
    expect(silent.body['value']?.[0]).toMatchObject({ unit: 'Percent', timeseries: [] });
  });

  it('take start and end, points of an hour, and several aggregations', async () => {
    const span = encodeURIComponent('2026-11-20T00:00:00Z/2026-11-20T06:00:00Z');
    const answer = await http.get(
      `${databaseOf(FLEX)}/${METRICS}&timespan=${span}&interval=PT1H&aggregation=Average,Minimum`,
    );
    const data = answer.body['value']?.[0]?.['timeseries']?.[0]?.['data'];

    expect(data).toHaveLength(6);
    expect(data?.[5]).toEqual({ timeStamp: '2026-11-20T05:00:00Z', average: 100, minimum: 100 });
  });

  it.each([
    [
      'an unknown metric',
      `${storageOf(FLEX)}/${MONTH}&metricnames=Nothing`,
      /Valid metrics: Avail/u,
    ],
    ['a type without metrics', `${NETWORK}/${MONTH}`, /not a supported platform metric namespace/u],
    ['points of two days', `${storageOf(FLEX)}/${METRICS}&interval=P2D`, /time grain/u],
    ['another aggregation', `${storageOf(FLEX)}/${METRICS}&aggregation=Mean`, /aggregation/u],
    ['no time', `${storageOf(FLEX)}/${METRICS}&timespan=soon`, /timespan/u],
    ['a time too long ago', `${storageOf(FLEX)}/${METRICS}&timespan=P94D`, /93 days/u],
  ])('are refused for %s, with a body that is not wrapped', async (_case, path, message) => {
    const answer = await http.get(path);

    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      code: 'BadRequest',
      message: expect.stringMatching(message),
    });
  });

  it('are not to be found for what is not there, nor at a version that nobody serves', async () => {
    expect((await http.get(`${storageOf(FLEX)}x/${MONTH}`)).status).toBe(404);
    const old = `${storageOf(FLEX)}/providers/microsoft.insights/metrics?api-version=2001-01-01`;
    expect((await http.get(old)).status).toBe(400);
  });

  it('cannot be written, and need a permission of their own', async () => {
    const path = `${storageOf(FLEX)}/${MONTH}`;
    const written = await http.call('PUT', path, { body: {} });
    const effect = { deny: 'Microsoft.Insights/metrics/read' };
    simulator.admin.misbehaviour.replace([{ match: {}, effect }]);
    const denied = await http.get(path);
    simulator.admin.misbehaviour.replace([]);

    expect(written.status).toBe(405);
    expect(denied.status).toBe(403);
    expect((await http.get(path)).status).toBe(200);
  });
});

describe('the unmodified metrics client', () => {
  it('reads figures and definitions', async () => {
    const { simulator, credential, options } = await startForSdk();
    try {
      const { endpoint, tlsOptions, retryOptions } = options;
      const audience = simulator.resourceManager;
      const client = new MetricsQueryClient(credential, {
        endpoint,
        audience,
        tlsOptions,
        retryOptions,
      });
      const id = databaseOf(FLEX).slice(1);
      const result = await client.queryResource(id, ['availability'], {
        timespan: { duration: 'P2D' },
        granularity: 'PT1H',
        aggregations: ['Average'],
      });
      const definitions = [];
      for await (const definition of client.listMetricDefinitions(id)) definitions.push(definition);

      const data = result.getMetricByName('availability')?.timeseries[0]?.data;
      expect(data?.map(({ average }) => average)).toEqual(Array.from({ length: 48 }, () => 100));
      expect(definitions).toMatchObject([{ name: 'availability', unit: 'Percent' }]);
    } finally {
      await simulator.close();
    }
  });
});
