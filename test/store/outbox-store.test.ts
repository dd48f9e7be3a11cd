import { beforeEach, describe, expect, it } from 'vitest';
import type { OutboxMessage } from '#domain/outbox-message.ts';
import type { StateStore } from '#domain/state-store.ts';
import { openStore } from '#store/open-store.ts';
import { minute } from '../harness/findings.ts';
import { alert, alertRecord, message } from './alerts.ts';

let store: StateStore;

beforeEach(() => {
  store = openStore(':memory:');
});

async function put(...messages: OutboxMessage[]): Promise<void> {
  await store.recordAlerts(alertRecord(1, { messages }));
}

/** `chat` is no channel that wakes anybody. */
async function lease(now = 9, name = 'hook') {
  const channel = { name, pages: name !== 'chat' };
  return await store.outbox.leaseNext(channel, minute(now), minute(now + 1));
}

async function deliver(id: string | undefined): Promise<void> {
  const result = { outcome: 'delivered', responseId: 'r', status: 202 } as const;
  await store.outbox.settle(id ?? '', result, minute(9), 12);
}

async function bury(id: string | undefined, status: number | null = 400): Promise<void> {
  const result = { outcome: 'dead', reason: `status ${String(status)}`, status } as const;
  await store.outbox.settle(id ?? '', result, minute(9), 12);
}

async function retry(id: string | undefined, notBefore: number, status = 503): Promise<void> {
  const reason = `status ${String(status)}`;
  const result = { outcome: 'retry', reason, status, notBefore: minute(notBefore) } as const;
  await store.outbox.settle(id ?? '', result, minute(9), 1);
}

/** What a channel is told, when everything that it is given is delivered. */
async function toldTo(name: string): Promise<readonly string[]> {
  const told: string[] = [];
  for (let next = await lease(50, name); next !== undefined; next = await lease(50, name)) {
    told.push(next.kind);
    await deliver(next.id);
  }
  return told;
}

