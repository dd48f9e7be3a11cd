import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AlertChannel, Delivery } from '#alerting/channel.ts';
import { createDecisionLane } from '#delivery/decision-lane.ts';
import { type RunningDelivery, startDelivery } from '#delivery/deliver-alerts.ts';
import type { Clock } from '#domain/clock.ts';
import type { OutboxMessage } from '#domain/outbox-message.ts';
import type { StateStore } from '#domain/state-store.ts';
import { openStore } from '#store/open-store.ts';
import { minute } from '../harness/findings.ts';
import { notification } from '../harness/notifications.ts';
import { alert, alertRecord } from '../store/alerts.ts';
import { scanRecord } from '../store/scan-records.ts';

let store: StateStore;
let running: RunningDelivery | undefined;
let records = 0;

beforeEach(async () => {
  store = await openStore(':memory:');
  running = undefined;
});

afterEach(async () => {
  await running?.stop();
  store.close();
});

/** Wall time that runs a thousand times as fast, so that minutes of waiting pass in a test. */
const started = Date.now();
const clock: Clock = {
  now: () => Date.parse(minute(0)) + (Date.now() - started) * 1_000,
  sleep: async (milliseconds, signal) => {
    await wait(milliseconds / 1_000, undefined, { signal });
  },
};

interface Line {
  readonly level: string;
  readonly fields: unknown;
}

function logInto(lines: Line[]) {
  const at = (level: string) => (fields: unknown) => void lines.push({ level, fields });
  return { info: at('info'), warn: at('warn'), error: at('error') };
}

function message(
  kind: OutboxMessage['kind'],
  sequence: number,
  channel = 'hook',
  alertId = 'a',
  more: Partial<OutboxMessage> = {},
): OutboxMessage {
  const id = `${alertId}-${String(sequence)}-${channel}`;
  return {
    id,
    alertId,
    sequence,
    channel,
    destinationVersion: '1',
    kind,
    notification: notification({ id, alertId, sequence }),
    createdAt: minute(0),
    fallback: [],
    ...more,
  };
}

async function put(...messages: OutboxMessage[]): Promise<void> {
  records += 1;
  await store.recordScan(scanRecord(records, { messages }));
}

/** A channel that answers as told, by the number of the try, and remembers what it was given and when. */
function fakeChannel(
  name: string,
  answer: (count: number) => Delivery | Promise<Delivery>,
  more: Partial<AlertChannel> = {},
) {
  const told: string[] = [];
  const times: number[] = [];
  const channel: AlertChannel = {
    type: 'fake',
    name,
    pages: true,
    minIntervalMs: 0,
    destinationVersion: '1',
    destinationVersions: ['1'],
    async deliver({ notification: { id } }) {
      told.push(id);
      times.push(clock.now());
      return await answer(told.length);
    },
    ...more,
  };
  return { channel, told, times };
}

async function start(
  channels: readonly AlertChannel[],
  lines: Line[] = [],
): Promise<RunningDelivery> {
  running = await startDelivery({
    store,
    channels,
    fallbackAfterMs: 300_000,
    lane: createDecisionLane(),
    clock,
    log: logInto(lines),
  });
  return running;
}

/** Waits until the outbox counts so. */
async function until(expected: object): Promise<void> {
  await expect
    .poll(async () => await store.outbox.countsByState(), { timeout: 5_000, interval: 5 })
    .toEqual(expected);
}

const DELIVERED: Delivery = { outcome: 'delivered' };

