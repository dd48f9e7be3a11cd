import { afterEach, describe, expect, it } from 'vitest';
import { createServiceNowChannel } from '#channels/servicenow.ts';
import { type EventNaming, serviceNowEvents } from '#channels/servicenow-event.ts';
import type { Notification } from '#domain/alert.ts';
import { Secret } from '#domain/secret.ts';
import { startHttpsReceiver } from '../harness/https-receiver.ts';
import { notification } from '../harness/notifications.ts';

const NAMING: EventNaming = { source: 'azure-posture-monitor', node: null };
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

function recordOf(changes: Partial<Notification> = {}, naming = NAMING): unknown {
  const { records } = serviceNowEvents(notification(changes), naming) as { records: unknown[] };
  expect(records).toHaveLength(1);
  return records[0];
}

describe('serviceNowEvents', () => {
  it.each([
    ['critical', '1'],
    ['high', '2'],
    ['medium', '3'],
    ['low', '4'],
    ['informational', '5'],
  ] as const)(
    'opens %s with severity %s and clears it with 0, under one key',
    (severity, level) => {
      expect(recordOf({ severity })).toMatchObject({
        message_key: 'pm1:al_1',
        severity: level,
        resolution_state: 'New',
      });
      expect(recordOf({ severity, kind: 'resolved' })).toMatchObject({
        message_key: 'pm1:al_1',
        severity: '0',
        resolution_state: 'Closing',
      });
    },
  );

  it('never clears with anything that is not an end', () => {
    for (const kind of ['updated', 'reminder', 'acknowledged', 'digest', 'test'] as const)
      expect(recordOf({ kind })).not.toMatchObject({ severity: '0' });
  });

  it('names what an operator finds in the inventory', () => {
    expect(recordOf()).toMatchObject({
      source: 'azure-posture-monitor',
      node: 'sql-a',
      resource: 'db0',
      type: 'claim-violation',
      time_of_event: '2026-01-01 00:00:00',
      description: expect.stringMatching(/^\[HIGH\] Broken/u) as unknown,
      additional_info: expect.stringContaining('--retention-days 14') as unknown,
    });
  });
});

it('binds events to the node, and says them by the name, that the configuration gives', () => {
  const naming = { source: 'Posture EU', node: 'n'.repeat(200) };

  expect(recordOf({}, naming)).toMatchObject({
    source: 'Posture EU',
    node: `${'n'.repeat(99)}…`,
    resource: 'db0',
  });
});

describe('the ServiceNow channel', () => {
  const TAKEN = { outcome: 'delivered', status: 200 };
  const REFUSED = {
    outcome: 'failed',
    reason: 'the events were refused',
    status: 200,
    retryable: false,
  };

  it.each([
    ['{"result":{"Default Bulk Endpoint":"1 events were inserted"}}', TAKEN],
    ['{"result":{"Default Bulk Endpoint":"10 events were inserted"}}', TAKEN],
    ['', TAKEN],
    ['{"result":{"Default Bulk Endpoint":"0 events were inserted"}}', REFUSED],
    ['{"error":{"message":"User Not Authenticated"},"status":"failure"}', REFUSED],
    ['{"status":"failure"}', REFUSED],
  ])('reads the answer %s', async (answer, expected) => {
    const hook = await startHttpsReceiver((response) => {
      response.writeHead(200).end(answer);
    });
    closing.push(async () => await hook.close());
    const channel = createServiceNowChannel(
      {
        name: 'now',
        pages: true,
        url: hook.origin,
        user: 'posture',
        password: new Secret('pass:w0rd'),
        naming: NAMING,
        privateNetwork: false,
        caFile: hook.caFile,
      },
      { now: () => 0 },
    );

    const delivery = await channel.deliver(
      { notification: notification(), destinationVersion: channel.destinationVersion },
      AbortSignal.timeout(20_000),
    );

    expect(delivery).toEqual(expected);
    expect(hook.received).toMatchObject([
      {
        path: '/api/global/em/jsonv2',
        headers: {
          authorization: `Basic ${Buffer.from('posture:pass:w0rd').toString('base64')}`,
        },
      },
    ]);
  });
});
