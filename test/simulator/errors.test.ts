import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '#simulator/simulator.ts';
import { httpTo } from './http.ts';

const ONE = '/subscriptions/11111111-1111-4111-8111-111111111111';
const TWO = '/subscriptions/22222222-2222-4222-8222-222222222222';
const NONE = '/subscriptions/99999999-0000-4000-8000-000000000000';
const GROUP = `${ONE}/resourceGroups/rg/providers`;

describe('errors and permissions', () => {
  let simulator: Simulator;
  let http: ReturnType<typeof httpTo>;

  beforeAll(async () => {
    const estate = new URL('./estates/limited-access.yaml', import.meta.url).pathname;
    simulator = await startSimulator({ port: 0, estate });
    http = httpTo(simulator);
  });

  afterAll(async () => {
    await http.close();
    await simulator.close();
  });

  it.each(['2023-02-01-preview', '2023-05-01-preview', '2024-05-01-preview', '2024-11-01-preview'])(
    'knows the version %s that clients send',
    async (version) => {
      const answer = await http.get(`${GROUP}/Microsoft.Sql/servers/a?api-version=${version}`);

      expect(answer.status).toBe(200);
    },
  );

  const SQL = 'api-version=2023-08-01';
  it.each([
    ['no api-version', `${GROUP}/Microsoft.Sql/servers/a`, 400, 'MissingApiVersionParameter'],
    [
      'a version that nobody has',
      `${GROUP}/Microsoft.Sql/servers/a?api-version=1999-01-01`,
      400,
      'NoRegisteredProviderFound',
    ],
    ['a malformed version', `${ONE}?api-version=yesterday`, 400, 'InvalidApiVersionParameter'],
    [
      'a type that is not there',
      `${GROUP}/Microsoft.Sql/teapots?${SQL}`,
      404,
      'InvalidResourceType',
    ],
    [
      'a provider that is not there',
      `${GROUP}/Microsoft.Teapot/pots/a?${SQL}`,
      404,
      'InvalidResourceType',
    ],
    [
      'an extension that is not there',
      `${GROUP}/Microsoft.Sql/servers/a/providers/Microsoft.Authorization/locks?api-version=2020-05-01`,
      404,
      'InvalidResourceType',
    ],
    ['no such subscription', `${NONE}?${SQL}`, 404, 'SubscriptionNotFound'],
    [
      'a subscription without any role',
      `/subscriptions/33333333-3333-4333-8333-333333333333/resourceGroups?${SQL}`,
      404,
      'SubscriptionNotFound',
    ],
    [
      'no such group',
      `${ONE}/resourceGroups/none/providers/Microsoft.Sql/servers?${SQL}`,
      404,
      'ResourceGroupNotFound',
    ],
    ['no such resource', `${GROUP}/Microsoft.Sql/servers/none?${SQL}`, 404, 'ResourceNotFound'],
    [
      'no such parent',
      `${GROUP}/Microsoft.Sql/servers/none/databases/x?${SQL}`,
      404,
      'ParentResourceNotFound',
    ],
    [
      'a child of a database that is not there',
      `${GROUP}/Microsoft.Sql/servers/a/databases/x/backupShortTermRetentionPolicies/default?${SQL}`,
      404,
      'ParentResourceNotFound',
    ],
    ['a path of nothing', '/v1/workspaces/x/query', 404, 'InvalidResourcePath'],
    [
      'retention of master',
      `${GROUP}/Microsoft.Sql/servers/a/databases/master/backupShortTermRetentionPolicies/default?${SQL}`,
      400,
      'OperationNotAllowedOnSystemDatabase',
    ],
    [
      'a service that the account lacks',
      `${GROUP}/Microsoft.Storage/storageAccounts/sta/blobServices/default?api-version=2024-01-01`,
      400,
      'FeatureNotSupportedForAccount',
    ],
  ])('answers %s as Azure does', async (_, path, status, code) => {
    const answer = await http.get(path);

    expect([answer.status, answer.body['error']?.['code']]).toEqual([status, code]);
    expect(answer.headers['x-ms-request-id']).toBeDefined();
  });

  it('asks for a token, and for a good one', async () => {
    const path = `/subscriptions?${SQL}`;
    const none = await http.call('GET', path, { token: undefined });
    const wrong = await http.call('GET', path, { token: 'a.b.c' });

    expect([none.status, none.body['error']?.['code']]).toEqual([401, 'AuthenticationFailed']);
    expect([wrong.status, wrong.body['error']?.['code']]).toEqual([
      401,
      'InvalidAuthenticationToken',
    ]);
    expect(String(none.headers['www-authenticate'])).toMatch(/^Bearer /);
  });

  it('answers 403 with the action for what may not be read, and for writes of a reader', async () => {
    const database = `${GROUP}/Microsoft.Sql/servers/a/databases/master`;
    const read = await http.get(`${database}/transparentDataEncryption/current?${SQL}`);
    const write = await http.call('PATCH', `${GROUP}/Microsoft.Sql/servers/a?${SQL}`, { body: {} });
    const list = await http.get(`${TWO}/providers/Microsoft.Sql/servers?${SQL}`);

    expect(read.status).toBe(403);
    expect(read.body['error']?.['message']).toContain(
      "'Microsoft.Sql/servers/databases/transparentDataEncryption/read' over scope",
    );
    expect([write.status, list.status]).toEqual([403, 403]);
  });

  it('shows fewer rows, not an error, where Azure filters by access', async () => {
    const subscriptions = await http.get(`/subscriptions?${SQL}`);
    const resources = await http.get(`${TWO}/resources?${SQL}`);
    const graph = await http.query('resources | project id');

    expect(subscriptions.body['value']).toHaveLength(1);
    expect(resources.body['value']).toHaveLength(1);
    const ids: unknown[] = graph.body['data'] as never;
    expect(ids.filter((row) => JSON.stringify(row).includes(TWO))).toHaveLength(1);
  });

  it('tells the effective permissions', async () => {
    const path = 'providers/Microsoft.Authorization/permissions?api-version=2022-04-01';
    const answer = await http.get(`${ONE}/resourceGroups/rg/${path}`);

    expect(answer.body['value']).toEqual([
      {
        actions: ['*/read'],
        notActions: ['Microsoft.Sql/servers/databases/transparentDataEncryption/read'],
        dataActions: [],
        notDataActions: [],
      },
    ]);
  });

  it('reads paths in any case and with doubled slashes', async () => {
    const answer = await http.get(
      `/${GROUP.toUpperCase()}//MICROSOFT.SQL/SERVERS/A?API-Version=2023-08-01`,
    );

    expect([answer.status, answer.body['name']]).toEqual([200, 'a']);
  });

  it('answers a wrong query with 400 and a paged one without id truncated', async () => {
    const wrong = await http.query('resources | where');
    const many = await http.query('resources | project name', { options: { $top: 2 } });

    expect([wrong.status, wrong.body['error']?.['details']?.[0]?.['code']]).toEqual([
      400,
      'InvalidQuery',
    ]);
    expect(many.body).toMatchObject({ count: 2, resultTruncated: 'true' });
    expect(many.body['$skipToken']).toBeUndefined();
    expect(many.headers['x-ms-user-quota-remaining']).toBeDefined();
  });

  it('knows only the filters that it applies', async () => {
    const answer = await http.get(
      `${ONE}/resources?${SQL}&$filter=${encodeURIComponent("kind ne 'x'")}`,
    );

    expect(answer.status).toBe(400);
  });
});
