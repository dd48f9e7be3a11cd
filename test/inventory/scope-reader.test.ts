import { afterEach, describe, expect, it } from 'vitest';
import { AzureAccessError } from '#domain/errors.ts';
import type { ScopeReader } from '#inventory/scope-answers.ts';
import { createScopeReader } from '#inventory/scope-reader.ts';
import { type ArmAnswer, type ArmServer, startArmServer } from '../harness/arm-server.ts';
import { openAzure, realClock } from '../harness/azure-access.ts';
import { inventoriesOf } from '../harness/inventories-of.ts';
import { answerFor, type SmallEstate, serverId } from '../harness/small-estate.ts';

const A = '00000000-0000-0000-0000-00000000000a';
const B = '00000000-0000-0000-0000-00000000000b';

const opened: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

async function open(
  estate: Partial<SmallEstate>,
  needed?: readonly string[],
): Promise<{ scope: ScopeReader; server: ArmServer }> {
  const server = await startArmServer(
    answerFor({ subscriptions: [{ id: A }], resources: [], ...estate }),
  );
  const { azure } = await openAzure(server, { limits: { maxAttempts: 1 } });
  opened.push(
    async () => await server[Symbol.asyncDispose](),
    () => azure.close(),
  );
  return {
    scope: createScopeReader({ azure, clock: realClock, ...(needed ? { needed } : {}) }),
    server,
  };
}

const signal = () => AbortSignal.timeout(20_000);

function refuse(part: string, answer: ArmAnswer): NonNullable<SmallEstate['instead']> {
  return ({ url, method }) =>
    `${method} ${url.pathname}`.toLowerCase().includes(part.toLowerCase()) ? answer : undefined;
}

const FORBIDDEN = { status: 403, body: { error: { code: 'AuthorizationFailed' } } };

describe('connect', () => {
  it('throws when sign-in fails, with how to mend it', async () => {
    const { azure } = await openAzure(
      { origin: 'https://localhost:1', caFile: '/dev/null' },
      { limits: { maxAttempts: 1 } },
    );
    opened.push(() => azure.close());

    const connecting = createScopeReader({ azure, clock: realClock }).connect(signal());

    await expect(connecting).rejects.toThrow(AzureAccessError);
    await expect(connecting).rejects.toThrow(/azure\.cloud/u);
  });

  it('throws when Azure refuses the token, and not for one question`s failure', async () => {
    const expired = { status: 401, body: { error: { code: 'ExpiredAuthenticationToken' } } };
    const { scope: refused } = await open({ instead: () => expired });
    const { scope: shaken } = await open({
      instead: refuse('GET /subscriptions', { status: 500 }),
    });

    await expect(refused.connect(signal())).rejects.toThrow(AzureAccessError);
    await expect(shaken.connect(signal())).resolves.toHaveProperty('tenantId');
  });
});

describe('subscriptions', () => {
  it('answers with all visible ones, and a problem for a disabled one', async () => {
    const states = ['Enabled', 'Warned', 'PastDue', 'Disabled', 'Deleted'];
    const { scope } = await open({
      subscriptions: states.map((state, index) => ({ id: `s${index}`, state })),
    });

    const { ids, problems } = await scope.subscriptions({}, signal());

    expect(ids).toEqual(['s0', 's1', 's2']);
    expect(problems).toMatchObject([
      { code: 'Incomplete', message: expect.stringContaining('s3') },
    ]);
  });

  it('does not take no access for an empty estate', async () => {
    const { scope } = await open({ subscriptions: [] });

    expect(await scope.subscriptions({}, signal())).toMatchObject({
      ids: [],
      problems: [{ code: 'AuthorizationFailed' }],
    });
  });

  it('follows the pages of a management group, and says when one cannot be read', async () => {
    const { scope } = await open({
      instead: ({ url }) => {
        if (url.pathname.includes('/hidden/')) return FORBIDDEN;
        if (!url.pathname.includes('/descendants')) return undefined;
        const isLast = url.searchParams.has('page');
        return {
          body: {
            value: [
              { id: `/subscriptions/${(isLast ? B : A).toUpperCase()}` },
              { id: '/providers/Microsoft.Management/managementGroups/child' },
            ],
            nextLink: isLast ? null : `${url.href}&page=2`,
          },
        };
      },
    });

    const { ids, problems } = await scope.subscriptions(
      { managementGroups: ['top', 'hidden'] },
      signal(),
    );

    expect(ids).toEqual([A, B]);
    expect(problems).toMatchObject([
      { permission: 'Microsoft.Management/managementGroups/descendants/read' },
    ]);
  });
});

