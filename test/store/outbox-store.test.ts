import { beforeEach, describe, expect, it } from 'vitest';
import { onEachEngine } from '../harness/engines.ts';
import { minute } from '../harness/findings.ts';
import { message } from './alerts.ts';
import { createDesk, type OutboxDesk } from './outbox-desk.ts';

onEachEngine(({ alone }) => {
  let desk: OutboxDesk;

  beforeEach(async () => {
    desk = await createDesk(await alone());
  });

  describe('outbox', () => {
    it('gives a message as it was put in, once', async () => {
      const trigger = message('trigger', 1);
      await desk.put(trigger);

      expect(await desk.lease()).toEqual({ ...trigger, attempt: 1 });
      expect(await desk.lease()).toBeUndefined();
      await desk.deliver(trigger.id);
      expect(await desk.store.outbox.countsByState()).toEqual({ delivered: 1 });
      expect(await desk.store.outbox.waitingChannels()).toEqual([]);
    });

    it('puts in a message once, however often it is told of it', async () => {
      await desk.put(message('trigger', 1));
      await desk.put(message('trigger', 1));

      expect(await desk.store.outbox.countsByState()).toEqual({ queued: 1 });
    });

    it('never lets an end overtake its beginning, and lets other alerts and channels pass', async () => {
      await desk.put(message('trigger', 1));
      const first = await desk.lease();
      await desk.put(message('resolve', 2), message('trigger', 1, { alertId: 'b' }));
      await desk.put(message('resolve', 2, { channel: 'other' }));
      await desk.retry(first?.id, 30);

      expect(first?.id).toBe('a-1-hook');
      expect((await desk.lease())?.id).toBe('b-1-hook');
      expect(await desk.lease()).toBeUndefined();
      expect((await desk.lease(9, 'other'))?.id).toBe('a-2-other');
      await desk.deliver('b-1-hook');
      expect(await desk.store.outbox.nextDue('hook')).toBe(minute(30));
      expect((await desk.lease(30))?.attempt).toBe(2);
      await desk.deliver('a-1-hook');
      expect((await desk.lease(30))?.id).toBe('a-2-hook');
    });

    it('leaves out updates that a later message makes pointless, never the beginning', async () => {
      await desk.put(
        message('trigger', 1),
        message('update', 2),
        message('update', 3),
        message('update', 4),
      );

      expect((await desk.lease())?.kind).toBe('trigger');
      await desk.deliver('a-1-hook');
      expect((await desk.lease())?.sequence).toBe(4);
      expect(await desk.store.outbox.countsByState()).toEqual({
        delivered: 1,
        superseded: 2,
        sending: 1,
      });
    });

    it('does not tell the end of what was never told', async () => {
      await desk.put(message('trigger', 1));
      await desk.lease();
      await desk.bury('a-1-hook');
      await desk.put(message('resolve', 2));

      expect(await desk.lease()).toBeUndefined();
      expect(await desk.store.outbox.countsByState()).toEqual({ dead: 1, superseded: 1 });
      expect(await desk.store.outbox.deadLetters()).toMatchObject([
        { id: 'a-1-hook', reason: 'status 400' },
      ]);
    });

    it('tells the end where an update told what the dead beginning did not', async () => {
      await desk.put(message('trigger', 1), message('update', 2));
      await desk.lease();
      await desk.bury('a-1-hook');
      await desk.deliver((await desk.lease())?.id);
      await desk.put(message('resolve', 3));

      expect((await desk.lease())?.kind).toBe('resolve');
    });

    it('gives a message again when its lease has ended, and keeps a live one', async () => {
      await desk.put(message('trigger', 1));
      await desk.lease(9);

      expect(await desk.lease(10)).toBeUndefined();
      expect((await desk.lease(11))?.attempt).toBe(2);
    });

    it('gives back everything at start, and only what has ended later', async () => {
      await desk.put(message('trigger', 1), message('trigger', 1, { alertId: 'b' }));
      await desk.lease(9);

      expect(await desk.store.outbox.releaseLeases(minute(9), false)).toBe(0);
      expect(await desk.store.outbox.releaseLeases(minute(9), true)).toBe(1);
      expect(await desk.store.outbox.countsByState()).toEqual({ queued: 2 });
    });

    it('leaves a message alone that is settled twice', async () => {
      await desk.put(message('trigger', 1));
      await desk.lease();
      await desk.deliver('a-1-hook');
      await desk.retry('a-1-hook', 9);
      await desk.bury('a-1-hook');

      expect(await desk.store.outbox.countsByState()).toEqual({ delivered: 1 });
    });

    it('A12: tells a beginning that is over before it was tried to nobody; a chat is told the end alone, as a note', async () => {
      for (const channel of ['hook', 'chat']) {
        await desk.put(message('trigger', 1, { channel }), message('resolve', 2, { channel }));
      }

      expect(await desk.toldTo('hook')).toEqual([]);
      expect(await desk.toldTo('chat')).toEqual(['resolve']);
      expect(await desk.store.outbox.countsByState()).toEqual({ superseded: 3, delivered: 1 });
    });

    it('A12: tells the end of a beginning that was tried, and may have arrived without our knowing', async () => {
      for (const [alertId, status] of [
        ['silent', null],
        ['stumbled', 502],
        ['refused', 404],
      ] as const) {
        await desk.put(message('trigger', 1, { alertId }));
        await desk.bury((await desk.lease())?.id, status);
        await desk.put(message('resolve', 2, { alertId }));
      }

      expect(await desk.toldTo('hook')).toEqual(['resolve', 'resolve']);
      expect(await desk.store.messages('refused')).toMatchObject([
        { state: 'dead' },
        { state: 'superseded' },
      ]);
    });

    it('A20: tells of an acknowledgement after the beginning and before what follows, and of none that is pointless', async () => {
      await desk.put(message('trigger', 1), message('update', 2));
      await desk.put(message('ack', 1, { id: 'ack-1' }), message('ack', 1, { id: 'ack-2' }));
      await desk.put(message('ack', 1, { alertId: 'b' }), message('resolve', 2, { alertId: 'b' }));

      expect(await desk.toldTo('hook')).toEqual(['trigger', 'ack', 'ack', 'update', 'resolve']);
      expect(await desk.store.messages('b')).toMatchObject([
        { state: 'superseded', message: { kind: 'ack' } },
        { state: 'delivered' },
      ]);
    });

    it('A19: has one message per alert, sequence and channel', async () => {
      await desk.put(message('trigger', 1), message('update', 1, { id: 'other' }));

      expect(await desk.store.messages('a')).toHaveLength(1);
    });

    it('A25: keeps each try with its status, and writes it into the evidence log', async () => {
      await desk.put(message('trigger', 1));
      await desk.lease();
      await desk.retry('a-1-hook', 10);
      const second = await desk.lease(10);
      await desk.store.outbox.settle(
        'a-1-hook',
        { outcome: 'accepted_unconfirmed', responseId: 'x7', status: 202 },
        minute(11),
        340.4,
      );
      await desk.deliver('a-1-hook');

      expect(second?.attempt).toBe(2);
      const [status] = await desk.store.messages('a');
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
      const entries = await desk.store.log.entries(0, 9);
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
      await desk.put(message('trigger', 1));
      await desk.bury((await desk.lease())?.id);

      const answers = [
        await desk.store.replay('a-1-hook', 'alice', minute(20)),
        await desk.store.replay('a-1-hook', 'alice', minute(20)),
        await desk.store.replay('nobody', 'alice', minute(20)),
      ];

      expect(answers).toEqual([true, false, false]);
      expect(await desk.toldTo('hook')).toEqual(['trigger']);
      const found = await desk.store.log.find('delivery', { outcome: 'replayed', by: 'alice' });
      expect(found?.index).toBe(1);
    });

    it('A20: a replayed beginning is followed by its end again', async () => {
      await desk.put(message('trigger', 1));
      await desk.bury((await desk.lease())?.id);
      await desk.put(message('resolve', 2));
      expect(await desk.toldTo('hook')).toEqual([]);

      await desk.store.replay('a-1-hook', 'alice', minute(20));

      expect(await desk.toldTo('hook')).toEqual(['trigger', 'resolve']);
    });
  });
});
