import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '#simulator/simulator.ts';
import { type ArmAnswer, type ArmRequest, startArmServer } from '../harness/arm-server.ts';
import { startIdentity } from '../harness/identity-endpoint.ts';
import { runPosture } from '../harness/posture.ts';
import { eventually, startPosture } from '../harness/posture-child.ts';
import { startReceiver } from '../harness/receiver.ts';
import { FLEX, SERVER_URL, TLS_OLD } from '../harness/small-service.ts';
import { httpTo } from '../simulator/http.ts';

/** One secret per place, so that a leak names where it came from. */
const canaries = new Map<string, string>();
function canary(place: string): string {
  const known = canaries.get(place) ?? `cAn${randomBytes(9).toString('hex')}aRy`;
  canaries.set(place, known);
  return known;
}

/** A secret in plain, URL-encoded, hex, and base64 at each of its three alignments (both alphabets). */
function formsOf(secret: string): readonly string[] {
  const aligned = [0, 1, 2].flatMap((shift) => {
    const encoded = Buffer.from(`${'x'.repeat(shift)}${secret}`).toString('base64');
    // What stands at both ends depends on what stands beside the secret.
    const inner = encoded.slice(shift === 0 ? 0 : 4, -4);
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')];
  });
  const spelled = Buffer.from(secret).toString('hex').replaceAll(/../gu, '%$&');
  return [secret, spelled, Buffer.from(secret).toString('hex'), ...aligned];
}

function leaksIn(name: string, bytes: Buffer): readonly string[] {
  const text = bytes.toString('latin1');
  return [...canaries].flatMap(([place, secret]) =>
    formsOf(secret).some((form) => text.includes(form)) ? [`${place} in ${name}`] : [],
  );
}

/** What Azure never sends there and something may: secrets in members of their own, in addresses, connection strings and words. */
function secretMembers(where: string): Readonly<Record<string, unknown>> {
  return {
    administratorLoginPassword: canary(`${where} password`),
    primaryKey: canary(`${where} key`),
    connectionString: `Server=a;User=b;Password=${canary(`${where} connection string`)};`,
    backupUrl: `https://a.blob.core.windows.net/c?sv=1&sig=${canary(`${where} SAS`)}&se=2`,
    note: `AccountKey=${canary(`${where} account key`)};EndpointSuffix=x`,
    session: `eyJhbGciOiJub25lIn0.eyJ0aWQiOiIxMTExIn0.${canary(`${where} token`)}`,
    settings: { type: 'SecureString', value: canary(`${where} secure string`) },
  };
}

function withSecrets(body: unknown, where: string): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const record = body as Readonly<Record<string, unknown>>;
  const rows = record['value'] ?? record['data'];
  const name = Array.isArray(record['data']) ? 'data' : 'value';
  const error = record['error'];
  const properties = record['properties'];
  return {
    ...record,
    ...secretMembers(where),
    ...(Array.isArray(rows) ? { [name]: rows.map((row) => withSecrets(row, `row ${where}`)) } : {}),
    ...(typeof properties === 'object' && properties !== null
      ? { properties: { ...properties, ...secretMembers(`properties ${where}`) } }
      : {}),
    ...(typeof error === 'object' && error !== null
      ? { error: { ...error, message: `Refused: password=${canary(`message ${where}`)};` } }
      : {}),
  };
}

