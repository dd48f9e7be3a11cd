import * as fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { AlertChannel } from '#alerting/channel.ts';
import { createAlertmanagerChannel } from '#channels/alertmanager.ts';
import { renderAlertmanagerWebhook } from '#channels/alertmanager-webhook.ts';
import type { Notification } from '#domain/alert.ts';
import { Secret } from '#domain/secret.ts';
import { alertmanagerIsHere, startAlertmanager } from '../harness/alertmanager.ts';
import { type HttpsReceiver, startHttpsReceiver } from '../harness/https-receiver.ts';
import { notification } from '../harness/notifications.ts';
import { startReceiver } from '../harness/receiver.ts';
import { sharedIsHere } from '../harness/shared.ts';
import { anyNotification } from './any-notification.ts';
import { KINDS } from './hostile-corpus.ts';
import { schemaCheck } from './schemas.ts';

/** To shorten texts of this size would take minutes; the seed makes the same ones again. */
const QUICK = { endOnFailure: true };
const SEED = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
const START_MS = Date.UTC(2026, 0, 1);
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

interface Posted {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly startsAt: string;
  readonly endsAt: string;
}

async function accepting(status = 200): Promise<HttpsReceiver> {
  const hook = await startHttpsReceiver((response) => response.writeHead(status).end());
  closing.push(async () => await hook.close());
  return hook;
}

function posted(hook: HttpsReceiver): readonly (readonly Posted[])[] {
  return hook.received.map(({ body }) => JSON.parse(body) as Posted[]);
}

function channelTo(url: string, caFile: string | null, clock: { now: () => number }): AlertChannel {
  const authorization = { kind: 'bearer', token: new Secret('t0ken') } as const;
  return createAlertmanagerChannel(
    {
      name: 'am',
      pages: true,
      url,
      authorization,
      resendEveryMs: 60_000,
      privateNetwork: false,
      caFile,
    },
    clock,
  );
}

async function tell(channel: AlertChannel, told: Notification) {
  const message = { notification: told, destinationVersion: channel.destinationVersion };
  return await channel.deliver(message, AbortSignal.timeout(20_000));
}

async function keepAlive(channel: AlertChannel, open: readonly Notification[]) {
  return await channel.keepAlive?.tell(open, AbortSignal.timeout(20_000));
}

const RESOLVED = { kind: 'resolved', resolvedAt: '2026-01-01T00:10:00.000Z' } as const;

describe('the Alertmanager channel (A24)', () => {
  it('says what it is, until when it lasts, and in full words', async () => {
    const hook = await accepting();

    await tell(channelTo(hook.origin, hook.caFile, { now: () => START_MS }), notification());

    expect(hook.received).toMatchObject([
      { path: '/api/v2/alerts', headers: { authorization: 'Bearer t0ken' } },
    ]);
    const [alert] = posted(hook)[0] ?? [];
    expect(alert).toMatchObject({
      labels: {
        alertname: 'PostureClaimBroken',
        severity: 'high',
        claim: 'flex.pitr',
        document: 'flex',
        alert_id: 'al_1',
      },
      startsAt: '2026-01-01T00:00:00.000Z',
      endsAt: '2026-01-01T00:04:00.000Z',
      generatorURL: 'https://posture.example.com/alerts/al_1',
    });
    expect(alert?.annotations).toMatchObject({
      summary: expect.stringContaining('[HIGH] Broken') as unknown,
      change: expect.stringContaining('35') as unknown,
      fix: expect.stringContaining('--retention-days 14') as unknown,
      who: expect.stringContaining('alice@example.com') as unknown,
      runbook_url: 'https://runbooks.example.com/pitr',
    });
  });

  it('keeps the labels of the beginning although severity and claim changed', async () => {
    const hook = await accepting();
    const channel = channelTo(hook.origin, hook.caFile, { now: () => START_MS });
    const other = {
      severity: 'low',
      claims: [{ document: 'd', claim: 'c', summary: 's' }],
    } as const;

    await tell(channel, notification());
    await tell(channel, notification({ ...other, kind: 'updated' }));
    await keepAlive(channel, [notification(other)]);
    await tell(channel, notification({ ...other, ...RESOLVED }));

    const labels = posted(hook).map(([alert]) => JSON.stringify(alert?.labels));
    expect(labels).toHaveLength(4);
    expect(new Set(labels).size).toBe(1);
  });

  it('ends what is over, now', async () => {
    const hook = await accepting();
    const now = START_MS + 600_000;

    await tell(channelTo(hook.origin, hook.caFile, { now: () => now }), notification(RESOLVED));

    expect(posted(hook)[0]).toMatchObject([
      { startsAt: '2026-01-01T00:00:00.000Z', endsAt: '2026-01-01T00:10:00.000Z' },
    ]);
  });

  it('begins nothing later than it is told, whatever clocks say', async () => {
    const hook = await accepting();
    const now = START_MS - 3_600_000;

    await tell(channelTo(hook.origin, hook.caFile, { now: () => now }), notification(RESOLVED));

    const [alert] = posted(hook)[0] ?? [];
    expect(alert?.startsAt).toBe('2025-12-31T23:00:00.000Z');
    expect(alert?.endsAt).toBe(alert?.startsAt);
  });

  it('tells again what stands, fifty at a time, and neither what is over nor a test', async () => {
    const hook = await accepting();
    const channel = channelTo(hook.origin, hook.caFile, { now: () => START_MS });
    const open = Array.from({ length: 60 }, (_, n) => notification({ alertId: `al_${String(n)}` }));

    await tell(channel, notification({ alertId: 'al_0', ...RESOLVED }));
    const delivery = await keepAlive(channel, [
      ...open,
      notification({ alertId: 'al_t', kind: 'test' }),
      notification({ alertId: 'al_r', ...RESOLVED }),
    ]);

    expect(delivery?.outcome).toBe('delivered');
    const [, ...again] = posted(hook);
    expect(again.map((alerts) => alerts.length)).toEqual([50, 9]);
    const ids = again.flat().map(({ labels }) => labels['alert_id']);
    expect(ids).toEqual(open.slice(1).map(({ alertId }) => alertId));
    expect(channel.keepAlive?.everyMs).toBe(60_000);
  });

  it('says when telling again failed, and asks nobody when nothing stands', async () => {
    const failing = await accepting(500);
    const idle = await accepting();

    const failed = await keepAlive(
      channelTo(failing.origin, failing.caFile, { now: () => START_MS }),
      [notification()],
    );
    await keepAlive(channelTo(idle.origin, idle.caFile, { now: () => START_MS }), []);

    expect(failed).toMatchObject({ outcome: 'failed', retryable: true });
    expect(idle.received).toEqual([]);
  });

  describe.skipIf(!sharedIsHere)('(left out without the shared material)', () => {
    it(`follows the schema whatever is told (A18, seed ${String(SEED)})`, async () => {
      const check = schemaCheck('alertmanager-0.34.0-api-v2.schema.json');
      const hook = await accepting();
      const channel = channelTo(hook.origin, hook.caFile, { now: () => START_MS });

      for (const kind of KINDS) await tell(channel, notification({ kind }));
      await fc.assert(
        fc.asyncProperty(anyNotification, async (told) => {
          await tell(channel, told);
        }),
        { seed: SEED, numRuns: 60, ...QUICK },
      );

      expect(hook.received.length).toBeGreaterThanOrEqual(KINDS.length + 60);
      for (const alerts of posted(hook)) expect(check(alerts)).toEqual([]);
    });
  });
});