describe('outbox', () => {
  it('gives a message as it was put in, once', async () => {
    const trigger = message('trigger', 1);
    await put(trigger);

    expect(await lease()).toEqual({ ...trigger, attempt: 1 });
    expect(await lease()).toBeUndefined();
    await deliver(trigger.id);
    expect(await store.outbox.countsByState()).toEqual({ delivered: 1 });
    expect(await store.outbox.waitingChannels()).toEqual([]);
  });

  it('puts in a message once, however often it is told of it', async () => {
    await put(message('trigger', 1));
    await put(message('trigger', 1));

    expect(await store.outbox.countsByState()).toEqual({ queued: 1 });
  });

  it('never lets an end overtake its beginning, and lets other alerts and channels pass', async () => {
    await put(message('trigger', 1));
    const first = await lease();
    await put(message('resolve', 2), message('trigger', 1, { alertId: 'b' }));
    await put(message('resolve', 2, { channel: 'other' }));
    await retry(first?.id, 30);

    expect(first?.id).toBe('a-1-hook');
    expect((await lease())?.id).toBe('b-1-hook');
    expect(await lease()).toBeUndefined();
    expect((await lease(9, 'other'))?.id).toBe('a-2-other');
    await deliver('b-1-hook');
    expect(await store.outbox.nextDue('hook')).toBe(minute(30));
    expect((await lease(30))?.attempt).toBe(2);
    await deliver('a-1-hook');
    expect((await lease(30))?.id).toBe('a-2-hook');
  });

  it('leaves out updates that a later message makes pointless, never the beginning', async () => {
    await put(
      message('trigger', 1),
      message('update', 2),
      message('update', 3),
      message('update', 4),
    );

    expect((await lease())?.kind).toBe('trigger');
    await deliver('a-1-hook');
    expect((await lease())?.sequence).toBe(4);
    expect(await store.outbox.countsByState()).toEqual({ delivered: 1, superseded: 2, sending: 1 });
  });

  it('does not tell the end of what was never told', async () => {
    await put(message('trigger', 1));
    await lease();
    await bury('a-1-hook');
    await put(message('resolve', 2));

    expect(await lease()).toBeUndefined();
    expect(await store.outbox.countsByState()).toEqual({ dead: 1, superseded: 1 });
    expect(await store.outbox.deadLetters()).toMatchObject([
      { id: 'a-1-hook', reason: 'status 400' },
    ]);
  });

  it('tells the end where an update told what the dead beginning did not', async () => {
    await put(message('trigger', 1), message('update', 2));
    await lease();
    await bury('a-1-hook');
    await deliver((await lease())?.id);
    await put(message('resolve', 3));

    expect((await lease())?.kind).toBe('resolve');
  });

  it('gives a message again when its lease has ended, and keeps a live one', async () => {
    await put(message('trigger', 1));
    await lease(9);

    expect(await lease(10)).toBeUndefined();
    expect((await lease(11))?.attempt).toBe(2);
  });

  it('gives back everything at start, and only what has ended later', async () => {
    await put(message('trigger', 1), message('trigger', 1, { alertId: 'b' }));
    await lease(9);

    expect(await store.outbox.releaseLeases(minute(9), false)).toBe(0);
    expect(await store.outbox.releaseLeases(minute(9), true)).toBe(1);
    expect(await store.outbox.countsByState()).toEqual({ queued: 2 });
  });

  it('leaves a message alone that is settled twice', async () => {
    await put(message('trigger', 1));
    await lease();
    await deliver('a-1-hook');
    await retry('a-1-hook', 9);
    await bury('a-1-hook');

    expect(await store.outbox.countsByState()).toEqual({ delivered: 1 });
  });

  it('A12: tells a beginning that is over before it was tried to nobody; a chat is told the end alone, as a note', async () => {
    for (const channel of ['hook', 'chat']) {
      await put(message('trigger', 1, { channel }), message('resolve', 2, { channel }));
    }

    expect(await toldTo('hook')).toEqual([]);
    expect(await toldTo('chat')).toEqual(['resolve']);
    expect(await store.outbox.countsByState()).toEqual({ superseded: 3, delivered: 1 });
  });

  it('A12: tells the end of a beginning that was tried, and may have arrived without our knowing', async () => {
    for (const [alertId, status] of [
      ['silent', null],
      ['stumbled', 502],
      ['refused', 404],
    ] as const) {
      await put(message('trigger', 1, { alertId }));
      await bury((await lease())?.id, status);
      await put(message('resolve', 2, { alertId }));
    }

    expect(await toldTo('hook')).toEqual(['resolve', 'resolve']);
    expect(await store.messages('refused')).toMatchObject([
      { state: 'dead' },
      { state: 'superseded' },
    ]);
  });

  it('A20: tells of an acknowledgement after the beginning and before what follows, and of none that is pointless', async () => {
    await put(message('trigger', 1), message('update', 2));
    await put(message('ack', 1, { id: 'ack-1' }), message('ack', 1, { id: 'ack-2' }));
    await put(message('ack', 1, { alertId: 'b' }), message('resolve', 2, { alertId: 'b' }));

    expect(await toldTo('hook')).toEqual(['trigger', 'ack', 'ack', 'update', 'resolve']);
    expect(await store.messages('b')).toMatchObject([
      { state: 'superseded', message: { kind: 'ack' } },
      { state: 'delivered' },
    ]);
  });

  it('A19: has one message per alert, sequence and channel', async () => {
    await put(message('trigger', 1), message('update', 1, { id: 'other' }));

    expect(await store.messages('a')).toHaveLength(1);
  });

  it('A25: keeps each try with its status, and writes it into the evidence log', async () => {
    await put(message('trigger', 1));
    await lease();
    await retry('a-1-hook', 10);
    const second = await lease(10);
    await store.outbox.settle(
      'a-1-hook',
      { outcome: 'accepted_unconfirmed', responseId: 'x7', status: 202 },
      minute(11),
      340.4,
    );
    await deliver('a-1-hook');

    expect(second?.attempt).toBe(2);
    const [status] = await store.messages('a');
    expect(status).toMatchObject({ state: 'accepted_unconfirmed' });
    expect(status?.attempts).toEqual([
      {
        at: minute(9),
        tookMs: 1,
        outcome: 'retry',
        status: 503,
        reason: 'status 503',
        responseId: null,
      },
      {
        at: minute(11),
        tookMs: 340,
        outcome: 'accepted_unconfirmed',
        status: 202,
        reason: null,
        responseId: 'x7',
      },
    ]);
    const entries = await store.log.entries(0, 9);
    expect(entries.map(({ bytes }) => JSON.parse(Buffer.from(bytes).toString('utf8')))).toEqual([
      expect.objectContaining({ type: 'delivery', at: minute(9) }),
      {
        type: 'delivery',
        at: minute(11),
        body: {
          messageId: 'a-1-hook',
          alertId: 'a',
          channel: 'hook',
          kind: 'trigger',
          attempt: 2,
          outcome: 'accepted_unconfirmed',
          status: 202,
          reason: null,
          responseId: 'x7',
          tookMs: 340,
        },
      },
    ]);
  });
});

