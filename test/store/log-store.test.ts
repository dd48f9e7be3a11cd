import * as fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { canonicalLine } from '#domain/canonical-json.ts';
import type { StateReader } from '#domain/state-store.ts';
import { logBytes } from '#store/log-bytes.ts';
import { openStateForOperator, openStore } from '#store/open-store.ts';
import { onEachEngine } from '../harness/engines.ts';
import { databaseId, finding, minute } from '../harness/findings.ts';
import { alert, alertRecord, member, message, silence } from './alerts.ts';
import { scanRecord } from './scan-records.ts';
import { entry, wholeLog } from './whole-log.ts';

/** Type and body of every entry. */
async function said(state: StateReader): Promise<readonly (readonly [unknown, unknown])[]> {
  return (await wholeLog(state)).map(({ type, body }) => [type, body]);
}

onEachEngine(({ alone, shared }) => {
  let directory: string;

  beforeEach(async () => {
    directory = await shared();
  });

  describe('evidence log', () => {
    it('E11: has one entry per alert that took another state or mute, and every message carries its place', async () => {
      const store = await openStore(await alone());
      const members = [
        member({ claim: 'flex.tls' }),
        member(),
        member({ resourceId: databaseId('DB1').toUpperCase() }),
      ];
      const mute = { because: 'silence', by: 'si_1' } as const;
      await store.recordScan(
        scanRecord(1, {
          alerts: [alert('a', { members, mute }), alert('b', { state: 'pending' })],
          messages: [message('trigger', 1), message('trigger', 1, { alertId: 'unknown' })],
          log: [{ type: 'run', at: minute(1), body: { scan: 'scan-1' } }],
        }),
      );
      await store.recordAlerts(
        alertRecord(2, {
          alerts: [alert('a', { members, mute: { ...mute }, sequence: 2 }), alert('b')],
          messages: [message('update', 2), message('trigger', 1, { alertId: 'b' })],
        }),
      );

      await store.recordAlerts(alertRecord(3, { alerts: [alert('a', { members, sequence: 2 })] }));

      const about = { cause: 'scan', kind: 'violation', severity: 'high', sequence: 1 };
      const one = { resources: 1, claims: ['flex.pitr'], mute: null };
      const a = { ...about, alertId: 'a', claims: ['flex.tls', 'flex.pitr'], resources: 1 };
      expect(await said(store)).toEqual([
        ['run', { scan: 'scan-1' }],
        ['alert', { ...a, before: null, after: 'firing', mute }],
        ['alert', { ...about, ...one, alertId: 'b', before: null, after: 'pending' }],
        ['alert', { ...about, ...one, alertId: 'b', before: 'pending', after: 'firing' }],
        ['alert', { ...a, sequence: 2, before: 'firing', after: 'firing', mute: null }],
      ]);
      const places = (await store.messages()).map((sent) => [
        sent.message.id,
        sent.message.notification.logIndex,
      ]);
      expect(places).toEqual([
        ['a-1-hook', 1],
        ['unknown-1-hook', null],
        ['a-2-hook', 1],
        ['b-1-hook', 3],
      ]);
    });

    it('E11: tells of what operators say, with their names, and of missed runs once', async () => {
      const store = await openStore(await alone());
      await store.recordAlerts(alertRecord(1, { alerts: [alert('a')] }));
      await store.acknowledge({ alertId: 'a', by: 'bob', at: minute(2), note: 'mine' }, []);
      await store.addSilence(silence('si_1'));
      await store.addSilence(silence('si_1'));
      await store.endSilence('si_1', 'carol', minute(3));
      await store.endSilence('si_1', 'carol', minute(3));
      const missed = { schedule: 'full', due: minute(3), noticedAt: minute(4), reason: 'down' };
      await store.recordMissedRun(missed);
      await store.recordMissedRun(missed);

      expect((await said(store)).slice(1)).toEqual([
        ['acknowledgement', { alertId: 'a', by: 'bob', note: 'mine' }],
        [
          'silence',
          {
            action: 'added',
            id: 'si_1',
            match: { claims: ['flex.*'], severities: ['high'] },
            alertId: null,
            by: 'alice',
            reason: 'maintenance',
            ticket: 'T-1',
            expiresAt: minute(60),
          },
        ],
        ['silence', { action: 'ended', id: 'si_1', by: 'carol' }],
        ['run-missed', { schedule: 'full', due: minute(3), reason: 'down' }],
      ]);
    });

    it('answers with the place of the first appended entry, and finds the newest by its members', async () => {
      const store = await openStore(await alone());

      expect(await store.appendLog([entry(1), entry(2)])).toBe(0);
      expect(await store.appendLog([entry(1, { n: '1', 'a "b".c': 'x' })])).toBe(2);
      expect(await store.appendLog([])).toBe(-1);

      expect((await store.log.find('service', {}))?.index).toBe(2);
      expect((await store.log.find('service', { n: '2' }))?.index).toBe(1);
      expect((await store.log.find('service', { n: '1' }))?.index).toBe(2);
      expect((await store.log.find('service', { n: '1', 'a "b".c': 'x' }))?.index).toBe(2);
      expect(await store.log.find('service', { n: '9' })).toBeUndefined();
      expect(await store.log.find('key', { n: '2' })).toBeUndefined();
    });

    it('refuses to answer with fewer hashes than it was asked for', async () => {
      const store = await openStore(await alone());
      await store.appendLog([entry(1)]);

      await expect(store.log.leafHashes(2)).rejects.toMatchObject({ code: 'STORE_LOG_SHORT' });
      expect(await store.log.leafHashes(0)).toHaveLength(0);
    });

    it('E12: once frozen nobody appends, another process neither; the state goes on; whoever opens it anew may', async () => {
      const store = await openStore(directory);
      await store.appendLog([entry(1)]);
      const operator = await openStateForOperator(directory);

      store.freezeLog();

      expect(await store.appendLog([entry(2)])).toBe(-1);
      expect(await operator.appendLog([entry(2)])).toBe(-1);
      await operator.addSilence(silence('si_1'));
      const messages = [message('trigger', 1)];
      await store.recordAlerts(alertRecord(3, { alerts: [alert('a')], messages }));
      expect(await wholeLog(store)).toHaveLength(1);
      expect(await store.silences()).toHaveLength(1);
      expect(await store.messages('a')).toMatchObject([
        { message: { notification: { logIndex: null } } },
      ]);
      operator.close();
      store.close();

      const again = await openStore(directory);
      expect(await again.appendLog([entry(2)])).toBe(1);
      again.close();
    });

    it('E12: stays frozen for others although the transaction in which it was frozen came to nothing', async () => {
      const store = await openStore(directory);
      const operator = await openStateForOperator(directory);
      const resources = Array.from({ length: 3000 }, (_, n) => ({
        resourceId: databaseId(`db${String(n)}`),
        changed: [],
        removed: [],
        readings: [],
      }));
      // The last one cannot be recorded: a finding without a resource's reading.
      const orphan = {
        changed: [{ finding: finding(), lastRead: null }],
        removed: [],
        readings: [],
      };
      const spoilt = scanRecord(1, {
        resources: [...resources, { resourceId: databaseId('x'), ...orphan }],
      });
      const recording = store.recordScan(spoilt);
      store.freezeLog();

      await expect(recording).rejects.toThrow();
      expect(await store.appendLog([entry(1)])).toBe(-1);
      expect(await operator.appendLog([entry(1)])).toBe(-1);
      operator.close();
      store.close();
    });

    it('E11: cuts lists and texts of an entry that is too large, and says so; what it says stays JSON', () => {
      fc.assert(
        fc.property(
          fc.record({
            list: fc.array(fc.string({ maxLength: 400 }), { maxLength: 400 }),
            text: fc.string({ maxLength: 90_000 }),
            deep: fc.array(fc.dictionary(fc.string(), fc.array(fc.nat())), { maxLength: 900 }),
            id: fc.constant('x'),
          }),
          (body) => {
            const bytes = logBytes(entry(1, body));
            const text = Buffer.from(bytes).toString('utf8');
            const value = JSON.parse(text) as { readonly body: Record<string, unknown> };
            const plain = canonicalLine({ at: minute(1), body, type: 'service' });
            const isLarge = Buffer.byteLength(plain) > 60_000;

            expect(bytes.byteLength).toBeLessThanOrEqual(60_000);
            expect(value.body['id']).toBe('x');
            expect(value.body['shortened']).toBe(isLarge ? true : undefined);
            if (!isLarge) expect(text).toBe(plain);
            expect(text).toBe(canonicalLine(value));
          },
        ),
        { numRuns: 60 },
      );
      const many = Object.fromEntries(
        Array.from({ length: 9000 }, (_, n) => [`member${String(n)}`, n]),
      );
      expect(logBytes(entry(1, many)).byteLength).toBeLessThan(200);
    });
  });
});
