import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { AlertChannel, Delivery } from '#alerting/channel.ts';
import { keepTelling } from '#delivery/keep-alive.ts';
import type { Notification } from '#domain/alert.ts';
import type { StateStore } from '#domain/state-store.ts';
import { openStore } from '#store/open-store.ts';
import { minute } from '../harness/findings.ts';
import { alert, alertRecord, message } from '../store/alerts.ts';

const AM = [{ channel: 'am', destinationVersion: '1' }];

/** A channel of a receiver that forgets, with what it was told again, round by round. */
function forgetful(answer: () => Delivery = () => ({ outcome: 'delivered' })) {
  const rounds: (readonly Notification[])[] = [];
  const channel: AlertChannel = {
    type: 'alertmanager',
    name: 'am',
    pages: false,
    minIntervalMs: 0,
    destinationVersion: '1',
    destinationVersions: ['1'],
    deliver: async () => await Promise.resolve({ outcome: 'delivered' }),
    keepAlive: {
      everyMs: 60_000,
      tell: async (open) => {
        rounds.push(open);
        return await Promise.resolve(answer());
      },
    },
  };
  return { channel, rounds };
}

async function deliver(store: StateStore): Promise<void> {
  for (;;) {
    const next = await store.outbox.leaseNext({ name: 'am', pages: false }, minute(9), minute(99));
    if (next === undefined) return;
    const delivered = { outcome: 'delivered', status: 200, responseId: null } as const;
    await store.outbox.settle(next.id, delivered, minute(9), 1);
  }
}

/** Runs it until so many rounds have passed; answers with the waits. */
async function run(
  store: StateStore,
  channel: AlertChannel,
  rounds: readonly unknown[],
  count: number,
) {
  const stop = new AbortController();
  const waits: number[] = [];
  const warnings: unknown[] = [];
  const clock = {
    now: () => Date.parse(minute(10)),
    sleep: async (milliseconds: number, signal: AbortSignal) => {
      waits.push(milliseconds);
      await wait(1, undefined, { signal });
    },
  };
  const note = (fields: unknown) => void warnings.push(fields);
  const log = { warn: note, error: note };
  const running = keepTelling({ store, channel, clock, log }, stop.signal);
  await expect
    .poll(() => Math.max(rounds.length, warnings.length, waits.length - 1))
    .toBeGreaterThanOrEqual(count);
  stop.abort();
  await running;
  return { waits, warnings };
}

describe('keepTelling', () => {
  it('tells again, every minute, the newest that was accepted of what stands and is known there', async () => {
    const store = await openStore(':memory:');
    const to = { channel: 'am' };
    await store.recordAlerts(
      alertRecord(1, {
        alerts: [
          alert('a', { destinations: AM }),
          alert('b', { destinations: AM, state: 'resolved' }),
          alert('c', { destinations: [{ channel: 'other', destinationVersion: '1' }] }),
        ],
        messages: [message('trigger', 1, to), message('trigger', 1, { ...to, alertId: 'b' })],
      }),
    );
    await deliver(store);
    await store.recordAlerts(alertRecord(2, { messages: [message('update', 2, to)] }));
    await deliver(store);
    await store.recordAlerts(alertRecord(3, { messages: [message('update', 3, to)] }));
    const { channel, rounds } = forgetful();

    const { waits, warnings } = await run(store, channel, rounds, 2);

    expect(rounds[0]?.map(({ alertId, sequence }) => [alertId, sequence])).toEqual([['a', 2]]);
    expect(rounds[1]).toEqual(rounds[0]);
    expect(waits.slice(0, 2)).toEqual([5_000, 60_000]);
    expect(warnings).toEqual([]);
  });

  it('asks nothing of a receiver while nothing stands, and does not end with one that fails', async () => {
    const idle = forgetful();
    await run(await openStore(':memory:'), idle.channel, idle.rounds, 3);
    expect(idle.rounds).toEqual([]);

    const store = await openStore(':memory:');
    await store.recordAlerts(
      alertRecord(1, {
        alerts: [alert('a', { destinations: AM })],
        messages: [message('trigger', 1, { channel: 'am' })],
      }),
    );
    await deliver(store);
    const failing = forgetful(() => ({ outcome: 'failed', reason: 'timeout', retryable: true }));
    const { warnings } = await run(store, failing.channel, failing.rounds, 2);
    expect(warnings[0]).toMatchObject({ channel: 'am', reason: 'timeout' });
    expect(failing.rounds.length).toBeGreaterThanOrEqual(2);
  });
});
