import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { openStateForOperator, openStore, openStoreForReading } from '#store/open-store.ts';
import { COMPILED } from '../harness/compiled.ts';
import { onEachEngine } from '../harness/engines.ts';
import { databaseId, finding, minute } from '../harness/findings.ts';
import { alert, alertRecord, held, message, notification, silence } from './alerts.ts';
import { createSteps } from './steps.ts';

onEachEngine(({ alone, shared }) => {
  let directory: string;

  beforeEach(async () => {
    directory = await shared();
  });

  describe('what operators say', () => {
    it('A10: keeps silences as they were made, in force from their making to their end', async () => {
      const store = await openStore(await alone());
      const one = silence('si_1');
      const two = silence('si_2', { createdAt: minute(5), alertId: 'a', match: {}, ticket: null });
      await store.addSilence(one);
      await store.addSilence(two);

      expect(await store.silences()).toEqual([two, one]);
      expect(await store.silences(minute(4))).toEqual([one]);
      expect(await store.silences(minute(5))).toEqual([two, one]);
      expect(await store.silences(minute(60))).toEqual([]);
      const ended = [
        await store.endSilence('si_1', 'bob', minute(10)),
        await store.endSilence('si_1', 'bob', minute(11)),
        await store.endSilence('si_2', 'bob', minute(60)),
        await store.endSilence('si_9', 'bob', minute(10)),
      ];
      expect(ended).toEqual([true, false, false, false]);
      expect(await store.silences(minute(10))).toEqual([two]);
      expect(await store.silences()).toEqual([two, { ...one, endedAt: minute(10) }]);
    });

    it('keeps what people vouch for, in the order in which it was said, each once and with its entry', async () => {
      const store = await openStore(await alone());
      const word = (id: string, claim: string) => ({
        claim,
        by: 'Jane',
        date: '2026-01-01',
        proof: 'register.pdf',
        proofSha256: 'a'.repeat(64),
        recorded: { id, at: minute(1), by: 'jane' },
      });
      const [one, two] = [word('at_2', 'flex.dpa'), word('at_1', 'flex.mfa')];

      for (const said of [one, two, one]) await store.attest(said);

      expect(await store.attestations()).toEqual([one, two]);
      expect(await store.log.size()).toBe(2);
      store.close();
    });

    it('A10: notes once that the end of a silence was announced', async () => {
      const store = await openStore(await alone());
      await store.addSilence(silence('si_1'));

      await store.recordAlerts(alertRecord(3, { warnedSilences: ['si_1'] }));
      await store.recordAlerts(alertRecord(4, { warnedSilences: ['si_1', 'unknown'] }));

      expect(await store.silences()).toMatchObject([{ warnedAt: minute(3) }]);
    });

    it('A11: keeps who took an open alert last, tells its channels, and refuses what is over or unknown', async () => {
      const store = await openStore(await alone());
      await store.recordAlerts(
        alertRecord(1, { alerts: [alert('a'), alert('over', { state: 'resolved' })] }),
      );
      const by = (name: string, alertId = 'a') => ({
        alertId,
        by: name,
        at: minute(2),
        note: 'on it',
      });

      await store.acknowledge(by('alice'), [message('ack', 1)]);
      await store.acknowledge(by('bob'), [message('ack', 1, { id: 'second' })]);
      for (const alertId of ['over', 'nobody']) {
        const told = [message('ack', 1, { alertId })];
        await expect(store.acknowledge(by('eve', alertId), told)).rejects.toMatchObject({
          code: 'STORE_NO_OPEN_ALERT',
        });
      }

      expect(await store.acknowledgements()).toEqual([by('bob')]);
      const told = (await store.messages()).map((sent) => sent.message);
      expect(told.map(({ id, notification: { logIndex } }) => [id, logIndex])).toEqual([
        ['a-1-hook', 2],
        ['second', 3],
      ]);
      await store.recordAlerts(alertRecord(3, { alerts: [alert('a', { state: 'resolved' })] }));
      expect(await store.acknowledgements()).toEqual([]);
    });

    it('A13: holds notifications back until they are released', async () => {
      const store = await openStore(await alone());
      const later = notification({ title: 'over' });
      await store.recordAlerts(alertRecord(1, { alerts: [alert('a')] }));
      await store.recordAlerts(
        alertRecord(1, { held: [held('h1'), held('h2', { channel: 'x' })] }),
      );
      await store.recordAlerts(
        alertRecord(2, { held: [held('h1', { notification: later })], released: ['h2', 'h9'] }),
      );

      expect(await store.held()).toEqual([held('h1', { notification: { ...later, logIndex: 0 } })]);
    });

    it('A19: records alerts, messages, what is held and what is released together or not at all', async () => {
      const store = await openStore(await alone());
      await store.recordAlerts(alertRecord(1, { held: [held('h1')] }));
      const record = alertRecord(2, {
        alerts: [alert('a')],
        messages: [message('trigger', 1)],
        released: ['h1'],
        log: [{ type: 'clock', at: minute(2), body: {} }],
      });
      // The state's own rules refuse a number that is none.
      const spoilt = message('update', 1.5);

      await expect(
        store.recordAlerts({ ...record, messages: [...record.messages, spoilt] }),
      ).rejects.toMatchObject({ code: 'STORE_WRITE_FAILED' });

      expect(await store.openAlerts()).toEqual([]);
      expect(await store.messages()).toEqual([]);
      expect(await store.held()).toHaveLength(1);
      expect(await store.log.size()).toBe(0);
      await store.recordAlerts(record);
      expect(await store.openAlerts()).toEqual([alert('a')]);
      expect(await store.held()).toEqual([]);
    });

    it('E16: pruning forgets what is over and old, and nothing of the log', async () => {
      const store = await openStore(await alone());
      await store.recordAlerts(
        alertRecord(1, { alerts: [alert('a'), alert('b')], held: [held('h1')] }),
      );
      for (const alertId of ['a', 'b'])
        await store.acknowledge({ alertId, by: 'x', at: minute(2), note: null }, []);
      await store.addSilence(silence('ended'));
      await store.endSilence('ended', 'x', minute(3));
      await store.addSilence(silence('expired', { expiresAt: minute(20) }));
      await store.addSilence(silence('in force'));
      await store.recordAlerts(alertRecord(9, { alerts: [alert('b', { state: 'resolved' })] }));
      const size = await store.log.size();

      const rows = await store.prune(minute(30));

      // The alert that is over (its member and acknowledgement with it), two silences, what was held.
      expect(rows).toBe(1 + 2 + 1);
      expect((await store.silences()).map(({ id }) => id)).toEqual(['in force']);
      expect((await store.acknowledgements()).map(({ alertId }) => alertId)).toEqual(['a']);
      expect(await store.recentAlerts(9)).toHaveLength(1);
      expect(await store.log.size()).toBe(size);
      expect(await store.log.leafHashes(size)).toHaveLength(32 * size);
    });
  });

  describe('openStateForOperator', () => {
    it('answers where there is no state, and makes none', async () => {
      await expect(openStateForOperator(directory)).rejects.toThrow(/no readable state/u);
      await expect(openStateForOperator(directory)).rejects.toThrow(/no readable state/u);
    });

    it('writes while a service holds the state, which sees it at once and does not undo it', async () => {
      const store = await openStore(directory);
      const told = alertRecord(1, { alerts: [alert('a')], messages: [message('trigger', 1)] });
      await store.recordAlerts(told);
      const operator = await openStateForOperator(directory);

      await operator.acknowledge({ alertId: 'a', by: 'bob', at: minute(2), note: null }, []);
      await operator.addSilence(silence('si_1'));
      // Decided from what was read before the operator spoke.
      await store.recordAlerts({ ...told, at: minute(3) });

      expect(await store.acknowledgements()).toMatchObject([{ by: 'bob' }]);
      expect(await store.silences(minute(3))).toHaveLength(1);
      expect(await operator.alert('a')).toEqual(alert('a'));
      operator.close();
      store.close();
    });

    it('A10: two processes at the same time: nothing of the scans and nothing of what operators said is lost', async () => {
      const TIMES = 12;
      const store = await openStore(directory);
      await store.recordAlerts(alertRecord(0, { alerts: [alert('a')] }));
      const child = spawn(
        process.execPath,
        [
          ...COMPILED,
          resolve(import.meta.dirname, '../harness/operator-child.ts'),
          directory,
          '0',
          String(TIMES),
        ],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      let said = '';
      child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
      const closed = once(child, 'close');
      const steps = createSteps();
      let scans = 0;

      while (child.exitCode === null || scans < 3) {
        const findings = Array.from({ length: 1500 }, (_, n) =>
          finding({ resourceId: databaseId(`db${String(n)}`), observed: { days: scans } }),
        );
        await store.recordScan({
          ...steps.next(findings),
          log: [{ type: 'run', at: minute(scans), body: {} }],
        });
        scans += 1;
      }

      expect(await closed).toEqual([0, null]);
      expect(said.match(/said \d+\n/gu)).toHaveLength(TIMES);
      store.close();
      const reader = await openStoreForReading(directory);
      expect(await reader.silences()).toHaveLength(TIMES);
      expect(await reader.acknowledgements()).toMatchObject([{ by: `p${String(TIMES - 1)}` }]);
      expect(await reader.scans(999)).toHaveLength(scans);
      const size = await reader.log.size();
      expect(size).toBe(1 + scans + 2 * TIMES);
      expect((await reader.log.entries(0, size)).map(({ index }) => index)).toEqual(
        Array.from({ length: size }, (_, n) => n),
      );
      reader.close();
    }, 60_000);
  });
});
