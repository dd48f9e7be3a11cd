import { afterEach, describe, expect, it } from 'vitest';
import type { Azure, AzureLimits } from '#azure/azure.ts';
import type { Question } from '#azure/azure-reader.ts';
import type { Exchange } from '#domain/exchange.ts';
import {
  type ArmAnswer,
  type ArmRequest,
  type ArmServer,
  startArmServer,
  TENANT,
} from '../harness/arm-server.ts';
import { digestOf, openAzure } from '../harness/azure-access.ts';

const SUBSCRIPTION = '00000000-0000-0000-0000-000000000001';
const GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg`;

const opened: AsyncDisposable[] = [];

afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one[Symbol.asyncDispose]();
});

async function open(
  script: (request: ArmRequest) => ArmAnswer,
  limits: Partial<AzureLimits> = {},
): Promise<{ azure: Azure; server: ArmServer; kept: Exchange[] }> {
  const server = await startArmServer(script);
  const { azure, kept } = await openAzure(server, { limits });
  opened.push(server, { [Symbol.asyncDispose]: () => azure.close() });
  return { azure, server, kept };
}

function ask(signal: AbortSignal = AbortSignal.timeout(20_000)): Question {
  return { operation: 'the thing', permission: 'Microsoft.Thing/things/read', signal };
}

describe('reader.one', () => {
  it('answers with the recorded body, its digest and its address, and signs in once', async () => {
    const body = {
      id: `${GROUP}/providers/Microsoft.Sql/servers/a`,
      properties: { futureFlag: 1 },
    };
    const { azure, server, kept } = await open(() => ({ body, gzip: true }));

    const first = await azure.reader.one(ask(), (clients) =>
      clients.sql(SUBSCRIPTION).servers.get('rg', 'a'),
    );
    await azure.reader.one(ask(), (clients) =>
      clients.keyVault(SUBSCRIPTION).vaults.get('rg', 'a'),
    );

    expect(first).toMatchObject({
      status: 'collected',
      value: { body, digest: digestOf(JSON.stringify(body)) },
      evidence: [digestOf(JSON.stringify(body))],
    });
    expect(server.requests[0]?.url.searchParams.get('api-version')).toBe('2025-01-01');
    expect(server.requests[0]?.headers['authorization']).toMatch(/^Bearer /u);
    expect(JSON.stringify(kept)).not.toContain('Bearer');
    expect(server.tokens()).toBe(1);
    expect(azure.tenantId()).toBe(TENANT);
    expect(azure.statistics()).toEqual({ requests: 2, retries: 0, throttled: 0 });
  });

  it('keeps what an SDK model cannot read', async () => {
    const vault = { id: `${GROUP}/providers/Microsoft.KeyVault/vaults/v`, location: 'westeurope' };
    const { azure } = await open(() => ({ body: vault }));

    let thrown: unknown;

    const reading = await azure.reader.one(ask(), async (clients) => {
      await clients
        .keyVault(SUBSCRIPTION)
        .vaults.get('rg', 'v')
        .catch((error: unknown) => {
          thrown = error;
          throw error;
        });
    });

    expect(thrown).toBeInstanceOf(TypeError);
    expect(reading).toMatchObject({ status: 'collected', value: { body: vault } });
  });

  it('names the action that Azure says is missing, and no secret', async () => {
    const message =
      "The client 'x' with object id 'y' does not have authorization to perform action 'Microsoft.Sql/servers/read' over scope '/z' sig=abc%3D.";
    const { azure } = await open(() => ({
      status: 403,
      body: { error: { code: 'AuthorizationFailed', message } },
    }));

    const reading = await azure.reader.one(ask(), (clients) =>
      clients.sql(SUBSCRIPTION).servers.get('rg', 'a'),
    );

    expect(reading).toMatchObject({
      status: 'unavailable',
      code: 'AuthorizationFailed',
      permission: 'Microsoft.Sql/servers/read',
      azureCode: 'AuthorizationFailed',
    });
    expect(JSON.stringify(reading)).not.toContain('abc%3D');
  });

  it.each([
    ['with a Retry-After', { 'retry-after': '1' }],
    ['without a Retry-After', undefined],
  ])('asks again after a 429 %s, and keeps both answers', async (_, headers) => {
    const { azure, kept } = await open(({ earlier }) =>
      earlier === 0 ? { status: 429, ...(headers ? { headers } : {}) } : { body: { id: GROUP } },
    );

    const reading = await azure.reader.one(ask(), (clients) =>
      clients.generic.get(GROUP, '2025-04-01'),
    );

    expect(reading.status).toBe('collected');
    expect(kept.map((one) => [one.status, one.attempt])).toEqual([
      [429, 1],
      [200, 2],
    ]);
    expect(azure.statistics()).toEqual({ requests: 2, retries: 1, throttled: 1 });
  });

  it('says throttled when 429 never ends, by attempts or by the deadline', async () => {
    const { azure } = await open(() => ({ status: 429 }), { maxAttempts: 2 });
    const patient = await azure.reader.one(ask(), (clients) =>
      clients.generic.get(GROUP, '2025-04-01'),
    );

    const { azure: waiting } = await open(() => ({
      status: 429,
      headers: { 'retry-after': '60' },
    }));
    const hurried = await waiting.reader.one(ask(AbortSignal.timeout(500)), (clients) =>
      clients.generic.get(GROUP, '2025-04-01'),
    );

    expect(patient).toMatchObject({ status: 'unavailable', code: 'Throttled' });
    expect(hurried).toMatchObject({ status: 'unavailable', code: 'Throttled' });
  });

  it('gives up at once when the question is withdrawn while Azure hangs', async () => {
    const { azure } = await open(() => ({ fault: 'hang' }));
    const began = Date.now();

    const reading = await azure.reader.one(ask(AbortSignal.timeout(200)), (clients) =>
      clients.resources(SUBSCRIPTION).resourceGroups.get('rg'),
    );

    expect(reading).toMatchObject({ status: 'unavailable', code: 'Timeout' });
    expect(Date.now() - began).toBeLessThan(1500);
  });

  it('says timeout after two attempts that hang', async () => {
    const { azure, server } = await open(() => ({ fault: 'hang' }), {
      requestTimeoutMs: 100,
      maxAttempts: 6,
    });

    const reading = await azure.reader.one(ask(), (clients) =>
      clients.generic.get(GROUP, '2025-04-01'),
    );

    expect(reading).toMatchObject({ status: 'unavailable', code: 'Timeout' });
    expect(server.requests).toHaveLength(2);
  });

  it.each([
    [
      'a truncated body',
      { body: { id: 'x', value: [1, 2, 3] }, fault: 'truncate' },
      'MalformedAnswer',
    ],
    [
      'a truncated compressed body',
      { body: 'x'.repeat(5000), fault: 'truncate', gzip: true },
      'MalformedAnswer',
    ],
    ['a page that is no JSON', { body: '<html>' }, 'MalformedAnswer'],
    ['JSON that is no object', { body: '[1]' }, 'MalformedAnswer'],
    ['no content', { status: 204, body: '' }, 'MalformedAnswer'],
    [
      'a redirect',
      { status: 302, headers: { location: 'https://example.org/' } },
      'MalformedAnswer',
    ],
    ['a reset', { fault: 'reset' }, 'NetworkError'],
    ['500 for ever', { status: 500, body: 'oops' }, 'ServerError'],
    [
      '404 with Azure`s code',
      { status: 404, body: { error: { code: 'ResourceNotFound' } } },
      'NotFound',
    ],
    ['404 from something else', { status: 404, body: '<html>' }, 'MalformedAnswer'],
  ] satisfies [string, ArmAnswer, string][])('takes %s for no answer', async (_, answer, code) => {
    const { azure } = await open(() => answer, { maxAttempts: 2 });

    const reading = await azure.reader.one(ask(), (clients) =>
      clients.resources(SUBSCRIPTION).resourceGroups.get('rg'),
    );

    expect(reading).toMatchObject({ status: 'unavailable', code });
  });

  it('throws for a bug: nothing asked, or a write', async () => {
    const { azure, server } = await open(() => ({}));

    await expect(azure.reader.one(ask(), async () => 1)).rejects.toThrow('nothing was asked');
    await expect(
      azure.reader.one(ask(), (clients) =>
        clients.resources(SUBSCRIPTION).tagsOperations.createOrUpdateValue('a', 'b'),
      ),
    ).rejects.toThrow('only reads');
    expect(server.requests).toEqual([]);
  });
});

