import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StateStore } from '#domain/state-store.ts';
import { openStateForOperator, openStore, openStoreForReading } from '#store/open-store.ts';
import { onEachEngine } from '../harness/engines.ts';
import { databaseId, finding, minute } from '../harness/findings.ts';
import { alert, alertRecord, message, silence } from './alerts.ts';
import { scanRecord } from './scan-records.ts';
import { entry, wholeLog } from './whole-log.ts';

onEachEngine(({ shared }) => {
  describe('evidence log over random lives', () => {
    const operations = [
      'append',
      'scan',
      'alerts',
      'acknowledge',
      'silence',
      'deliver',
      'refused',
      'prune',
      'reopen',
      'operator',
    ] as const;

    it('E11, E16: has no gap and forgets nothing, whatever happened and however often it was opened', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.constantFrom(...operations), { minLength: 5, maxLength: 40 }),
          async (steps) => {
            const folder = await shared();
            let store = await openStore(folder);
            let size = 0;
            const before: string[] = [];
            for (const [n, step] of steps.entries()) {
              if (step === 'reopen') {
                store.close();
                store = await openStore(folder);
              } else await take(step, store, folder, n);
              const all = (await wholeLog(store)).map((one) => JSON.stringify(one));
              expect(all.slice(0, size)).toEqual(before.slice(0, size));
              expect(all.length).toBeGreaterThanOrEqual(size);
              size = all.length;
              before.splice(0, before.length, ...all);
            }
            store.close();
            const reader = await openStoreForReading(folder);
            expect(await wholeLog(reader)).toHaveLength(size);
            reader.close();
          },
        ),
        { numRuns: 15 },
      );
    }, 60_000);

    async function take(
      step: Exclude<(typeof operations)[number], 'reopen'>,
      store: StateStore,
      folder: string,
      n: number,
    ): Promise<void> {
      const id = `alert-${String(n % 3)}`;
      const size = await store.log.size();
      const grows = async (by: number) => expect(await store.log.size()).toBe(size + by);
      switch (step) {
        case 'append':
          await store.appendLog([entry(n), entry(n)]);
          return await grows(2);
        case 'scan':
          await store.recordScan(scanRecord(n, { log: [entry(n)] }));
          return await grows(1);
        case 'alerts': {
          const states = ['pending', 'firing', 'recovering', 'firing', 'resolved'] as const;
          const state = states[n % states.length] ?? 'firing';
          const known = await store.alert(id);
          const messages = [message('trigger', n, { alertId: id, id: `m${String(n)}` })];
          await store.recordAlerts(alertRecord(n, { alerts: [alert(id, { state })], messages }));
          return await grows(known?.state === state ? 0 : 1);
        }
        case 'acknowledge': {
          const known = await store.alert(id);
          const isOpen = known !== undefined && known.state !== 'resolved';
          const done = store.acknowledge({ alertId: id, by: 'bob', at: minute(n), note: null }, []);
          if (isOpen) await done;
          else await expect(done).rejects.toMatchObject({ code: 'STORE_NO_OPEN_ALERT' });
          return await grows(isOpen ? 1 : 0);
        }
        case 'silence':
          await store.addSilence(silence(`si_${String(n)}`));
          return await grows(1);
        case 'deliver': {
          const next = await store.outbox.leaseNext(
            { name: 'hook', pages: true },
            minute(99),
            minute(100),
          );
          const result = { outcome: 'delivered', responseId: null, status: 200 } as const;
          await store.outbox.settle(next?.id ?? '', result, minute(99), 1);
          return await grows(next === undefined ? 0 : 1);
        }
        case 'refused': {
          const orphan = { changed: [{ finding: finding(), lastRead: null }], removed: [] };
          const resources = [{ resourceId: databaseId('x'), ...orphan, readings: [] }];
          const record = scanRecord(1000 + n, { log: [entry(n)], resources });
          await expect(store.recordScan(record)).rejects.toThrow();
          return await grows(0);
        }
        case 'prune':
          await store.prune(minute(9999));
          return await grows(0);
        case 'operator': {
          const operator = await openStateForOperator(folder);
          await operator.addSilence(silence(`op_${String(n)}`));
          operator.close();
          return await grows(1);
        }
      }
    }
  });
});