describe('E2: no secret value reaches the disk, a log or a bundle', () => {
  const folder = mkdtempSync(join(tmpdir(), 'posture-canaries-'));
  const written: { readonly name: string; readonly text: string }[] = [];
  let simulator: Simulator;
  let answered = 0;
  let told: readonly string[] = [];

  beforeAll(async () => {
    simulator = await startSimulator({ port: 0 });
    const http = httpTo(simulator);
    const script = async ({ method, url, body }: ArmRequest): Promise<ArmAnswer> => {
      const path = `${url.pathname}${url.search}`;
      const answer = await http.call(method, path, body === '' ? {} : { body: JSON.parse(body) });
      answered += 1;
      const kind = url.pathname.split('/').at(-1) ?? '';
      const headers = { 'set-cookie': canary('cookie'), 'x-ms-secret': canary('header') };
      // Some come broken, so that half an answer and a page of a gateway carry secrets too.
      if (kind === 'blobServices')
        return { status: 502, headers, body: `<p>password=${canary('html')}</p>` };
      const text = JSON.stringify(
        withSecrets(answer.body, answer.status === 200 ? '200' : 'error'),
      ).replaceAll(simulator.resourceManager, server.origin);
      const fault = kind === 'objectReplicationPolicies' ? ({ fault: 'truncate' } as const) : {};
      return { status: answer.status, headers, body: text, ...fault };
    };
    const server = await startArmServer(script);
    const identity = await startIdentity(canary('identity header'), canary('access token'));
    const receiver = await startReceiver((response, { path }, count) => {
      response.statusCode = count === 1 ? 500 : 204;
      response.end(count === 1 ? `No: ${path} ${canary('body of a refusal')}` : '');
    });
    simulator.admin.misbehaviour.replace([
      { match: { path: '/failoverGroups' }, effect: { status: 403 } },
    ]);
    const config = join(folder, 'posture.yaml');
    writeFileSync(
      config,
      JSON.stringify({
        azure: {
          credential: 'managed-identity',
          cloud: {
            resourceManager: server.origin,
            authority: server.origin,
            caFile: server.caFile,
          },
        },
        documents: [
          {
            file: resolve('config/documents/flex-applications.yaml'),
            scope: { subscriptions: [FLEX] },
          },
        ],
        state: join(folder, 'state'),
        server: { port: 0 },
        alerts: {
          channels: [
            { type: 'webhook', name: 'hook', url: { env: 'HOOK' }, secret: { env: 'HOOK_KEY' } },
          ],
        },
      }),
    );
    const environment = {
      IDENTITY_ENDPOINT: identity.url,
      IDENTITY_HEADER: canary('identity header'),
      HOOK: `${receiver.url}/${canary('webhook path')}?sig=${canary('webhook query')}`,
      HOOK_KEY: `whsec_${Buffer.from(`${canary('webhook key')}${'k'.repeat(8)}`).toString('base64')}`,
    };
    const posture = async (...args: readonly string[]): Promise<void> => {
      const ran = await runPosture(
        ['--config', config, '--log-level', 'debug', ...args],
        environment,
      );
      written.push({ name: args.join(' '), text: `${ran.stdout}${ran.stderr}\n${ran.exitCode}` });
    };
    await posture('doctor');
    await posture('scan', '--evidence', '--format', 'json');
    await http.call('PATCH', SERVER_URL, { body: TLS_OLD });
    const before = receiver.received.length;
    const service = startPosture(['run', '--config', config, '--log-level', 'debug'], environment);
    await eventually(
      () => (receiver.received.length > Math.max(1, before) ? true : undefined),
      'somebody is told after a refusal',
      service,
    );
    await service.end('SIGTERM');
    written.push({ name: 'run', text: `${service.stdout()}${service.stderr()}` });
    await posture('alerts', 'list');
    await posture('alerts', 'test');
    await posture('explain', 'flex.encryption-in-transit');
    await posture('evidence', 'export', '--to', join(folder, 'bundle.zip'));
    await posture('evidence', 'replay', join(folder, 'bundle.zip'));
    told = receiver.received.map(({ path, body }) => `${path} ${body}`);
    await server[Symbol.asyncDispose]();
    await identity.close();
    await receiver.close();
    await http.close();
  }, 180_000);

  afterAll(async () => {
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const files = (): readonly string[] =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      statSync(join(folder, name)).isFile(),
    );

  it('finds a secret in every form in which it could be written', () => {
    const secret = canary('of this test');
    const token = Buffer.from(`user:${secret}:more`).toString('base64');

    expect(leaksIn('a', Buffer.from(`x${secret}`))).toEqual(['of this test in a']);
    expect(leaksIn('b', Buffer.from(token))).toEqual(['of this test in b']);
    expect(leaksIn('c', Buffer.from(`x${secret.slice(1)}`))).toEqual([]);
  });

  it('was put to the test: secrets came in every answer, and what needed one used it', () => {
    expect(answered).toBeGreaterThan(100);
    expect(canaries.size).toBeGreaterThan(25);
    expect(told.some((one) => one.includes(canary('webhook path')))).toBe(true);
    const kept = files().filter((name) => name.endsWith('.ndjson'));
    expect(kept.map((name) => readFileSync(join(folder, name), 'utf8')).join('')).toContain(
      '"unaltered":false',
    );
    expect(files().some((name) => name.endsWith('bundle.zip'))).toBe(true);
    expect(written.find(({ name }) => name === 'run')?.text).toContain('"level":20');
    expect(written.find(({ name }) => name.startsWith('evidence replay'))?.text).toMatch(
      /^replayed .*every one as recorded\n[^]*\n0$/u,
    );
  });

  it('no file holds one: state, answers, indexes, snapshots, bundle', () => {
    const leaks = files().flatMap((name) => leaksIn(name, readFileSync(join(folder, name))));

    expect(files().length).toBeGreaterThan(50);
    expect(leaks).toEqual([]);
  });

  it('no log and no output holds one', () => {
    const leaks = written.flatMap(({ name, text }) => leaksIn(name, Buffer.from(text)));

    expect(leaks).toEqual([]);
  });

  it('nobody is told one', () => {
    const bodies = told.map((one) => one.slice(one.indexOf(' ')));

    expect(bodies.flatMap((body) => leaksIn('a message', Buffer.from(body)))).toEqual([]);
  });
});
