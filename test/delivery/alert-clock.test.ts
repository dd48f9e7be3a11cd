import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { decideNow, startAlertClock, type Watch } from '#delivery/alert-clock.ts';
import type { Clock } from '#domain/clock.ts';
import type { StateStore } from '#domain/state-store.ts';
import type { Symptom } from '#domain/symptom.ts';
import { openStore } from '#store/open-store.ts';
import { minute } from '../harness/findings.ts';
import { deskOf, toldOf } from '../harness/monitor-desk.ts';
import { alert, alertRecord, member } from '../store/alerts.ts';

const SIGN_IN: Symptom = {
  code: 'SignInFailed',
  severity: 'critical',
  message: 'Nothing can be read.',
  remedy: 'posture doctor',
};
const UNSEEN: Watch = { symptoms: null, log: [] };

function at(minutes: number): Pick<Clock, 'now'> {
  return { now: () => Date.parse(minute(minutes)) };
}

async function recovering(): Promise<StateStore> {
  const store = await openStore(':memory:');
  const hook = [{ channel: 'hook', destinationVersion: '1' }];
  const over = { members: [member({}, true)], recoveringSince: minute(10), confirmed: true };
  await store.recordAlerts(
    alertRecord(10, {
      alerts: [alert('al_1', { state: 'recovering', destinations: hook, ...over })],
    }),
  );
  return store;
}

describe('decideNow', () => {
  it('ends an alert when everything has passed for long enough, without any scan (A4)', async () => {
    const store = await recovering();
    const desk = deskOf(store);

    expect(await decideNow(desk, at(14), UNSEEN)).toBe(false);
    expect(await decideNow(desk, at(15), UNSEEN)).toBe(true);

    expect((await store.alert('al_1'))?.state).toBe('resolved');
    expect((await toldOf(store)).map(({ kind }) => kind)).toEqual(['resolved']);
  });

  it('tells of a symptom once, and of its end (A8)', async () => {
    const store = await openStore(':memory:');
    const desk = deskOf(store);
    const states = async () => (await store.recentAlerts(9)).map(({ state }) => state);

    await decideNow(desk, at(1), { symptoms: [SIGN_IN], log: [] });
    await decideNow(desk, at(2), { symptoms: [SIGN_IN], log: [] });
    await decideNow(desk, at(3), UNSEEN);
    expect(await states()).toEqual(['firing']);
    expect((await toldOf(store)).map(({ kind, about }) => `${kind} ${about}`)).toEqual([
      'firing blind',
    ]);

    await decideNow(desk, at(4), { symptoms: [], log: [] });
    await decideNow(desk, at(30), { symptoms: [], log: [] });
    expect(await states()).toEqual(['resolved']);
  });

  it('writes down what was seen even when nobody is told', async () => {
    const store = await openStore(':memory:');
    const jump = { type: 'clock', at: minute(1), body: { jumpSeconds: 90 } } as const;

    expect(await decideNow(deskOf(store), at(1), { symptoms: [], log: [jump] })).toBe(true);

    expect(await store.log.find('clock', {})).toBeDefined();
  });

  it('waits for a decision that is being made, and decides from what that one recorded', async () => {
    const store = await recovering();
    const desk = deskOf(store);
    const order: string[] = [];

    const scan = desk.lane.run(async () => {
      await wait(20);
      order.push('scan');
    });
    const tick = decideNow(desk, at(15), UNSEEN).then(() => order.push('tick'));
    await Promise.all([scan, tick]);

    expect(order).toEqual(['scan', 'tick']);
  });
});

describe('startAlertClock', () => {
  it('goes on after a round that failed, and ends when it is stopped', async () => {
    const store = await recovering();
    const errors: unknown[] = [];
    let recorded = 0;
    let rounds = 0;
    const clock: Clock = {
      now: () => Date.parse(minute(20)),
      sleep: async (_, signal) => await wait(1, undefined, { signal }),
    };
    const running = startAlertClock({
      desk: deskOf(store),
      clock,
      log: { error: (fields: unknown) => void errors.push(fields) },
      look: async () => {
        rounds += 1;
        if (rounds === 1) throw new Error('disk full');
        return await Promise.resolve(UNSEEN);
      },
      onRecorded: () => (recorded += 1),
    });

    await expect.poll(() => recorded).toBe(1);
    await running.stop();
    const after = rounds;
    await wait(20);

    expect(errors).toHaveLength(1);
    expect(rounds).toBe(after);
    expect((await store.alert('al_1'))?.state).toBe('resolved');
  });
});