describe('outbox: replay', () => {
  it('A22: puts a dead letter back once, says who did so, and nothing that is not dead', async () => {
    await put(message('trigger', 1));
    await bury((await lease())?.id);

    const answers = [
      await store.replay('a-1-hook', 'alice', minute(20)),
      await store.replay('a-1-hook', 'alice', minute(20)),
      await store.replay('nobody', 'alice', minute(20)),
    ];

    expect(answers).toEqual([true, false, false]);
    expect(await toldTo('hook')).toEqual(['trigger']);
    const found = await store.log.find('delivery', { outcome: 'replayed', by: 'alice' });
    expect(found?.index).toBe(1);
  });

  it('A20: a replayed beginning is followed by its end again', async () => {
    await put(message('trigger', 1));
    await bury((await lease())?.id);
    await put(message('resolve', 2));
    expect(await toldTo('hook')).toEqual([]);

    await store.replay('a-1-hook', 'alice', minute(20));

    expect(await toldTo('hook')).toEqual(['trigger', 'resolve']);
  });
});

describe('outbox: the second way out', () => {
  const critical = (changes: Partial<OutboxMessage> = {}): OutboxMessage =>
    message('trigger', 1, { fallback: ['mail'], ...changes });
  const instead = message('trigger', 1, { channel: 'mail', destinationVersion: 'm1' });

  async function needing(before: number): Promise<readonly string[]> {
    return (await store.outbox.needingFallback(minute(before))).map(({ id }) => id);
  }

  it('A15: asks for it when nobody accepted in time, or at once when the message is dead', async () => {
    await put(critical(), critical({ alertId: 'b' }), message('trigger', 1, { alertId: 'c' }));

    expect(await needing(1)).toEqual([]);
    expect(await needing(2)).toEqual(['a-1-hook', 'b-1-hook']);
    await bury((await lease())?.id);
    expect(await needing(1)).toEqual(['a-1-hook']);
  });

  it('A15: does not ask where another channel of the same notification has accepted, or it is over', async () => {
    await put(critical(), critical({ channel: 'other' }), critical({ alertId: 'b' }));
    await store.recordAlerts(
      alertRecord(3, {
        alerts: [alert('c', { state: 'resolved' })],
        messages: [critical({ alertId: 'c' })],
      }),
    );
    await deliver((await lease(9, 'other'))?.id);
    await put(message('resolve', 2, { alertId: 'b' }));

    expect(await needing(9)).toEqual([]);
  });

  it('A15: is asked once, and what was told instead has its end too', async () => {
    await store.recordAlerts(alertRecord(1, { alerts: [alert('a')], messages: [critical()] }));
    await bury((await lease())?.id);

    await store.outbox.addFallback(critical(), [instead]);
    await store.outbox.addFallback(critical(), [instead]);

    expect(await needing(9)).toEqual([]);
    expect(await toldTo('mail')).toEqual(['trigger']);
    expect((await store.alert('a'))?.destinations).toEqual([
      { channel: 'mail', destinationVersion: 'm1' },
    ]);

    const ending = [message('resolve', 2)];
    await store.recordAlerts(
      alertRecord(9, { alerts: [alert('a', { state: 'resolved' })], messages: ending }),
    );
    expect(await store.messages('a')).toMatchObject([
      { message: { id: 'a-1-hook' } },
      { message: { id: 'a-1-mail', destinationVersion: 'm1' } },
      { message: { id: 'a-2-hook' } },
      { message: { id: 'a-2-mail', destinationVersion: 'm1' } },
    ]);
    expect(await toldTo('mail')).toEqual(['resolve']);
  });

  it('A15: tells nobody instead of what is over meanwhile', async () => {
    await store.recordAlerts(alertRecord(1, { alerts: [alert('a')], messages: [critical()] }));
    await store.recordAlerts(alertRecord(2, { alerts: [alert('a', { state: 'resolved' })] }));

    await store.outbox.addFallback(critical(), [instead]);

    expect(await toldTo('mail')).toEqual([]);
  });

  it('A16: names the oldest beginning that nobody has accepted while it stands', async () => {
    expect(await store.outbox.oldestUndelivered()).toBeUndefined();
    await store.recordAlerts(
      alertRecord(1, { alerts: [alert('b')], messages: [message('trigger', 2, { alertId: 'b' })] }),
    );
    await put(message('trigger', 1), message('trigger', 1, { channel: 'other' }));

    expect(await store.outbox.oldestUndelivered()).toBe(minute(1));
    await deliver((await lease(9, 'other'))?.id);
    expect(await store.outbox.oldestUndelivered()).toBe(minute(2));
    await store.recordAlerts(alertRecord(2, { alerts: [alert('b', { state: 'resolved' })] }));
    expect(await store.outbox.oldestUndelivered()).toBeUndefined();
  });
});
