import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MisbehaviourRule } from '#simulator/estate/schema.ts';
import { type Simulator, startSimulator } from '#simulator/simulator.ts';
import { httpTo, type RawAnswer, textOf } from './http.ts';

const FLEX = '/subscriptions/11111111-1111-4111-8111-111111111111';
const SEVERA = '/subscriptions/22222222-2222-4222-8222-222222222222';
const SERVERS = `${FLEX}/providers/Microsoft.Sql/servers?api-version=2023-08-01`;
const SERVER = `${FLEX}/resourceGroups/rg-flex-prod/providers/Microsoft.Sql/servers/sql-flex?api-version=2023-08-01`;

describe('misbehaviour', () => {
  let time = Date.parse('2026-11-21T12:00:00Z');
  let simulator: Simulator;
  let http: ReturnType<typeof httpTo>;

  beforeEach(async () => {
    simulator = await startSimulator({ port: 0, now: () => new Date(time) });
    http = httpTo(simulator);
  });

  afterEach(async () => {
    await http.close();
    await simulator.close();
  });

  async function tell(...rules: MisbehaviourRule[]): Promise<void> {
    const answer = await http.call('PUT', '/__simulator/misbehaviour', {
      body: rules,
      token: undefined,
    });
    expect(answer.status).toBe(204);
  }

  it.each<[string, MisbehaviourRule['effect'], (answer: RawAnswer) => unknown, unknown]>([
    [
      'a status with Retry-After',
      { status: 429, retryAfter: 7 },
      (a) => [a.status, a.headers['retry-after']],
      [429, '7'],
    ],
    [
      'a 429 without it',
      { status: 429, retryAfter: null },
      (a) => [a.status, a.headers['retry-after']],
      [429, undefined],
    ],
    [
      'a gateway page',
      { status: 502, html: true },
      (a) => [a.status, a.text.slice(0, 6)],
      [502, '<html>'],
    ],
    ['a code', { status: 500, code: 'Broken' }, (a) => a.body['error']?.['code'], 'Broken'],
    ['an empty list', { emptyList: true }, (a) => a.body['value'], []],
    ['a lost item', { dropItem: 0 }, (a) => a.body['value']?.['length'], 1],
    [
      'another value',
      { setProperty: { path: 'properties.minimalTlsVersion', value: '9.9' } },
      (a) => a.body['value']?.[1]?.['properties']?.['minimalTlsVersion'],
      '9.9',
    ],
    [
      'a missing property',
      { removeProperty: 'properties.minimalTlsVersion' },
      (a) => 'minimalTlsVersion' in (a.body['value']?.[0]?.['properties'] ?? {}),
      false,
    ],
    [
      'a null property',
      { nullProperty: 'properties.minimalTlsVersion' },
      (a) => a.body['value']?.[0]?.['properties']?.['minimalTlsVersion'],
      null,
    ],
    [
      'a denied action',
      { deny: 'Microsoft.Sql/servers/read' },
      (a) => [a.status, a.body['error']?.['code']],
      [403, 'AuthorizationFailed'],
    ],
  ])('can be %s', async (_, effect, observe, expected) => {
    await tell({ match: { path: 'microsoft\\.sql/servers' }, effect });

    const answer = await http.get(SERVERS);
    await tell();
    const healed = await http.get(SERVERS);

    expect(observe(answer)).toEqual(expected);
    expect(healed.body['value']).toHaveLength(2);
  });

  it('can be pages without end, each with another link', async () => {
    await tell({ match: {}, effect: { endlessPages: true } });

    const first = await http.get(SERVERS);
    const second = await http.get(textOf(first.body['nextLink']));
    const third = await http.get(textOf(second.body['nextLink']));

    expect(third.status).toBe(200);
    expect(new Set([first, second, third].map((page) => page.body['nextLink'])).size).toBe(3);
  });

  it.each<[string, MisbehaviourRule['effect']]>([
    ['a truncated body', { truncateBody: true }],
    ['a reset connection', { resetConnection: true }],
  ])('can be %s', async (_, effect) => {
    await tell({ match: { subscription: FLEX.slice(15) }, effect });

    await expect(http.get(SERVERS)).rejects.toThrow();
    await expect(http.get(`${SEVERA}?api-version=2022-12-01`)).resolves.toMatchObject({
      status: 200,
    });
  });

  it('can be a hang, which the log shows with status 0', async () => {
    await tell({ match: { path: 'sql-flex' }, effect: { hang: true } });

    const outcome = await Promise.race([
      http.get(SERVER).catch(() => 'closed'),
      new Promise((resolve) => setTimeout(() => resolve('waiting'), 200)),
    ]);

    expect(outcome).toBe('waiting');
    expect(simulator.admin.requests().at(-1)).toMatchObject({ method: 'GET', status: 0 });
  });

  it('can be slow in one region only', async () => {
    await tell({ match: { location: 'swedencentral' }, effect: { latencyMs: 150 } });
    const timed = async (path: string): Promise<number> => {
      const from = performance.now();
      await http.get(path);
      return performance.now() - from;
    };

    expect(await timed(SERVER)).toBeGreaterThanOrEqual(145);
    expect(await timed(SERVER.replace('sql-flex', 'sql-flex-northeurope'))).toBeLessThan(140);
  });

  it('can miscount and withhold pages of Resource Graph', async () => {
    const query = 'resources | project id | order by id asc';
    const page = { options: { $top: 5 } };
    await tell(
      { match: { method: 'POST' }, effect: { skewCount: 3 } },
      { match: { method: 'POST' }, effect: { dropNextLink: true } },
    );

    const bad = await http.query(query, page);
    await tell();
    const good = await http.query(query, page);

    expect(Number(bad.body['totalRecords'])).toBe(Number(good.body['totalRecords']) + 3);
    expect([bad.body['$skipToken'], typeof good.body['$skipToken']]).toEqual([undefined, 'string']);
  });

  it('strikes as often and as likely as it is told, the same for the same seed', async () => {
    const strikes = async (rule: MisbehaviourRule): Promise<number[]> => {
      await tell(rule);
      const statuses = [];
      for (let i = 0; i < 12; i++) statuses.push((await http.get(SERVER)).status);
      return statuses;
    };
    const often = await strikes({ match: {}, effect: { status: 500 }, times: 3 });
    const one = await strikes({ match: {}, effect: { status: 500 }, probability: 0.5, seed: 42 });
    const two = await strikes({ match: {}, effect: { status: 500 }, probability: 0.5, seed: 42 });

    expect(often).toEqual([500, 500, 500, ...Array.from({ length: 9 }, () => 200)]);
    expect(one).toEqual(two);
    expect(new Set(one)).toEqual(new Set([200, 500]));
  });

  it('refuses rules that it does not know, and keeps those in force', async () => {
    await tell({ match: {}, effect: { status: 503 } });

    const answer = await http.call('PUT', '/__simulator/misbehaviour', { body: [{ effect: {} }] });

    expect(answer.status).toBe(400);
    expect((await http.get(SERVER)).status).toBe(503);
  });

  it('throttles as Azure does when told to', async () => {
    const body = { burst: 3, perSecond: 1 };
    await http.call('PUT', '/__simulator/throttling', { body });
    const statuses = [];
    for (let i = 0; i < 4; i++) statuses.push((await http.get(SERVER)).status);
    const refused = await http.get(SERVER);
    const other = await http.get(`${SEVERA}?api-version=2022-12-01`);
    time += 1_000;
    const refilled = await http.get(SERVER);

    expect(statuses).toEqual([200, 200, 200, 429]);
    expect([refused.headers['retry-after'], refused.body['error']?.['code']]).toEqual([
      '1',
      'SubscriptionRequestsThrottled',
    ]);
    expect([other.status, refilled.status]).toEqual([200, 200]);
    expect(other.headers['x-ms-ratelimit-remaining-subscription-reads']).toBe('2');
  });
});
