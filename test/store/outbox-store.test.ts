import { beforeEach, describe, expect, it } from 'vitest';
import type { Notification } from '#domain/alert.ts';
import type { MessageKind, OutboxMessage } from '#domain/outbox-message.ts';
import type { StateStore } from '#domain/state-store.ts';
import { openStore } from '#store/open-store.ts';
import { finding, minute } from '../harness/findings.ts';
import { createScans } from '../harness/scan-steps.ts';
import { scanRecord } from './scan-records.ts';

let store: StateStore;
let records = 0;

beforeEach(() => {
  store = openStore(':memory:');
});

function notification(): Notification {
  const [first] = createScans().scan({ findings: [finding({ status: 'fail' })] }).notifications;
  if (first === undefined) throw new Error('the harness told nothing');
  return first;
}

function message(
  kind: MessageKind,
  sequence: number,
  changes: Partial<OutboxMessage> = {},
): OutboxMessage {
  const alertId = changes.alertId ?? 'a';
  const channel = changes.channel ?? 'hook';
  return {
    id: `${alertId}-${String(sequence)}-${channel}`,
    alertId,
    sequence,
    channel,
    destinationVersion: '1',
    kind,
    notification: { ...notification(), sequence },
    createdAt: minute(sequence),
    ...changes,
  };
}

async function put(...messages: OutboxMessage[]): Promise<void> {
  records += 1;
  await store.recordScan(scanRecord(records, { messages }));
}

async function lease(now = 9, channel = 'hook') {
  return await store.outbox.leaseNext(channel, minute(now), minute(now + 1));
}

async function deliver(id: string | undefined): Promise<void> {
  await store.outbox.settle(id ?? '', { outcome: 'delivered', responseId: 'r' }, minute(9), 12);
}

async function bury(id: string | undefined): Promise<void> {
  await store.outbox.settle(id ?? '', { outcome: 'dead', reason: 'status 400' }, minute(9), 12);
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
    await put(message('trigger', 1), message('resolve', 2));
    await put(message('trigger', 1, { alertId: 'b' }), message('resolve', 2, { channel: 'other' }));

    const first = await lease();
    await store.outbox.settle(
      first?.id ?? '',
      { outcome: 'retry', reason: 'status 503', notBefore: minute(30) },
      minute(9),
      1,
    );

    expect(first?.id).toBe('a-1-hook');
    expect((await lease())?.id).toBe('b-1-hook');
    expect(await lease()).toBeUndefined();
    expect((await lease(9, 'other'))?.id).toBe('a-2-other');
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
    await put(message('trigger', 1), message('resolve', 2));
    await lease();
    await bury('a-1-hook');

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
    await store.outbox.settle(
      'a-1-hook',
      { outcome: 'retry', reason: 'late', notBefore: minute(9) },
      minute(9),
      1,
    );
    await bury('a-1-hook');

    expect(await store.outbox.countsByState()).toEqual({ delivered: 1 });
  });
});