describe('inventory', () => {
  const server = { id: serverId(A, 'one') };
  const master = { id: `${serverId(A, 'one')}/databases/master` };
  const two = [server, master];

  it('E4: is complete when both lists agree, without the platform`s own rows in the way', async () => {
    const { scope } = await open({ resources: [server, { ...master, missingIn: 'list' }] });

    const [inventory] = await inventoriesOf(scope, [A], 'full', signal());

    expect(inventory).toMatchObject({
      id: A,
      name: `name of ${A}`,
      status: 'complete',
      problems: [],
    });
    expect(inventory?.entries).toMatchObject([
      { resource: { id: serverId(A, 'one'), name: 'one' }, groupTags: { service: 'flex' } },
      { resource: { name: 'master' } },
    ]);
    expect(inventory?.entries[0]?.evidence).toHaveLength(2);
  });

  it('asks the resource list in a full scan only', async () => {
    const { scope, server: asked } = await open({ resources: two });

    const [inventory] = await inventoriesOf(scope, [A], 'incremental', signal());

    expect(inventory).toMatchObject({ status: 'complete' });
    expect(asked.requests.map(({ url }) => url.pathname)).not.toContain(
      `/subscriptions/${A}/resources`,
    );
    expect(asked.requests.length).toBeGreaterThan(2);
  });

  it.each(['list', 'graph'] as const)(
    'explains what the %s misses by a direct read',
    async (missingIn) => {
      const { scope } = await open({
        resources: [
          { id: serverId(A, 'there'), missingIn },
          { id: serverId(A, 'gone'), missingIn, isGone: true },
        ],
      });

      const [inventory] = await inventoriesOf(scope, [A], 'full', signal());

      expect(inventory?.status).toBe('complete');
      expect(inventory?.entries.map(({ resource }) => resource.name)).toEqual(['there']);
    },
  );

  it('is partial, and keeps the row, when a difference cannot be explained', async () => {
    const { scope } = await open({
      resources: [{ id: serverId(A, 'secret'), missingIn: 'graph' }],
      instead: refuse('/servers/secret', FORBIDDEN),
    });

    const [inventory] = await inventoriesOf(scope, [A], 'full', signal());

    expect(inventory).toMatchObject({ status: 'partial', problems: [{ code: 'Incomplete' }] });
    expect(inventory?.entries).toHaveLength(1);
  });

  it('E4: is partial when the lists differ in more than can be explained, and loses none', async () => {
    const resources = Array.from({ length: 60 }, (_, index) => ({
      id: serverId(A, `s${index}`),
      missingIn: 'graph' as const,
    }));
    const { scope } = await open({ resources });

    const [inventory] = await inventoriesOf(scope, [A], 'full', signal());

    expect(inventory?.status).toBe('partial');
    expect(inventory?.entries).toHaveLength(60);
  });

  it.each([
    ['reading one service only', [{ actions: ['Microsoft.Sql/*'], notActions: [] }], 'partial'],
    ['reading with a hole', [{ actions: ['*'], notActions: ['Microsoft.KeyVault/*'] }], 'partial'],
    ['nothing', [], 'partial'],
    ['reading everything', [{ actions: ['*/read'], notActions: [] }], 'complete'],
  ])('with a permission for %s an empty list is %s', async (_, permissions, status) => {
    const { scope } = await open({ permissions });

    const [inventory] = await inventoriesOf(scope, [A], 'full', signal());

    expect(inventory?.status).toBe(status);
    expect(inventory?.problems.map(({ permission }) => permission)).toEqual(
      status === 'complete' ? [] : ['*/read'],
    );
  });

  it('is satisfied with less where the caller needs less', async () => {
    const { scope } = await open(
      { permissions: [{ actions: ['Microsoft.Sql/*'], notActions: [] }] },
      ['Microsoft.Sql/servers/read'],
    );

    expect(await inventoriesOf(scope, [A], 'full', signal())).toMatchObject([
      { status: 'complete' },
    ]);
  });

  it.each([
    ['GET /subscriptions/' + A + '/resources', 'partial'],
    ['GET /subscriptions/' + A + '/resourcegroups', 'partial'],
    ['permissions', 'partial'],
    ['POST', 'partial'],
  ])('without %s it is %s', async (part, status) => {
    const { scope } = await open({ resources: two, instead: refuse(part, { status: 500 }) });

    const [inventory] = await inventoriesOf(scope, [A], 'full', signal());

    expect(inventory).toMatchObject({ status, problems: [{ code: 'ServerError' }] });
    expect(inventory?.entries).toHaveLength(2);
  });

  it('says that one that was named cannot be seen, without harm to the other', async () => {
    const { scope } = await open({ resources: two });
    await scope.connect(signal());

    const inventories = await inventoriesOf(scope, [A, B], 'full', signal());

    expect(inventories).toMatchObject([
      { id: A, status: 'complete' },
      {
        id: B,
        status: 'unreadable',
        problems: [
          { code: 'AuthorizationFailed', permission: 'Microsoft.Resources/subscriptions/read' },
        ],
      },
    ]);
  });

  it('asks for each subscription alone when Resource Graph fails for all together', async () => {
    const { scope } = await open({
      subscriptions: [{ id: A }, { id: B }],
      resources: [{ id: serverId(A, 'one') }, { id: serverId(B, 'two') }],
      instead: ({ method, body }) =>
        method === 'POST' && body.includes(B) ? FORBIDDEN : undefined,
    });

    const inventories = await inventoriesOf(scope, [A, B], 'incremental', signal());

    expect(inventories.map(({ status }) => status)).toEqual(['complete', 'unreadable']);
  });

  it.each([
    ['fewer rows than counted', { totalRecords: 3, count: 1 }, 'Incomplete'],
    ['rows cut off', { totalRecords: 1, count: 1, resultTruncated: 'true' }, 'Incomplete'],
    ['a page that miscounts', { totalRecords: 1, count: 2 }, 'Incomplete'],
    ['no total', { count: 1 }, 'MalformedAnswer'],
  ])('does not believe Resource Graph with %s', async (_, page, code) => {
    const data = [{ id: serverId(A, 'one'), name: 'one', type: 'x/y', subscriptionId: A }];
    const { scope } = await open({
      resources: two,
      instead: refuse('POST', { body: { data, ...page } }),
    });

    const [inventory] = await inventoriesOf(scope, [A], 'full', signal());

    expect(inventory).toMatchObject({ status: 'partial', problems: [{ code }] });
  });

  it('follows skip tokens to the end and notices a circle', async () => {
    const row = (name: string) => ({
      id: serverId(A, name),
      name,
      type: 'microsoft.sql/servers',
      subscriptionId: A,
    });
    const page = (names: string[], $skipToken?: string) => ({
      body: { totalRecords: 2, count: names.length, data: names.map(row), $skipToken },
    });
    const { scope: good } = await open({
      instead: ({ method, body }) =>
        method === 'POST'
          ? body.includes('"$skipToken":"next"')
            ? page(['b'])
            : page(['a'], 'next')
          : undefined,
    });
    const { scope: round } = await open({ instead: refuse('POST', page(['a'], 'next')) });

    expect((await inventoriesOf(good, [A], 'incremental', signal()))[0]?.entries).toHaveLength(2);
    expect(await inventoriesOf(round, [A], 'incremental', signal())).toMatchObject([
      { status: 'unreadable', problems: [{ code: 'Incomplete' }] },
    ]);
  });
});