describe('startDelivery', () => {
  it('delivers what waits, and at once what comes when it is woken', async () => {
    const { channel, told } = fakeChannel('hook', () => DELIVERED);
    await put(message('trigger', 1));
    const delivery = await start([channel]);
    await until({ delivered: 1 });

    await put(message('resolve', 2));
    delivery.wake();
    await until({ delivered: 2 });

    expect(told).toEqual(['a-1-hook', 'a-2-hook']);
  });

  it('tries again until it succeeds, keeping the order', async () => {
    const { channel, told } = fakeChannel('hook', (count) =>
      count <= 5 ? { outcome: 'failed', reason: 'status 503', retryable: true } : DELIVERED,
    );
    await put(message('trigger', 1), message('ack', 2));

    await start([channel]);
    await until({ delivered: 2 });

    expect(told).toEqual([...Array.from({ length: 6 }, () => 'a-1-hook'), 'a-2-hook']);
  });

  it('gives up at once on a refusal, says so, and never tells the end of what was not told', async () => {
    const lines: Line[] = [];
    const { channel, told } = fakeChannel('hook', () => ({
      outcome: 'failed',
      reason: 'status 400',
      status: 400,
      retryable: false,
    }));
    await put(message('trigger', 1));
    const delivery = await start([channel], lines);
    await until({ dead: 1 });

    await put(message('resolve', 2));
    delivery.wake();
    await until({ dead: 1, superseded: 1 });

    expect(told).toEqual(['a-1-hook']);
    expect(lines).toMatchObject([
      { level: 'error', fields: { reason: 'clientError: status 400', channel: 'hook' } },
    ]);
  });

  it('gives up after three days', async () => {
    const { channel } = fakeChannel('hook', () => ({
      outcome: 'failed',
      reason: 'status 503',
      retryable: true,
      retryAfterMs: 73 * 3_600_000,
    }));
    await put(message('trigger', 1));

    await start([channel]);
    await until({ dead: 1 });

    expect((await store.outbox.deadLetters())[0]?.reason).toBe(
      'other: status 503, tried for too long',
    );
  });

  it('does not let one slow channel hold up another', async () => {
    const { promise, resolve } = Promise.withResolvers<Delivery>();
    const slow = fakeChannel('slow', async () => await promise);
    const quick = fakeChannel('quick', () => DELIVERED);
    await put(message('trigger', 1, 'slow'), message('trigger', 1, 'quick'));

    await start([slow.channel, quick.channel]);
    await until({ sending: 1, delivered: 1 });

    expect([slow.told, quick.told]).toEqual([['a-1-slow'], ['a-1-quick']]);
    resolve(DELIVERED);
    await until({ delivered: 2 });
  });

  it('keeps a message for which its channel throws, and goes on with others', async () => {
    const { channel } = fakeChannel('hook', (count) => {
      if (count === 1) throw new Error('a bug');
      return DELIVERED;
    });
    await put(message('trigger', 1), message('trigger', 1, 'hook', 'b'));

    await start([channel]);

    await until({ delivered: 2 });
  });

  it('takes up what a process before it had in its hands', async () => {
    const { channel, told } = fakeChannel('hook', () => DELIVERED);
    await put(message('trigger', 1));
    await store.outbox.leaseNext({ name: 'hook', pages: true }, minute(0), minute(9_999));

    await start([channel]);
    await until({ delivered: 1 });

    expect(told).toEqual(['a-1-hook']);
  });

  it('warns of messages for a channel that is not configured, and keeps them', async () => {
    const lines: Line[] = [];
    await put(message('trigger', 1, 'removed'));

    await start([], lines);

    expect(lines).toMatchObject([{ level: 'warn', fields: { channels: ['removed'] } }]);
    expect(await store.outbox.countsByState()).toEqual({ queued: 1 });
  });

  it('tries everything that is due once more when it stops, and leaves the rest in the outbox', async () => {
    const { promise, resolve } = Promise.withResolvers<Delivery>();
    const failed: Delivery = {
      outcome: 'failed',
      reason: 'status 503',
      retryable: true,
      retryAfterMs: 3_600_000,
    };
    const { channel, told } = fakeChannel('hook', async (count) =>
      count === 1 ? await promise : failed,
    );
    await put(...['a', 'b', 'c'].map((alert) => message('trigger', 1, 'hook', alert)));
    const delivery = await start([channel]);
    await until({ sending: 1, queued: 2 });

    const stopped = delivery.stop();
    resolve(DELIVERED);
    await stopped;

    expect(told.toSorted()).toEqual(['a-1-hook', 'b-1-hook', 'c-1-hook']);
    expect(await store.outbox.countsByState()).toEqual({ delivered: 1, queued: 2 });
  });

  it('breaks off a delivery that does not end when it stops', async () => {
    const { channel } = fakeChannel('hook', () => DELIVERED, {
      deliver: async (_, signal) => {
        await wait(60_000, undefined, { signal }).catch(() => undefined);
        return { outcome: 'failed', reason: 'stopped', retryable: true };
      },
    });
    await put(message('trigger', 1));
    const delivery = await start([channel]);
    await until({ sending: 1 });

    await delivery.stop();

    expect(await store.outbox.countsByState()).toEqual({ queued: 1 });
  });

  it('keeps the pace of a channel (A20)', async () => {
    const { channel, times } = fakeChannel('hook', () => DELIVERED, { minIntervalMs: 20_000 });
    await put(...['a', 'b', 'c'].map((alert) => message('trigger', 1, 'hook', alert)));

    await start([channel]);
    await until({ delivered: 3 });

    const [first = 0, second = 0, third = 0] = times;
    // A timer of Node may end a millisecond early by the wall clock, which is a second here.
    expect(second - first).toBeGreaterThanOrEqual(19_000);
    expect(third - second).toBeGreaterThanOrEqual(19_000);
  });

  it('writes down that a receiver took a message and may still lose it (A25)', async () => {
    const { channel } = fakeChannel('teams', () => ({
      outcome: 'accepted_unconfirmed',
      status: 202,
      responseId: 'r-1',
    }));
    await put(message('trigger', 1, 'teams'));

    await start([channel]);
    await until({ accepted_unconfirmed: 1 });

    const [attempt] = (await store.messages('a'))[0]?.attempts ?? [];
    expect(attempt).toMatchObject({ status: 202, responseId: 'r-1' });
  });

  it('gives up everything for a channel that says it is gone, without asking again (A21)', async () => {
    const { channel, told } = fakeChannel('hook', () => ({
      outcome: 'failed',
      reason: 'status 410',
      status: 410,
      retryable: false,
      isGone: true,
    }));
    await put(...['a', 'b', 'c'].map((alert) => message('trigger', 1, 'hook', alert)));

    await start([channel]);
    await until({ dead: 3 });

    expect(told).toHaveLength(1);
    const reasons = (await store.outbox.deadLetters()).map(({ reason }) => reason);
    expect(reasons.toSorted()).toEqual([
      'clientError: status 410',
      'other: status 410: the receiver is gone, nothing is sent there until the next start',
      'other: status 410: the receiver is gone, nothing is sent there until the next start',
    ]);
  });

  it('sends an end only with the address and key that its beginning had (A12)', async () => {
    const { channel, told } = fakeChannel('hook', () => DELIVERED, {
      destinationVersions: ['2', '1'],
    });
    const old = (kind: OutboxMessage['kind'], alert: string, destinationVersion: string) =>
      message(kind, 1, 'hook', alert, { destinationVersion });
    await put(old('resolve', 'a', '1'), old('resolve', 'b', '0'), old('trigger', 'c', '0'));

    await start([channel]);
    await until({ delivered: 2, dead: 1 });

    expect(told.toSorted()).toEqual(['a-1-hook', 'c-1-hook']);
    expect((await store.outbox.deadLetters())[0]).toMatchObject({
      alertId: 'b',
      reason: 'other: the address or key that was told of the beginning is no longer configured',
    });
  });

  it('says at the start which open alerts cannot be ended where they were told (A12)', async () => {
    const lines: Line[] = [];
    await store.recordAlerts(
      alertRecord(1, {
        alerts: [
          alert('al_1', { destinations: [{ channel: 'hook', destinationVersion: '0' }] }),
          alert('al_2', { destinations: [{ channel: 'hook', destinationVersion: '1' }] }),
        ],
      }),
    );

    await start([fakeChannel('hook', () => DELIVERED).channel], lines);

    expect(lines).toMatchObject([{ level: 'warn', fields: { way: 'hook 0', alerts: ['al_1'] } }]);
  });

  it('spares a receiver that does not answer, and tells everything once it does (A20)', async () => {
    let isAway = true;
    const { channel, told } = fakeChannel('hook', () =>
      isAway ? { outcome: 'failed', reason: 'timeout', retryable: true } : DELIVERED,
    );
    const alerts = Array.from({ length: 40 }, (_, n) => `a${String(n)}`);
    await put(...alerts.map((alert) => message('trigger', 1, 'hook', alert)));

    await start([channel]);
    // Two minutes of the running clock: without the breaker each of the forty would have been tried several times.
    await wait(120);
    const tries = told.length;
    isAway = false;
    await until({ delivered: 40 });

    expect(tries).toBeGreaterThanOrEqual(5);
    expect(tries).toBeLessThan(20);
  });

  it('tells the fallback channel of a critical beginning that nobody accepted in time, and of its end (A15)', async () => {
    const first = fakeChannel('first', () => ({
      outcome: 'failed',
      reason: 'status 503',
      retryable: true,
    }));
    const second = fakeChannel('second', () => DELIVERED);
    await store.recordAlerts(
      alertRecord(0, {
        alerts: [alert('a', { destinations: [{ channel: 'first', destinationVersion: '1' }] })],
      }),
    );
    await put(critical({ createdAt: new Date(clock.now()).toISOString() }));

    await start([first.channel, second.channel]);
    await until({ queued: 1, delivered: 1 });

    expect(second.told).toEqual(['a-1-first']);
    const [message] = (await store.messages('a')).filter(({ state }) => state === 'delivered');
    expect(message?.message.notification.notes[0]).toBe(
      'Told here because first has not accepted it.',
    );
    expect(second.times[0]).toBeGreaterThanOrEqual((first.times[0] ?? 0) + 290_000);
    expect((await store.alert('a'))?.destinations).toEqual([
      { channel: 'first', destinationVersion: '1' },
      { channel: 'second', destinationVersion: '1' },
    ]);
  });

  it('tells the fallback channel at once of what is dead (A15, A21)', async () => {
    const first = fakeChannel('first', () => ({
      outcome: 'failed',
      reason: 'status 400',
      retryable: false,
    }));
    const second = fakeChannel('second', () => DELIVERED);
    await put(critical({ createdAt: new Date(clock.now()).toISOString() }));

    await start([first.channel, second.channel]);
    await until({ dead: 1, delivered: 1 });

    expect((second.times[0] ?? 0) - (first.times[0] ?? 0)).toBeLessThan(60_000);
  });
});

/** A critical beginning for the channel `first`, which `second` stands in for. */
function critical(more: Partial<OutboxMessage>): OutboxMessage {
  const told = message('trigger', 1, 'first', 'a', { fallback: ['second'], ...more });
  return { ...told, notification: { ...told.notification, severity: 'critical' } };
}
