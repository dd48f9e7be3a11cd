import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '#simulator/simulator.ts';
import { sharedIsHere } from '../harness/shared.ts';
import { loadArmContract } from './arm-contract.ts';
import { httpTo } from './http.ts';

const GROUP =
  '/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-flex-prod/providers';
const VAULT = `${GROUP}/Microsoft.KeyVault/vaults/kv-flex-prod`;
const SERVER = `${GROUP}/Microsoft.Sql/servers/sql-flex`;
const SETTINGS = 'providers/Microsoft.Insights/diagnosticSettings';
const VERSION = 'api-version=2021-05-01-preview';
const WANTED = {
  properties: { storageAccountId: '/a', logs: [{ category: 'Audit', enabled: true }] },
};

describe('diagnostic settings of a resource', () => {
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

  it('are listed and read, with ids in the letter case that Azure answers', async () => {
    const list = await http.get(`${VAULT}/${SETTINGS}?${VERSION}`);
    const item = await http.get(`${VAULT}/${SETTINGS}/AUDIT?${VERSION}`);

    expect(list.body['value']).toMatchObject([
      {
        id: `${VAULT.toLowerCase()}/providers/microsoft.insights/diagnosticSettings/audit`,
        type: 'Microsoft.Insights/diagnosticSettings',
        properties: { storageAccountId: null, logs: [{ categoryGroup: 'audit', enabled: true }] },
      },
    ]);
    expect(item.body['properties']).toEqual(list.body['value']?.[0]?.['properties']);
  });

  it('are an empty list where nobody made any, and not to be found by name', async () => {
    const list = await http.get(`${SERVER}/${SETTINGS}?${VERSION}`);
    const item = await http.get(`${SERVER}/${SETTINGS}/audit?${VERSION}`);

    expect([list.status, list.body]).toEqual([200, { value: [] }]);
    expect([item.status, item.body['error']?.['code']]).toEqual([404, 'ResourceNotFound']);
  });

  it.each([
    ['of a resource that is not there', `${VAULT}x/${SETTINGS}?${VERSION}`, 404],
    ['at a version that nobody serves', `${VAULT}/${SETTINGS}?api-version=2020-01-01`, 400],
    ['of another kind of extension', `${VAULT}/providers/Microsoft.Insights/none?${VERSION}`, 404],
  ])('are refused %s', async (_, path, status) => {
    expect((await http.get(path)).status).toBe(status);
  });

  it('are made and taken away, and the activity log names the setting', async () => {
    const made = await http.call('PUT', `${SERVER}/${SETTINGS}/own?${VERSION}`, { body: WANTED });
    const here = await http.get(`${SERVER}/${SETTINGS}?${VERSION}`);
    const gone = await http.call('DELETE', `${SERVER}/${SETTINGS}/own?${VERSION}`);
    const again = await http.call('DELETE', `${SERVER}/${SETTINGS}/own?${VERSION}`);
    const left = await http.get(`${SERVER}/${SETTINGS}?${VERSION}`);
    time += 5_000;
    const filter =
      "eventTimestamp ge '2026-11-21T11:00:00Z' and eventTimestamp le '2026-11-21T13:00:00Z'";
    const log = await http.get(
      `/subscriptions/11111111-1111-4111-8111-111111111111/providers/Microsoft.Insights/eventtypes/management/values?api-version=2015-04-01&$filter=${encodeURIComponent(filter)}`,
    );

    expect([made.status, gone.status, again.status]).toEqual([200, 200, 204]);
    expect(here.body['value']?.[0]).toEqual(made.body);
    expect(left.body).toEqual({ value: [] });
    expect(log.text).toContain(`${SERVER}/${SETTINGS}/own`);
  });

  it('need a destination', async () => {
    const body = { properties: { logs: [] } };
    const answer = await http.call('PUT', `${SERVER}/${SETTINGS}/own?${VERSION}`, { body });

    expect(answer.status).toBe(400);
  });

  it('need a permission of their own', async () => {
    const deny = 'Microsoft.Insights/diagnosticSettings/read';
    simulator.admin.misbehaviour.replace([{ match: {}, effect: { deny } }]);

    expect((await http.get(`${VAULT}/${SETTINGS}?${VERSION}`)).status).toBe(403);
  });

  it.skipIf(!sharedIsHere).each(['2017-05-01-preview', '2021-05-01-preview'])(
    'conform to arm-types at %s (needs ../shared)',
    async (version) => {
      const contract = await loadArmContract();
      const list = await http.get(`${VAULT}/${SETTINGS}?api-version=${version}`);
      const type = 'Microsoft.Insights/diagnosticSettings';

      expect(list.body['value']).toHaveLength(1);
      expect(contract.errorsIn(type, version, list.body)).toEqual([]);
    },
  );
});