describe('reader.pages', () => {
  const page = (server: { origin: string }, number: number, last: number) => ({
    value: [{ id: `/p${number}` }],
    nextLink: number === last ? null : `${server.origin}/subscriptions/x/more?page=${number + 1}`,
  });

  it('reads page after page, without the SDK`s models standing in the way', async () => {
    const vaults = (number: number) => ({
      id: `${GROUP}/providers/Microsoft.KeyVault/vaults/v${number}`,
      name: `v${number}`,
    });
    const { azure, kept } = await open(({ url }) => {
      const number = Number(url.searchParams.get('page') ?? 0);
      const nextLink = number === 2 ? '' : `${url.origin}/subscriptions/x/more?page=${number + 1}`;
      return { body: { value: [vaults(number)], nextLink } };
    });

    const reading = await azure.reader.pages(ask(), (clients) =>
      clients.keyVault(SUBSCRIPTION).vaults.listBySubscription(),
    );

    expect(reading).toMatchObject({
      status: 'collected',
      value: [0, 1, 2].map((number) => ({ body: { value: [vaults(number)] } })),
    });
    expect(kept).toHaveLength(3);
  });

  it('gives nothing when one page is missing', async () => {
    const { azure } = await open(({ url }) =>
      url.searchParams.get('page') === '1' ? { status: 500 } : { body: page(url, 0, 2) },
    );

    const reading = await azure.reader.pages(ask(), (clients) =>
      clients.resources(SUBSCRIPTION).resources.list(),
    );

    expect(reading).toMatchObject({ status: 'unavailable', code: 'ServerError' });
    expect(reading.evidence).toHaveLength(4);
  });

  it.each(['sdk', 'generic'] as const)('notices pages that lead in a circle (%s)', async (way) => {
    const { azure, server } = await open(({ url }) => ({
      body: { value: [], nextLink: `${url.origin}/subscriptions/x/same` },
    }));

    const reading = await azure.reader.pages(ask(), (clients) =>
      way === 'sdk'
        ? clients.resources(SUBSCRIPTION).resources.list()
        : clients.generic.list(GROUP, '2025-04-01'),
    );

    expect(reading).toMatchObject({ status: 'unavailable', code: 'MalformedAnswer' });
    expect(server.requests).toHaveLength(2);
  });

  it('stops a chain that never ends', async () => {
    const { azure, server } = await open(
      ({ url }) => ({ body: page(url, Number(url.searchParams.get('page') ?? 0), -1) }),
      {
        maxPages: 5,
      },
    );

    const reading = await azure.reader.pages(ask(), (clients) =>
      clients.sql(SUBSCRIPTION).servers.list(),
    );

    expect(reading).toMatchObject({ status: 'unavailable', code: 'MalformedAnswer' });
    expect(server.requests).toHaveLength(5);
  });

  it.each(['sdk', 'generic'] as const)('sends no token to another host (%s)', async (way) => {
    const stranger = await startArmServer(() => ({ body: { value: [] } }));
    opened.push(stranger);
    const { azure } = await open(() => ({
      body: { value: [], nextLink: `${stranger.origin}/subscriptions/x` },
    }));

    const reading = await azure.reader.pages(ask(), (clients) =>
      way === 'sdk'
        ? clients.storage(SUBSCRIPTION).storageAccounts.list()
        : clients.generic.list(GROUP, '2025-04-01'),
    );

    expect(reading).toMatchObject({ status: 'unavailable', code: 'HostRefused' });
    expect(stranger.requests).toEqual([]);
  });

  it.each([
    ['has no list of values', { items: [] }],
    ['has a value that is no list', { value: { a: 1 } }],
    ['has a link that is no text', { value: [], nextLink: 7 }],
  ])('takes a page that %s for no answer', async (_, body) => {
    const { azure } = await open(() => ({ body }));

    const reading = await azure.reader.pages(ask(), (clients) =>
      clients.generic.list(GROUP, '2025-04-01'),
    );

    expect(reading).toMatchObject({ status: 'unavailable', code: 'MalformedAnswer' });
  });

  it('withdraws later pages of a modular client too', async () => {
    const { azure } = await open(({ url }) =>
      url.searchParams.has('page') ? { fault: 'hang' } : { body: page(url, 0, 2) },
    );

    const reading = await azure.reader.pages(ask(AbortSignal.timeout(400)), (clients) =>
      clients.storage(SUBSCRIPTION).storageAccounts.list(),
    );

    expect(reading).toMatchObject({ status: 'unavailable', code: 'Timeout' });
  });
});

