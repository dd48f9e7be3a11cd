import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { PartOffice, PartWorker, TakenPart } from '#domain/part-queue.ts';
import { openStore } from '#store/open-store.ts';
import { openPartOffice } from '#store/postgres/part-office.ts';
import { openPartWorker } from '#store/postgres/part-worker.ts';
import { onPostgres } from '../harness/engines.ts';
import { onServer } from '../harness/postgres-server.ts';
import { codeOf } from './codes.ts';

const OWN = 'a'.repeat(64);
const bytes = (text: string): Uint8Array => Buffer.from(text);
const texts = (packets: readonly Uint8Array[] | undefined): readonly string[] | undefined =>
  packets?.map((packet) => Buffer.from(packet).toString('utf8'));

onPostgres('parts that are handed out', ({ shared }) => {
  let place: string;
  let office: PartOffice;
  const closings: (() => Promise<void> | void)[] = [];
  const faults: unknown[] = [];
  const onFault = (fault: unknown): void => void faults.push(fault);
  const signal = new AbortController().signal;

  beforeEach(async () => {
    place = await shared();
    const store = await openStore(place);
    office = await openPartOffice(place, OWN, onFault);
    closings.push(
      () => store.close(),
      async () => await office.close(),
    );
  });

  afterEach(async () => {
    for (const close of closings.splice(0).toReversed()) await close();
    expect(faults.splice(0)).toEqual([]);
  });

  async function worker(): Promise<PartWorker> {
    const made = await openPartWorker(place, OWN, onFault);
    closings.push(async () => await made.close());
    return made;
  }

  /** The next part that there is. */
  async function taken(by: PartWorker): Promise<TakenPart> {
    for (;;) {
      const [part] = await by.take(1);
      if (part !== undefined) return part;
      await wait(50);
    }
  }

  it('go to one worker each, and their answers come back whole', async () => {
    const [first, second] = [await worker(), await worker()];
    expect(await office.begin('s1', bytes('scan'))).toBe(true);
    const answers = ['a', 'b'].map(
      async (id) => await office.handOut('s1', id, bytes(`order ${id}`), signal),
    );
    const [one, two] = [await taken(first), await taken(second)];

    expect([one.subscriptionId, two.subscriptionId].toSorted()).toEqual(['a', 'b']);
    expect(await first.take(5)).toEqual([]);
    expect(texts([(await first.orderOf(one)) ?? bytes('')])).toEqual([
      `order ${one.subscriptionId}`,
    ]);
    expect(texts([(await first.scanOf('s1')) ?? bytes('')])).toEqual(['scan']);
    expect(await first.gatheredOf('s1')).toBe('later');
    await office.tell('s1', bytes('all'));
    expect(await first.gatheredOf('s1')).toEqual(bytes('all'));
    expect(await first.keep([one])).toEqual([one]);
    expect(await first.answer(one, [bytes('1'), bytes('2')])).toBe(true);
    expect(await second.answer(two, [bytes('3')])).toBe(true);
    const [a, b] = await Promise.all(answers);
    expect(new Set([texts(a)?.join(), texts(b)?.join()])).toEqual(new Set(['1,2', '3']));
    await office.end('s1');
    expect(await first.scanOf('s1')).toBeUndefined();
    expect(await first.gatheredOf('s1')).toBe('over');
  });

  it('go to the next worker when the connection of the first one ends, whose answer counts no more', async () => {
    const [first, second] = [await worker(), await worker()];
    await office.begin('s1', bytes('scan'));
    const answer = office.handOut('s1', 'a', bytes('order'), signal);
    const lost = await taken(first);
    await onServer(place, CUT_OFF_WORKER_OF(lost.subscriptionId));
    const again = await taken(second);

    expect(again.job).toBe(lost.job);
    expect(await first.keep([lost]).catch(async () => await first.keep([lost]))).toEqual([]);
    expect(await first.answer(lost, [bytes('late')])).toBe(false);
    expect(await second.answer(again, [bytes('in time')])).toBe(true);
    expect(texts(await answer)).toEqual(['in time']);
  });

  it('go to the next worker when the queue has not heard of the first one, whose answer counts no more', async () => {
    const [first, second] = [await worker(), await worker()];
    await office.begin('s1', bytes('scan'));
    const answer = office.handOut('s1', 'a', bytes('order'), signal);
    const hanging = await taken(first);
    await onServer(place, NOT_HEARD_OF);
    const again = await taken(second);

    expect(again.job).toBe(hanging.job);
    expect(await first.keep([hanging])).toEqual([]);
    expect(await first.answer(hanging, [bytes('late')])).toBe(false);
    expect(await second.answer(again, [bytes('in time')])).toBe(true);
    expect(texts(await answer)).toEqual(['in time']);
  });

  it('are done by nobody twice: of two answers the first one counts', async () => {
    const one = await worker();
    await office.begin('s1', bytes('scan'));
    const answer = office.handOut('s1', 'a', bytes('order'), signal);
    const part = await taken(one);

    expect(await one.answer(part, [bytes('first')])).toBe(true);
    expect(await one.answer(part, [bytes('second')])).toBe(false);
    expect(texts(await answer)).toEqual(['first']);
  });

  it('come back to the leader when five tries failed', async () => {
    const one = await worker();
    await office.begin('s1', bytes('scan'));
    const answer = office.handOut('s1', 'a', bytes('order'), signal);
    for (let n = 0; n < 5; n += 1) await one.giveBack(await taken(one));

    expect(await answer).toBeUndefined();
    expect(await one.take(1)).toEqual([]);
  });

  it('come back to the leader when nobody is there any more', async () => {
    const one = await openPartWorker(place, OWN, onFault);
    await office.begin('s1', bytes('scan'));
    const answer = office.handOut('s1', 'a', bytes('order'), signal);
    await one.close();

    expect(await answer).toBeUndefined();
    expect(await office.begin('s2', bytes('scan'))).toBe(false);
  }, 60_000);

  it('of an older scan are wanted by nobody', async () => {
    const one = await worker();
    await office.begin('s1', bytes('scan'));
    const old = office.handOut('s1', 'a', bytes('order'), signal);
    const part = await taken(one);
    await office.end('s1');
    await office.begin('s2', bytes('scan'));
    const next = office.handOut('s2', 'a', bytes('order'), signal);

    expect(await old).toBeUndefined();
    expect(await one.keep([part])).toEqual([]);
    expect(await one.answer(part, [bytes('late')])).toBe(false);
    expect(await one.answer(await taken(one), [bytes('new')])).toBe(true);
    expect(texts(await next)).toEqual(['new']);
  });

  it('are not waited for when the scan is stopped', async () => {
    await worker();
    await office.begin('s1', bytes('scan'));
    const stop = new AbortController();
    const answer = office.handOut('s1', 'a', bytes('order'), stop.signal);
    setTimeout(() => {
      stop.abort(new Error('stopped'));
    }, 300);

    expect(await answer).toBeUndefined();
  });

  it('are not waited for when the scan was stopped while they were handed out', async () => {
    const one = await worker();
    await office.begin('s1', bytes('scan'));

    expect(await office.handOut('s1', 'a', bytes('order'), AbortSignal.abort())).toBeUndefined();
    expect(await one.take(1)).toEqual([]);
  });

  it.each([
    ['ahead of', 3_000],
    ['behind', -3_000],
  ])('are for workers whose clock is that of the leader: none that is %s it', async (how, ms) => {
    const one = await worker();
    await office.begin('s1', bytes('scan'));
    await onServer(place, `UPDATE part_scan SET ahead_ms = ahead_ms - ${String(ms)}`);

    await expect(one.scanOf('s1')).rejects.toThrow(
      `The clock of this machine is 3.0 s ${how} that`,
    );
  });

  it('are for workers that find a service of their version', async () => {
    const empty = await shared();

    expect(await codeOf(openPartWorker(empty, OWN, onFault))).toBe('STORE_ABSENT');
  });
});

/** What the queue does with a job whose heartbeat stopped. */
const NOT_HEARD_OF = `DO $$ BEGIN EXECUTE format('UPDATE %I.job SET state = ''retry''', current_schema() || '_queue'); END $$`;

/** Ends the connection of whoever has taken the part. */
const CUT_OFF_WORKER_OF = (subscription: string): string =>
  `SELECT pg_terminate_backend(worker) FROM part WHERE subscription = '${subscription}'`;
