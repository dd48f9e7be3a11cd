import { afterEach, describe, expect, it } from 'vitest';
import { createJiraServiceManagementChannel } from '#channels/jira-service-management.ts';
import { jiraAlertRequest } from '#channels/jira-service-management-alerts.ts';
import type { Notification } from '#domain/alert.ts';
import { Secret } from '#domain/secret.ts';
import { type HttpsReceiver, startHttpsReceiver } from '../harness/https-receiver.ts';
import { notification } from '../harness/notifications.ts';

const TEAM = { type: 'team', id: 't-1' } as const;
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function deliver(told: Notification, answer: string): Promise<[HttpsReceiver, unknown]> {
  const hook = await startHttpsReceiver((response) => {
    response.writeHead(202).end(answer);
  });
  closing.push(async () => await hook.close());
  const channel = createJiraServiceManagementChannel(
    {
      name: 'jsm',
      pages: true,
      url: `${hook.origin}/`,
      responders: [TEAM],
      apiKeys: [new Secret('k3y'), new Secret('before')],
      privateNetwork: false,
      caFile: hook.caFile,
    },
    { now: () => 0 },
  );
  const message = { notification: told, destinationVersion: channel.destinationVersions[1] ?? '' };
  return [hook, await channel.deliver(message, AbortSignal.timeout(20_000))];
}

describe('jiraAlertRequest', () => {
  it.each([
    ['firing', ''],
    ['reminder', ''],
    ['digest', ''],
    ['test', ''],
    ['updated', '/pm1%3Aal_1/notes?identifierType=alias'],
    ['acknowledged', '/pm1%3Aal_1/acknowledge?identifierType=alias'],
    ['resolved', '/pm1%3Aal_1/close?identifierType=alias'],
  ] as const)('asks for %s at "%s"', (kind, path) => {
    expect(jiraAlertRequest(notification({ kind }), [TEAM]).path).toBe(path);
  });

  it('creates with everything that on call needs', () => {
    const { body } = jiraAlertRequest(notification({ severity: 'critical' }), [TEAM]);

    expect(body).toMatchObject({
      message: expect.stringMatching(/^\[CRITICAL\] Broken: Databases/u) as unknown,
      alias: 'pm1:al_1',
      priority: 'P1',
      entity: 'db0',
      responders: [TEAM],
      tags: ['posture', 'violation', 'critical', 'flex.pitr'],
    });
    for (const words of ['35 → ', 'alice@example.com', '--retention-days 14', '1187'])
      expect(body['description']).toContain(words);
  });

  it('gives a digest and a test the lowest priority', () => {
    for (const kind of ['digest', 'test'] as const) {
      const { body } = jiraAlertRequest(notification({ kind, severity: 'critical' }), []);
      expect(body['priority']).toBe('P5');
      expect(body).not.toHaveProperty('responders');
    }
  });

  it('says in the note of an end what changed back', () => {
    const { body } = jiraAlertRequest(
      notification({ kind: 'resolved', resolvedAt: '2026-01-01T01:00:00.000Z' }),
      [TEAM],
    );
    expect(body).not.toHaveProperty('responders');

    expect(body['note']).toContain('[RESOLVED]');
    expect(body['note']).toContain('lasted 1 h');
  });
});

describe('the Jira Service Management channel', () => {
  it('asks with the key of the beginning and keeps the id of the request', async () => {
    const [hook, delivery] = await deliver(
      notification({ kind: 'resolved' }),
      '{"result":"Request will be processed","took":0.3,"requestId":"43a29c5c-3dbf"}',
    );

    expect(delivery).toEqual({ outcome: 'delivered', status: 202, responseId: '43a29c5c-3dbf' });
    expect(hook.received).toMatchObject([
      {
        path: '/jsm/ops/integration/v2/alerts/pm1%3Aal_1/close?identifierType=alias',
        headers: { authorization: 'GenieKey before', 'content-type': 'application/json' },
      },
    ]);
  });

  it('A16: closes a test that has arrived', async () => {
    const [hook] = await deliver(
      notification({ kind: 'test', alertId: 'test_1' }),
      '{"requestId":"r-1"}',
    );

    expect(hook.received.map(({ path }) => path)).toEqual([
      '/jsm/ops/integration/v2/alerts',
      '/jsm/ops/integration/v2/alerts/pm1%3Atest_1/close?identifierType=alias',
    ]);
  });
});
