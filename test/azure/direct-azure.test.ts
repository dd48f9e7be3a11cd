import type { HttpClient, PipelineRequest, PipelineResponse } from '@azure/core-rest-pipeline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AzureOptions } from '#azure/azure.ts';
import { runScan } from '#scan/run-scan.ts';
import type { MisbehaviourRule } from '#simulator/estate/schema.ts';
import { type Simulator, startSimulator } from '#simulator/simulator.ts';
import { openSimulated } from '../harness/azure-access.ts';
import { directTo } from '../harness/direct-azure.ts';
import { SEVERA } from '../harness/estates.ts';
import {
  documentsOf,
  QUICK,
  scannerOn,
  simulatedConfiguration,
} from '../harness/simulated-scan.ts';

const NOW = new Date('2026-11-21T12:00:00Z');
/** For who is never answered; a busy machine answers everybody else in less. */
const TIMEOUT_MS = 10_000;
/** Of the connection and not of the answer. */
const OF_CONNECTION = new Set(['connection', 'keep-alive']);
/** Goes by how many asked before, which no two scans do in the same order. */
const LEFT = /-remaining(?:-|$)/u;

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, now: () => NOW });
});

afterAll(async () => {
  await simulator.close();
});

type Way = NonNullable<AzureOptions['route']>;

/** Every answer on a way: who asked what, status, all headers but those of the connection, the unaltered body. */
function listening(way: Way, heard: string[]): Way {
  return (network) => {
    const through = way(network);
    return {
      async sendRequest(request) {
        const response = await through.sendRequest(request);
        heard.push(`${askedOf(request)}\n${answerOf(response)}`);
        return response;
      },
    };
  };
}

/** Counts the requests that the network was needed for. */
function counting(way: Way, sent: string[]): Way {
  return (network) =>
    way({
      async sendRequest(request) {
        sent.push(request.url);
        return await network.sendRequest(request);
      },
    });
}

function askedOf({ method, url, body }: PipelineRequest): string {
  return masked(`${method} ${url} ${typeof body === 'string' ? body : ''}`);
}

function answerOf({ status, headers, bodyAsText }: PipelineResponse): string {
  // The sign-in service's answers have the machine's own time.
  const isSignIn = headers.get('x-ms-request-id') === undefined;
  const lines = [...headers]
    .filter(([name]) => !OF_CONNECTION.has(name) && !(isSignIn && name === 'date'))
    .map(([name, value]) => `${name}: ${LEFT.test(name) ? 'what is left' : masked(value)}`);
  return [String(status), ...lines.toSorted(), bodyAsText].join('\n');
}

/** Without the ids that are drawn anew for each request. */
function masked(text: string): string {
  return text.replaceAll(
    /[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{2}[\da-f]-[\da-f]{12}/gu,
    (id) => (new Set(id).size > 6 ? 'drawn' : id),
  );
}

const overNetwork: Way = (network: HttpClient) => network;

async function scanned(way: Way, rules: readonly MisbehaviourRule[]) {
  const heard: string[] = [];
  const sent: string[] = [];
  simulator.admin.misbehaviour.replace(rules);
  const { azure, kept } = await openSimulated(simulator, {
    limits: { ...QUICK, requestTimeoutMs: TIMEOUT_MS },
    route: listening(counting(way, sent), heard),
  });
  const { documents: whole, attestations, exceptions } = simulatedConfiguration();
  const documents = rules.length === 0 ? whole : documentsOf([SEVERA.subscription]);
  const { result } = await runScan(
    scannerOn(simulator, azure),
    {
      id: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
      mode: 'full',
      documents,
      attestations,
      exceptions,
      only: {},
      deadlineMs: 60_000,
    },
    new AbortController().signal,
  );
  await azure.close();
  simulator.admin.misbehaviour.replace([]);
  const findings = result.claims.flatMap(({ id, status, findings: of }) => [
    `${id} ${status}`,
    ...of.map((one) => `${id} ${one.check} ${one.resourceId} ${one.status} ${one.reason}`),
  ]);
  return { heard: heard.toSorted(), sent, kept, findings: findings.toSorted() };
}

/** The first few that one of them has more often: thousands of lines show nobody anything. */
function differences(one: readonly string[], other: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const line of one) counts.set(line, (counts.get(line) ?? 0) + 1);
  for (const line of other) counts.set(line, (counts.get(line) ?? 0) - 1);
  return [...counts].flatMap(([line, count]) => (count === 0 ? [] : [line])).slice(0, 3);
}