describe('resource', () => {
  it('looks up the version of a type that we do not know', async () => {
    const id = `/subscriptions/${A}/resourceGroups/rg/providers/Microsoft.Future/things/t`;
    const { scope, server } = await open({
      resources: [{ id }],
      instead: ({ url }) =>
        url.pathname.toLowerCase() === `/subscriptions/${A}/providers/microsoft.future`
          ? {
              body: {
                resourceTypes: [
                  {
                    resourceType: 'things',
                    apiVersions: ['2027-01-01-preview', '2026-05-01', '2025-01-01'],
                  },
                ],
              },
            }
          : undefined,
    });

    const reading = await scope.resource(id, signal());

    expect(reading).toMatchObject({
      status: 'collected',
      value: { resource: { name: 't' }, groupTags: { service: 'flex' } },
    });
    expect(
      server.requests
        .find(({ url }) => url.pathname.endsWith('/things/t'))
        ?.url.searchParams.get('api-version'),
    ).toBe('2026-05-01');
  });

  it('says gone only for the resource`s own 404', async () => {
    const id = `/subscriptions/${A}/resourceGroups/rg/providers/Microsoft.Future/things/t`;
    const { scope } = await open({});

    expect(await scope.resource(serverId(A, 'nothing'), signal())).toMatchObject({
      code: 'NotFound',
    });
    expect(await scope.resource(id, signal())).toMatchObject({ code: 'Incomplete' });
    expect(await scope.resource(serverId(B, 'nothing'), signal())).toMatchObject({
      code: 'AuthorizationFailed',
    });
  });
});