describe('renderAlertmanagerWebhook (A24)', () => {
  it('groups the messages of one alert and says when it ended', () => {
    const [begun, over] = [notification(), notification(RESOLVED)].map(
      (told) => JSON.parse(renderAlertmanagerWebhook(told)) as Record<string, unknown>,
    );

    expect(begun?.['groupKey']).toBe(over?.['groupKey']);
    expect(begun).toMatchObject({
      status: 'firing',
      externalURL: 'https://posture.example.com',
      alerts: [{ status: 'firing', endsAt: '0001-01-01T00:00:00Z' }],
    });
    expect(over).toMatchObject({
      status: 'resolved',
      alerts: [{ status: 'resolved', endsAt: RESOLVED.resolvedAt }],
    });
  });
});

describe.skipIf(!alertmanagerIsHere)(
  'a real Alertmanager (left out where prometheus-alertmanager is not installed)',
  () => {
    interface Told {
      readonly status: string;
      readonly alerts: readonly {
        status: string;
        labels: Record<string, string>;
        annotations: Record<string, string>;
      }[];
    }

    it('receives, groups, is kept alive and resolves', async () => {
      const hook = await startReceiver((response) => response.end());
      closing.push(async () => await hook.close());
      const alertmanager = await startAlertmanager(hook.url);
      closing.push(async () => await alertmanager.stop());
      const channel = channelTo(alertmanager.url, null, { now: () => Date.now() });
      // Alertmanager waits for the rest of a group only while its first alert is young.
      const openedAt = new Date().toISOString();
      const [one, two] = ['al_1', 'al_2'].map((alertId) => notification({ alertId, openedAt }));
      if (one === undefined || two === undefined) throw new Error('two are needed');
      const told = () => hook.received.map(({ body }) => JSON.parse(body) as Told);

      for (const each of [one, two])
        expect(await tell(channel, each)).toEqual({ outcome: 'delivered', status: 200 });
      await waitFor(() => told().length > 0);
      await keepAlive(channel, [one, two]);
      const ids = (await alertmanager.alerts()).map(({ labels }) => labels['alert_id']);
      await tell(channel, { ...one, ...RESOLVED });
      await waitFor(() => told().some(({ alerts }) => alerts.some(isResolved)));
      await tell(channel, { ...two, ...RESOLVED });
      await waitFor(() => told().some(({ status }) => status === 'resolved'));

      expect(new Set(ids)).toEqual(new Set(['al_1', 'al_2']));
      const [first] = told();
      expect(first).toMatchObject({ status: 'firing', groupKey: expect.any(String) as unknown });
      // One message for both: they have their name in common.
      expect(new Set(first?.alerts.map(({ labels }) => labels['alert_id']))).toEqual(new Set(ids));
      expect(first?.alerts[0]?.annotations['fix']).toContain('--retention-days 14');
      const last = told().at(-1);
      expect(last).toMatchObject({ status: 'resolved' });
      expect(await alertmanager.alerts()).toEqual([]);
    }, 60_000);

    it('refuses nothing that we would ever send', async () => {
      const hook = await startReceiver((response) => response.end());
      closing.push(async () => await hook.close());
      const alertmanager = await startAlertmanager(hook.url);
      closing.push(async () => await alertmanager.stop());
      const channel = channelTo(alertmanager.url, null, { now: () => Date.now() });

      await fc.assert(
        fc.asyncProperty(anyNotification, async (told) => {
          expect(await tell(channel, told)).toEqual({ outcome: 'delivered', status: 200 });
        }),
        { seed: SEED, numRuns: 100, ...QUICK },
      );
    }, 60_000);

    const isResolved = ({ status }: { status: string }): boolean => status === 'resolved';
  },
);

async function waitFor(isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (isSo()) return;
    await new Promise((waited) => setTimeout(waited, 100));
  }
  throw new Error('it did not happen within 20 s');
}
