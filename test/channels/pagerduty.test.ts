import { afterEach, describe, expect, it } from 'vitest';
import { createPagerDutyChannel } from '#channels/pagerduty.ts';
import { pagerDutyChange, pagerDutyEvent } from '#channels/pagerduty-events.ts';
import type { Notification } from '#domain/alert.ts';
import { ConfigurationError } from '#domain/errors.ts';
import { Secret } from '#domain/secret.ts';
import { type HttpsReceiver, startHttpsReceiver } from '../harness/https-receiver.ts';
import { notification } from '../harness/notifications.ts';

const NEW = 'n'.repeat(32);
const OLD = 'o'.repeat(32);
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function pagerDuty(statusOf: (path: string) => number = () => 202): Promise<HttpsReceiver> {
  const started = await startHttpsReceiver((response, { path }) => {
    const status = statusOf(path);
    response.writeHead(status).end(status === 202 ? '{"status":"success"}' : '');
  });
  closing.push(async () => await started.close());
  return started;
}

function channelTo(hook: HttpsReceiver, changeEvents = true) {
  return createPagerDutyChannel(
    {
      name: 'on call',
      pages: true,
      url: hook.origin,
      routingKeys: [new Secret(NEW), new Secret(OLD)],
      changeEvents,
      privateNetwork: false,
      caFile: hook.caFile,
    },
    { now: () => 0 },
  );
}

async function deliver(
  hook: HttpsReceiver,
  told: Notification,
  version: (versions: readonly string[]) => string | undefined = ([current]) => current,
  changeEvents = true,
) {
  const channel = channelTo(hook, changeEvents);
  return await channel.deliver(
    { notification: told, destinationVersion: version(channel.destinationVersions) ?? '' },
    AbortSignal.timeout(20_000),
  );
}

function sent(hook: HttpsReceiver): readonly { path: string; body: Record<string, unknown> }[] {
  return hook.received.map(({ path, body }) => ({
    path,
    body: JSON.parse(body) as Record<string, unknown>,
  }));
}

describe('pagerDutyEvent', () => {
  it.each([
    ['firing', 'trigger', 'error'],
    ['updated', 'trigger', 'error'],
    ['reminder', 'trigger', 'error'],
    ['digest', 'trigger', 'info'],
    ['test', 'trigger', 'info'],
    ['acknowledged', 'acknowledge', undefined],
    ['resolved', 'resolve', undefined],
  ] as const)('makes of %s: %s, severity %s, always of one incident', (kind, action, severity) => {
    const event = pagerDutyEvent(notification({ kind }));

    expect(event).toMatchObject({ event_action: action, dedup_key: 'pm1:al_1' });
    expect(event['payload'] !== undefined).toBe(severity !== undefined);
    if (severity !== undefined) expect(event).toMatchObject({ payload: { severity } });
  });

  it('tells everything in the order of A2, and the first of it in the summary', () => {
    const { payload, ...event } = pagerDutyEvent(notification({}, 2)) as {
      payload: { summary: string; custom_details: Record<string, unknown> };
    };

    expect(payload.summary).toMatch(
      /^\[HIGH\] Broken: Databases can be restored .*db0: days: 35 → days: 7.*by alice@example\.com/u,
    );
    expect(payload).toMatchObject({
      source: expect.stringContaining('/databases/db0') as unknown,
      component: 'microsoft.sql/servers/databases',
      group: 'rg-prod',
      class: 'claim-violation',
    });
    const labels = Object.keys(payload.custom_details);
    expect(labels.slice(0, 5)).toEqual([
      '01 From → to',
      '02 Claim',
      '03 Who',
      '04 When',
      '05 Mend',
    ]);
    const words = JSON.stringify(payload.custom_details);
    expect(words).toContain("az sql db str-policy set --name 'db1' --retention-days 14");
    expect(words).toContain('c0ffee00-0000-4000-8000-000000000001');
    expect(words).toContain('1187');
    expect(event).toMatchObject({
      client_url: 'https://posture.example.com/alerts/al_1',
      links: [
        { href: 'https://posture.example.com/alerts/al_1' },
        { href: 'https://runbooks.example.com/pitr', text: 'Runbook' },
      ],
    });
  });

  it('keeps the key of an incident within 255 characters and tells long ids apart', () => {
    const keys = ['a', 'b'].map(
      (end) => pagerDutyEvent(notification({ alertId: 'x'.repeat(400) + end }))['dedup_key'],
    );

    expect(new Set(keys).size).toBe(2);
    for (const key of keys) expect(String(key).length).toBeLessThanOrEqual(255);
  });

  it('makes a link of nothing but the configured addresses (A17)', () => {
    const event = pagerDutyEvent(
      notification({ link: 'javascript:alert(1)', runbook: null, title: 'https://evil.example' }),
    );

    expect(event).not.toHaveProperty('links');
    expect(event).not.toHaveProperty('client_url');
  });
});