describe('7: what has no end is left', () => {
  const links = (url: URL) =>
    `${url.origin}/subscriptions/${SUBSCRIPTION}/more?page=${Number(url.searchParams.get('page') ?? 0) + 1}`;
  const row = (url: URL) => ({ id: `${GROUP}-${url.searchParams.get('page') ?? 0}` });
  const groups = (azure: Azure) =>
    azure.reader.pages(ask(), (clients) => clients.resources(SUBSCRIPTION).resourceGroups.list());
  const FAST = { readsPerSecond: 100_000, burst: 100_000 };

  it.each([
    ['is empty', () => []],
    ['says the same again', () => [{ id: GROUP }]],
  ])('7: a list whose every page links to a new one and %s', async (_, value) => {
    const { azure, server } = await open(
      ({ url }) => ({ body: { value: value(), nextLink: links(url) } }),
      FAST,
    );

    const reading = await groups(azure);

    expect(reading).toMatchObject({ status: 'unavailable', code: 'MalformedAnswer' });
    expect(reading).toMatchObject({ detail: expect.stringContaining('brought nothing new') });
    expect(server.requests.length).toBeLessThan(110);
  });

  it('7: a list whose every page brings something new ends by its time', async () => {
    const { azure } = await open(
      ({ url }) => ({ body: { value: [row(url)], nextLink: links(url) } }),
      { ...FAST, listMs: 300 },
    );
    const began = Date.now();

    const reading = await groups(azure);

    expect(reading).toMatchObject({ status: 'unavailable', code: 'Timeout' });
    expect(Date.now() - began).toBeLessThan(5_000);
  });

  it('7: a list with some empty pages on its way is read to its end', async () => {
    const { azure } = await open(({ url }) => {
      const page = Number(url.searchParams.get('page') ?? 0);
      const value = page % 40 === 0 ? [row(url)] : [];
      return { body: { value, ...(page === 80 ? {} : { nextLink: links(url) }) } };
    }, FAST);

    const reading = await groups(azure);

    expect(reading).toMatchObject({ status: 'collected' });
  });

  it('7: a request with all its attempts and waits', async () => {
    const { azure } = await open(() => ({ status: 429, headers: { 'retry-after': '60' } }), {
      requestMs: 3_000,
    });
    const began = Date.now();

    const reading = await azure.reader.one(ask(), (clients) =>
      clients.generic.get(GROUP, '2025-04-01'),
    );

    expect(reading).toMatchObject({ status: 'unavailable', code: 'Throttled' });
    expect(Date.now() - began).toBeLessThan(5_000);
  });
});
