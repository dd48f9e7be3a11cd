import { rmSync } from 'node:fs';
import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runPosture } from '../../harness/posture.ts';
import { eventually, type PostureChild } from '../../harness/posture-child.ts';
import { startReceiver } from '../../harness/receiver.ts';
import { type SimulateChild, startSimulateChild } from '../../harness/simulate-child.ts';
import {
  addressOf,
  SERVER_URL,
  scanRuns,
  scansFinished,
  smallConfiguration,
  startService,
  statusAt,
  TLS_GOOD,
  TLS_OLD,
} from '../../harness/small-service.ts';

const EVERY_SECOND = 'schedules: { scan: "* * * * * *" }';
/** What passes again is over after a second instead of five minutes. */
const BRIEFLY = 'alerts: { timing: { recoverAfter: PT1S } }';
const HOOK = 'alerts: { channels: [{ type: webhook, name: hook, url: { env: HOOK } }] }';
const SELDOM = 'schedules: { scan: "0 0 1 1 *" }';

describe('posture run', () => {
  let azure: SimulateChild;
  let folder = '';
  const children: PostureChild[] = [];

  beforeAll(async () => {
    azure = await startSimulateChild();
  });

  beforeEach(async () => {
    await azure.misbehave();
    await azure.call('PATCH', SERVER_URL, TLS_GOOD);
  });

  afterEach(async () => {
    for (const child of children.splice(0))
      if (child.process.exitCode === null && child.process.signalCode === null)
        await child.end('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  afterAll(async () => {
    await azure.stop();
  });

  function begin(config: string, env: Readonly<Record<string, string>> = {}): PostureChild {
    const child = startService(config, { ...azure.env, ...env });
    children.push(child);
    return child;
  }

  function configure(...more: readonly string[]): string {
    const made = smallConfiguration(more);
    folder = made.folder;
    return made.config;
  }

  it('is ready only when a scan has succeeded, and not while scans fail', async () => {
    await azure.misbehave({ match: {}, effect: { latencyMs: 700 } });
    const child = begin(configure(EVERY_SECOND));
    const address = await addressOf(child);

    expect(await statusAt(address, '/healthz')).toBe(200);
    expect(await statusAt(address, '/readyz')).toBe(503);
    await azure.misbehave();
    await scansFinished(child, 1);
    await eventually(
      async () => ((await statusAt(address, '/readyz')) === 200 ? true : undefined),
      'it is ready',
      child,
    );
    await azure.stop();
    try {
      // A scan that had begun tries each of its steps for half a minute before it gives up.
      await eventually(
        async () => ((await statusAt(address, '/readyz')) === 503 ? true : undefined),
        'it is no longer ready',
        child,
        200_000,
      );
      expect(await statusAt(address, '/healthz')).toBe(200);
      // That it sees nothing any more is itself a page (A8).
      const blind = await eventually(
        () => child.alerts().find(({ severity }) => severity === 'critical'),
        'an alert that nothing can be read',
        child,
      );
      expect(blind).toMatchObject({ kind: 'firing', about: 'blind' });
      expect(blind.items[0]?.reason).toContain('Nothing in Azure can be read');
    } finally {
      azure = await startSimulateChild();
    }
  }, 260_000);

  it('tells one alert for a drift and one end for its mending', async () => {
    const child = begin(configure(EVERY_SECOND, BRIEFLY));
    await scansFinished(child, 1);
    expect(child.alerts()).toEqual([]);

    await azure.call('PATCH', SERVER_URL, TLS_OLD);
    const alert = await eventually(() => child.alerts()[0], 'an alert', child);
    await azure.call('PATCH', SERVER_URL, TLS_GOOD);
    const end = await eventually(
      () => child.alerts().find(({ kind }) => kind === 'resolved'),
      'its end',
      child,
    );
    await scansFinished(child, child.stderr().split('"msg":"scan finished"').length + 1);

    expect(alert).toMatchObject({
      kind: 'firing',
      items: [{ claim: 'own.tls', from: '1.2', to: '1.0' }],
    });
    expect(alert.items[0]?.remediation).toContain('az sql server update');
    expect(end).toMatchObject({ alertId: alert.alertId, items: [{ from: '1.0', to: '1.2' }] });
    const kinds = child.alerts().map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind !== 'updated')).toEqual(['firing', 'resolved']);
  }, 60_000);

  it('tells the outside world after each scan whether all is well (A16)', async () => {
    const outside = await startReceiver((response) => response.writeHead(200).end());
    const heartbeat = 'alerts: { heartbeat: { url: { env: BEAT } } }';
    const child = begin(configure(EVERY_SECOND, heartbeat), { BEAT: outside.url });
    await eventually(() => outside.received[0], 'a heartbeat', child);
    await azure.misbehave({ match: { path: 'Microsoft.Sql' }, effect: { status: 403 } });
    await azure.misbehave({ match: { path: 'resources' }, effect: { status: 403 } });
    await eventually(
      () => outside.received.find(({ path }) => path.endsWith('/fail')),
      'a heartbeat that says that something is wrong',
      child,
    );
    await child.end('SIGTERM');
    await outside.close();

    expect(outside.received[0]?.path).toBe('/hook');
    expect(child.stderr()).not.toContain(outside.url);
  }, 60_000);

  it('stops with 0 before the first scan, and again while it is idle', async () => {
    const config = configure(SELDOM);
    const early = begin(config);
    await addressOf(early);
    const first = await early.end('SIGTERM');
    const idle = begin(config);
    await scansFinished(idle, 1);
    const second = await idle.end('SIGINT');

    expect([first.code, second.code]).toEqual([0, 0]);
    expect(Math.max(first.tookMs, second.tookMs)).toBeLessThan(5_000);
  }, 60_000);

  it.each([
    ['slow', { latencyMs: 15_000 }],
    ['throttled', { status: 429, retryAfter: 30 }],
    ['silent', { hang: true }],
  ])(
    'stops within seconds while Azure is %s, and records nothing of that scan',
    async (_, effect) => {
      const config = configure(SELDOM);
      await azure.misbehave({ match: { path: 'Microsoft' }, effect });
      const child = begin(config);
      const address = await addressOf(child);
      await scanRuns(address, child);
      // Half a request that never ends must not hold it up either.
      const half = connect(Number(new URL(address).port), '127.0.0.1', () => half.write('GET /he'));
      half.on('error', () => undefined);

      const { code, tookMs } = await child.end('SIGTERM');

      half.destroy();
      expect(code, child.stderr()).toBe(0);
      expect(tookMs).toBeLessThan(15_000);
      expect(child.stderr()).not.toContain('"msg":"scan failed"');
      const claims = await runPosture(['claims', '--config', config, '--counts'], {});
      expect(claims.stdout).toContain('1 not scanned yet');
    },
    60_000,
  );

  it('ends with 1 at the second signal, without waiting for what the first one began', async () => {
    await azure.call('PATCH', SERVER_URL, TLS_OLD);
    const hook = await startReceiver(() => undefined);
    const child = begin(configure(SELDOM, HOOK), { HOOK: hook.url });
    await eventually(() => hook.received[0], 'the webhook is called', child);

    child.process.kill('SIGTERM');
    await eventually(
      () => (child.stderr().includes('"msg":"service stops"') ? true : undefined),
      'it begins to stop',
      child,
    );
    const { code, tookMs } = await child.end('SIGTERM');
    await hook.close();

    expect(code).toBe(1);
    expect(tookMs).toBeLessThan(2_000);
  }, 60_000);

  it('stops within 20 s while a webhook does not answer, and tries again after the next start', async () => {
    await azure.call('PATCH', SERVER_URL, TLS_OLD);
    let isSilent = true;
    const hook = await startReceiver((response) => {
      if (!isSilent) response.writeHead(204).end();
    });
    const config = configure(SELDOM, HOOK);
    const first = begin(config, { HOOK: hook.url });
    await eventually(() => hook.received[0], 'the webhook is called', first);
    const { code, tookMs } = await first.end('SIGTERM');
    isSilent = false;
    const second = begin(config, { HOOK: hook.url });
    await eventually(
      () => (second.stderr().includes('"msg":"alert delivered"') ? true : undefined),
      'the alert is delivered',
      second,
    );
    await second.end('SIGTERM');
    await hook.close();

    expect(code, first.stderr()).toBe(0);
    expect(tookMs).toBeLessThan(20_000);
    const ids = hook.received.map(({ headers }) => headers['webhook-id']);
    expect(ids.length).toBeGreaterThan(1);
    expect(new Set(ids).size).toBe(1);
  }, 90_000);

  it('refuses the state of another one, and names that one', async () => {
    const config = configure(SELDOM);
    const first = begin(config);
    await addressOf(first);

    const second = await runPosture(['run', '--config', config], azure.env);

    expect(second.exitCode).toBe(3);
    expect(second.stderr).toContain(`in use by process ${String(first.process.pid)}`);
    expect(second.stderr).toContain('[STORE_IN_USE]');
  }, 60_000);

  it('lets posture scan work beside it: unrecorded, with one word about it', async () => {
    const config = configure(SELDOM);
    const service = begin(config);
    await scansFinished(service, 1);
    await azure.call('PATCH', SERVER_URL, TLS_OLD);

    const scan = await runPosture(['scan', '--config', config, '--log-level', 'warn'], azure.env);
    const claims = await runPosture(['claims', '--config', config, '--counts'], {});

    expect(scan.exitCode, scan.stderr).toBe(1);
    expect(scan.stdout).toContain('own.tls');
    expect(scan.stderr).toMatch(/^posture: not recorded[^\n]*\n$/u);
    expect(claims.stdout).toContain('1 holds');
    expect(service.alerts()).toEqual([]);
  }, 60_000);

  it('killed in a scan and started again: the violation is told once and resolves', async () => {
    const config = configure(EVERY_SECOND, BRIEFLY);
    const first = begin(config);
    await scansFinished(first, 1);
    await azure.call('PATCH', SERVER_URL, TLS_OLD);
    await azure.misbehave({ match: { path: 'Microsoft' }, effect: { latencyMs: 400 } });
    await scanRuns(await addressOf(first), first);
    await first.end('SIGKILL');
    await azure.misbehave();
    const second = begin(config);
    await eventually(
      () => [...first.alerts(), ...second.alerts()].find(({ kind }) => kind === 'firing'),
      'the alert',
      second,
    );
    await azure.call('PATCH', SERVER_URL, TLS_GOOD);
    await eventually(
      () => second.alerts().find(({ kind }) => kind === 'resolved'),
      'its end',
      second,
    );

    const told = [...first.alerts(), ...second.alerts()].filter(({ kind }) => kind !== 'updated');
    expect(new Set(told.map(({ id }) => id)).size).toBe(2);
    expect(told.map(({ kind }) => kind).sort()).toEqual(['firing', 'resolved']);
  }, 60_000);
});