describe('pagerDutyChange (A3)', () => {
  it('exists for a beginning or news with an author alone', () => {
    expect(pagerDutyChange(notification())).toMatchObject({
      payload: { timestamp: '2025-12-31T23:56:51.000Z' },
    });
    expect(pagerDutyChange(notification({ kind: 'updated' }))).toBeDefined();
    expect(pagerDutyChange(notification({ who: null }))).toBeUndefined();
    for (const kind of ['resolved', 'reminder', 'acknowledged', 'digest', 'test'] as const)
      expect(pagerDutyChange(notification({ kind }))).toBeUndefined();
  });
});

describe('the PagerDuty channel', () => {
  it('pages first and tells of the change after it', async () => {
    const hook = await pagerDuty();

    expect(await deliver(hook, notification())).toMatchObject({
      outcome: 'delivered',
      status: 202,
    });

    expect(sent(hook)).toMatchObject([
      { path: '/v2/enqueue', body: { routing_key: NEW, event_action: 'trigger' } },
      { path: '/v2/change/enqueue', body: { routing_key: NEW, payload: {} } },
    ]);
  });

  it('has delivered the page although the change event failed, and pages once', async () => {
    const hook = await pagerDuty((path) => (path.includes('change') ? 500 : 202));

    expect(await deliver(hook, notification())).toMatchObject({ outcome: 'delivered' });
    expect(hook.received).toHaveLength(2);
  });

  it('sends no change event of a page that failed, nor where none are wanted', async () => {
    const refusing = await pagerDuty(() => 400);
    const quiet = await pagerDuty();

    expect(await deliver(refusing, notification())).toMatchObject({ retryable: false });
    await deliver(quiet, notification(), undefined, false);

    expect(sent(refusing).map(({ path }) => path)).toEqual(['/v2/enqueue']);
    expect(sent(quiet).map(({ path }) => path)).toEqual(['/v2/enqueue']);
  });

  it('A16: closes a test that has arrived, and only that', async () => {
    const hook = await pagerDuty();
    const refusing = await pagerDuty(() => 500);

    await deliver(hook, notification({ kind: 'test', alertId: 'test_1' }));
    await deliver(hook, notification({ kind: 'digest', alertId: 'digest_1' }));
    expect(await deliver(refusing, notification({ kind: 'test' }))).toMatchObject({
      retryable: true,
    });

    expect(sent(hook)).toMatchObject([
      { body: { event_action: 'trigger', dedup_key: 'pm1:test_1' } },
      { body: { event_action: 'resolve', dedup_key: 'pm1:test_1' } },
      { body: { event_action: 'trigger', dedup_key: 'pm1:digest_1' } },
    ]);
    expect(sent(refusing)).toHaveLength(1);
  });

  it('ends an incident with the key that it began with, after a rotation too (A12)', async () => {
    const hook = await pagerDuty();

    await deliver(hook, notification({ kind: 'resolved' }), ([, before]) => before);

    expect(sent(hook)).toMatchObject([{ body: { routing_key: OLD, event_action: 'resolve' } }]);
  });

  it('fails for good an end whose key is gone, and sends anything else with the key in force (A12)', async () => {
    const hook = await pagerDuty();
    const gone = () => '000000000000';

    expect(await deliver(hook, notification({ kind: 'resolved' }), gone)).toMatchObject({
      outcome: 'failed',
      retryable: false,
    });
    expect(hook.received).toEqual([]);
    expect(await deliver(hook, notification(), gone, false)).toMatchObject({
      outcome: 'delivered',
    });
    expect(sent(hook)).toMatchObject([{ body: { routing_key: NEW } }]);
  });

  it('has a version for each key from which none can be read', async () => {
    const { destinationVersion, destinationVersions } = channelTo(await pagerDuty());

    expect(destinationVersions).toHaveLength(2);
    expect(new Set(destinationVersions).size).toBe(2);
    expect(destinationVersions[0]).toBe(destinationVersion);
    for (const version of destinationVersions) expect(version).toMatch(/^[0-9a-f]{12}$/u);
  });

  it('refuses an address that is not https without saying it', () => {
    const make = () =>
      createPagerDutyChannel(
        {
          name: 'p',
          pages: true,
          url: 'http://events.example/s3cret',
          routingKeys: [new Secret(NEW)],
          changeEvents: false,
          privateNetwork: false,
          caFile: null,
        },
        { now: () => 0 },
      );

    expect(make).toThrow(ConfigurationError);
    expect(make).not.toThrow(/s3cret/u);
  });
});
