import { beforeEach, describe, expect, it } from 'vitest';
import type { OutboxMessage } from '#domain/outbox-message.ts';
import { onEachEngine } from '../harness/engines.ts';
import { minute } from '../harness/findings.ts';
import { alert, alertRecord, message } from './alerts.ts';
import { createDesk, type OutboxDesk } from './outbox-desk.ts';

onEachEngine(({ alone }) => {
  let desk: OutboxDesk;

  beforeEach(async () => {
    desk = await createDesk(await alone());
  });

  describe('outbox: the second way out', () => {
    const critical = (changes: Partial<OutboxMessage> = {}): OutboxMessage =>
      message('trigger', 1, { fallback: ['mail'], ...changes });
    const instead = message('trigger', 1, { channel: 'mail', destinationVersion: 'm1' });

    async function needing(before: number): Promise<readonly string[]> {
      return (await desk.store.outbox.needingFallback(minute(before))).map(({ id }) => id);
    }

    it('A15: asks for it when nobody accepted in time, or at once when the message is dead', async () => {
      await desk.put(
        critical(),
        critical({ alertId: 'b' }),
        message('trigger', 1, { alertId: 'c' }),
      );

      expect(await needing(1)).toEqual([]);
      expect(await needing(2)).toEqual(['a-1-hook', 'b-1-hook']);
      await desk.bury((await desk.lease())?.id);
      expect(await needing(1)).toEqual(['a-1-hook']);
    });

    it('A15: does not ask where another channel of the same notification has accepted, or it is over', async () => {
      await desk.put(critical(), critical({ channel: 'other' }), critical({ alertId: 'b' }));
      await desk.store.recordAlerts(
        alertRecord(3, {
          alerts: [alert('c', { state: 'resolved' })],
          messages: [critical({ alertId: 'c' })],
        }),
      );
      await desk.deliver((await desk.lease(9, 'other'))?.id);
      await desk.put(message('resolve', 2, { alertId: 'b' }));

      expect(await needing(9)).toEqual([]);
    });

    it('A15: is asked once, and what was told instead has its end too', async () => {
      await desk.store.recordAlerts(
        alertRecord(1, { alerts: [alert('a')], messages: [critical()] }),
      );
      await desk.bury((await desk.lease())?.id);

      await desk.store.outbox.addFallback(critical(), [instead]);
      await desk.store.outbox.addFallback(critical(), [instead]);

      expect(await needing(9)).toEqual([]);
      expect(await desk.toldTo('mail')).toEqual(['trigger']);
      expect((await desk.store.alert('a'))?.destinations).toEqual([
        { channel: 'mail', destinationVersion: 'm1' },
      ]);

      const ending = [message('resolve', 2)];
      await desk.store.recordAlerts(
        alertRecord(9, { alerts: [alert('a', { state: 'resolved' })], messages: ending }),
      );
      expect(await desk.store.messages('a')).toMatchObject([
        { message: { id: 'a-1-hook' } },
        { message: { id: 'a-1-mail', destinationVersion: 'm1' } },
        { message: { id: 'a-2-hook' } },
        { message: { id: 'a-2-mail', destinationVersion: 'm1' } },
      ]);
      expect(await desk.toldTo('mail')).toEqual(['resolve']);
    });

    it('A15: tells nobody instead of what is over meanwhile', async () => {
      await desk.store.recordAlerts(
        alertRecord(1, { alerts: [alert('a')], messages: [critical()] }),
      );
      await desk.store.recordAlerts(
        alertRecord(2, { alerts: [alert('a', { state: 'resolved' })] }),
      );

      await desk.store.outbox.addFallback(critical(), [instead]);

      expect(await desk.toldTo('mail')).toEqual([]);
    });

    it('A16: names the oldest beginning that nobody has accepted while it stands', async () => {
      expect(await desk.store.outbox.oldestUndelivered()).toBeUndefined();
      await desk.store.recordAlerts(
        alertRecord(1, {
          alerts: [alert('b')],
          messages: [message('trigger', 2, { alertId: 'b' })],
        }),
      );
      await desk.put(message('trigger', 1), message('trigger', 1, { channel: 'other' }));

      expect(await desk.store.outbox.oldestUndelivered()).toBe(minute(1));
      await desk.deliver((await desk.lease(9, 'other'))?.id);
      expect(await desk.store.outbox.oldestUndelivered()).toBe(minute(2));
      await desk.store.recordAlerts(
        alertRecord(2, { alerts: [alert('b', { state: 'resolved' })] }),
      );
      expect(await desk.store.outbox.oldestUndelivered()).toBeUndefined();
    });
  });
});