async function expectTheSame(rules: readonly MisbehaviourRule[] = []) {
  const over = await scanned(overNetwork, rules);
  const direct = await scanned(directTo(simulator), rules);

  expect(differences(direct.heard, over.heard)).toEqual([]);
  expect(differences(direct.findings, over.findings)).toEqual([]);
  expect(direct.heard.length).toBeGreaterThan(rules.length === 0 ? 400 : 60);
  expect(over.sent.length).toBeGreaterThanOrEqual(over.heard.length);
  return direct;
}

describe('a simulated Azure that is asked without a connection', { timeout: 180_000 }, () => {
  it('gives every answer that it gives over HTTPS: status, headers, bytes, and so every verdict', async () => {
    const { sent, heard, kept } = await expectTheSame();

    expect(sent).toEqual([]);
    expect(heard.some((one) => one.includes('"access_token"'))).toBe(true);
    expect(kept.filter(({ bodyBytes }) => bodyBytes !== undefined)).toEqual([]);
  });

  it('misbehaves in its answers as over HTTPS', async () => {
    const { sent, heard } = await expectTheSame([
      { match: { path: '/failoverGroups' }, effect: { status: 403 } },
      { match: { path: '/blobServices' }, effect: { status: 502, html: true } },
      { match: { path: 'sql-severa/databases\\?' }, effect: { status: 429, retryAfter: 0 } },
      { match: { path: '/replicationLinks' }, effect: { removeProperty: 'properties' } },
      {
        match: { path: '/fileServices' },
        effect: { replaceText: { find: 'true', with: '\ud800' } },
      },
      { match: { path: '/vaults\\?' }, effect: { endlessPages: true } },
      { match: {}, effect: { deny: 'Microsoft.Sql/servers/databases/*/read' } },
    ]);

    expect(sent).toEqual([]);
    for (const status of [200, 403, 429, 502])
      expect(
        heard.some((one) => one.includes(`\n${status}\n`)),
        String(status),
      ).toBe(true);
  });

  it('needs a connection for what is done to one, and for it alone', async () => {
    const { sent } = await expectTheSame([
      { match: { path: '/failoverGroups' }, effect: { resetConnection: true } },
      { match: { path: '/blobServices' }, effect: { truncateBody: true } },
      { match: { path: '/replicationLinks' }, effect: { latencyMs: 1 } },
    ]);

    for (const path of ['failoverGroups', 'blobServices', 'replicationLinks'])
      expect(
        sent.some((url) => url.includes(path)),
        path,
      ).toBe(true);
    const others = /failoverGroups|blobServices|replicationLinks/u;
    expect(sent.filter((url) => !others.test(url))).toEqual([]);
  });

  it.each<MisbehaviourRule['effect']>([
    { hang: true },
    { latencyMs: 0 },
    { resetConnection: true },
  ])('leaves %j to the network, even where it strikes once', async (effect) => {
    const asked = {
      method: 'GET',
      target: '/subscriptions?api-version=2022-12-01',
      host: new URL(simulator.resourceManager).host,
      headers: { authorization: `Bearer ${simulator.admin.token()}` },
      text: '',
    };
    expect((await simulator.answer(asked))?.status).toBe(200);
    simulator.admin.misbehaviour.replace([
      { match: { path: '^/subscriptions\\?' }, effect, times: 1 },
    ]);
    expect(await simulator.answer(asked)).toBeUndefined();
    expect(await simulator.answer({ ...asked, target: '/tenants' })).toBeDefined();
    simulator.admin.misbehaviour.replace([]);
  });

  it('is gone both ways when it was closed', async () => {
    const other = await startSimulator({ port: 0 });
    const { azure } = await openSimulated(other, { limits: QUICK, route: directTo(other) });
    await other.close();

    await expect(azure.credential.getToken(`${other.resourceManager}/.default`)).rejects.toThrow(
      /refused the connection/u,
    );
    await azure.close();
  });
});
