import { afterEach, describe, expect, it } from 'vitest';
import type { Azure } from '#azure/azure.ts';
import type { Exchange } from '#domain/exchange.ts';
import {
  type ArmAnswer,
  type ArmRequest,
  type ArmServer,
  startArmServer,
} from '../harness/arm-server.ts';
import { digestOf, openAzure } from '../harness/azure-access.ts';

const ID =
  '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Sql/servers/a/databases/d';
const PERMISSION = 'Microsoft.Insights/metrics/read';
const BODY = { timespan: 'a/b', interval: 'P1D', value: [], namespace: 'x', future: true };

const opened: AsyncDisposable[] = [];

afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one[Symbol.asyncDispose]();
});

async function open(
  script: (request: ArmRequest) => ArmAnswer,
): Promise<{ azure: Azure; server: ArmServer; kept: Exchange[] }> {
  const server = await startArmServer(script);
  const { azure, kept } = await openAzure(server);
  opened.push(server, { [Symbol.asyncDispose]: () => azure.close() });
  return { azure, server, kept };
}

async function ask(azure: Azure) {
  const signal = AbortSignal.timeout(20_000);
  return await azure.reader.one(
    { operation: 'availability', permission: PERMISSION, signal },
    (clients) => clients.metrics().dailyAverages(ID, 'availability', 30, signal),
  );
}

describe('metric queries', () => {
  it('ask Resource Manager for daily averages, with the token that all clients share', async () => {
    const { azure, server, kept } = await open(() => ({ body: BODY }));
    const first = await ask(azure);
    await azure.reader.one(
      { operation: 'the server', permission: 'x', signal: AbortSignal.timeout(20_000) },
      (clients) => clients.generic.get('/subscriptions', '2022-12-01'),
    );
    const [request] = server.requests;

    expect(request?.method).toBe('GET');
    expect(request?.url.pathname).toBe(`${ID}/providers/Microsoft.Insights/metrics`);
    expect(Object.fromEntries(request?.url.searchParams ?? [])).toEqual({
      'api-version': '2024-02-01',
      timespan: 'P30D',
      interval: 'P1D',
      metricnames: 'availability',
      aggregation: 'Average',
    });
    expect(request?.headers['authorization']).toMatch(/^Bearer /u);
    expect(first).toMatchObject({
      status: 'collected',
      value: { body: BODY },
      evidence: [digestOf(JSON.stringify(BODY))],
    });
    expect(kept).toHaveLength(2);
    expect(server.tokens()).toBe(1);
  });

  it('take what Azure said even where the client cannot make anything of it', async () => {
    const { azure } = await open(() => ({
      body: { value: [{ id: `${ID}/providers/Microsoft.Insights/metrics/Availability` }] },
    }));

    expect(await ask(azure)).toMatchObject({ status: 'collected' });
  });

  it.each<[string, ArmAnswer, string, string | null]>([
    [
      'a refusal',
      { status: 403, body: { error: { code: 'AuthorizationFailed' } } },
      'AuthorizationFailed',
      PERMISSION,
    ],
    [
      'an unknown metric',
      { status: 400, body: { code: 'BadRequest', message: 'x' } },
      'MalformedAnswer',
      null,
    ],
    [
      'a resource that is gone',
      { status: 404, body: { error: { code: 'ResourceNotFound' } } },
      'NotFound',
      null,
    ],
    ['half an answer', { body: BODY, fault: 'truncate' }, 'MalformedAnswer', null],
    ['text', { body: 'Service unavailable' }, 'MalformedAnswer', null],
  ])('%s is no answer', async (_case, answer, code, permission) => {
    const { azure } = await open(() => answer);

    expect(await ask(azure)).toMatchObject({ status: 'unavailable', code, permission });
  });

  it.each([429, 500])(
    'are asked again by the governor alone when Azure answers %d',
    async (status) => {
      const { azure, server } = await open(() => ({
        status,
        headers: { 'retry-after': '0' },
        body: {},
      }));
      const reading = await ask(azure);

      expect(reading).toMatchObject({
        status: 'unavailable',
        code: status === 429 ? 'Throttled' : 'ServerError',
      });
      expect(server.requests).toHaveLength(3);
    },
  );

  it('do not follow a redirect', async () => {
    const { azure, server } = await open(() => ({
      status: 302,
      headers: { location: 'https://elsewhere.example.com/' },
      body: {},
    }));

    expect(await ask(azure)).toMatchObject({ status: 'unavailable' });
    expect(server.requests).toHaveLength(1);
  });
});
