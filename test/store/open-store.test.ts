import { beforeEach, describe, expect, it } from 'vitest';
import { StoreError } from '#domain/errors.ts';
import type { Finding } from '#domain/finding.ts';
import { openStore, openStoreForReading } from '#store/open-store.ts';
import { onEachEngine } from '../harness/engines.ts';
import { author, databaseId, finding, minute } from '../harness/findings.ts';
import { codeOf } from './codes.ts';
import { scanRecord } from './scan-records.ts';
import { createSteps } from './steps.ts';

const HOOK = { name: 'hook', pages: true };

const failing = (changes: Partial<Finding> = {}): Finding =>
  finding({ status: 'fail', ...changes });

onEachEngine(({ alone, shared }) => {
  let directory: string;

  beforeEach(async () => {
    directory = await shared();
  });

  describe('openStore', () => {
    it('names the resources of one subscription without those of others whose ids are like it', async () => {
      const steps = createSteps();
      const [one, longer] = ['/subscriptions/AAAA', '/subscriptions/AAAA1'];
      const ids = [one, `${one}/resourceGroups/rg`, longer, `${longer}/resourceGroups/rg`];
      const store = await openStore(directory);
      await store.recordScan(steps.next(ids.map((resourceId) => finding({ resourceId }))));

      expect(await store.resourceIds('aaaa')).toEqual(ids.slice(0, 2));
      expect(await store.resourceIds('AAAA1')).toEqual(ids.slice(2));
      expect(await store.resourceIds()).toHaveLength(4);
      store.close();
    });

    it('gives back after a restart what a scan recorded, every member of it', async () => {
      const steps = createSteps(['hook']);
      const exception = {
        claim: 'flex.pitr',
        resource: databaseId('db3'),
        reason: 'being moved',
        approvedBy: 'ciso',
        expires: '2026-06-30',
      };
      const record = steps.next([
        failing({
          changedBy: author(),
          evidence: [`sha256:${'a'.repeat(64)}`, `sha256:${'b'.repeat(64)}`],
          readFrom: [
            { evidence: `sha256:${'b'.repeat(64)}`, pointer: '' },
            { evidence: `sha256:${'a'.repeat(64)}`, pointer: '/properties/retentionDays' },
          ],
        }),
        finding({
          check: 'sql-tls',
          evidence: [`sha256:${'b'.repeat(64)}`],
          readAt: minute(3),
          readFrom: [{ evidence: `sha256:${'b'.repeat(64)}`, pointer: '/properties/a~1b' }],
        }),
        finding({
          resourceId: databaseId('db2'),
          status: 'unknown',
          problem: { code: 'Throttled', permission: null },
        }),
        finding({ resourceId: databaseId('db3'), status: 'excepted', exception }),
      ]);
      const first = await openStore(directory);
      await first.recordScan(record);
      first.close();

      const again = await openStore(directory);

      const expected = record.resources.flatMap(({ changed }) => changed);
      const ids = await again.resourceIds();
      const found = await Promise.all(
        ids.map(async (id) => await again.findingsOf(id.toUpperCase())),
      );
      expect(found.flat()).toHaveLength(4);
      expect(found.flat()).toEqual(expect.arrayContaining([...expected]));
      expect(await again.openAlerts()).toEqual(expect.arrayContaining([...steps.open()]));
      expect(await again.openAlerts()).toHaveLength(steps.open().length);
      expect(await again.scans(9)).toEqual([record.scan]);
      again.close();
    });

    it('records a scan once, however often it is told of it', async () => {
      const store = await openStore(await alone());
      const record = createSteps(['hook']).next([failing()]);

      const answers = [await store.recordScan(record), await store.recordScan(record)];

      expect(answers).toEqual(['recorded', 'already-recorded']);
      expect((await store.claimHistory('flex', 'flex.pitr', 9)).changes).toHaveLength(1);
      expect(await store.outbox.countsByState()).toEqual({ queued: 1 });
    });

    it('records nothing of a scan of which a part cannot be recorded', async () => {
      const store = await openStore(await alone());
      const record = createSteps(['hook']).next([failing()]);
      const orphan = {
        resourceId: databaseId('x'),
        changed: [{ finding: failing(), lastRead: null }],
        removed: [],
        readings: [],
      };
      const spoilt = { ...record, resources: [...record.resources, orphan] };

      await expect(store.recordScan(spoilt)).rejects.toThrow(StoreError);

      expect(await store.scans(9)).toEqual([]);
      expect(await store.resourceIds()).toEqual([]);
      expect(await store.outbox.countsByState()).toEqual({});
      expect(await store.recordScan(record)).toBe('recorded');
    });

    it('keeps what of a resource can be gone by without its findings, alike for alike ones, until something else is said', async () => {
      const store = await openStore(await alone());
      const count = { document: 'flex', claim: 'flex.pitr', check: 'c', status: 'pass', count: 2 };
      const { count: _count, ...named } = count;
      const figure = { ...named, status: 'pass', observed: 99.9, reason: 'r' } as const;
      const standing = {
        counts: [{ ...count, status: 'pass' as const }],
        figures: [figure],
        until: minute(9),
      };
      const known = { readSince: minute(1), hasUnknown: false, standing };
      const record = createSteps().next(
        ['a', 'b'].map((name) => failing({ resourceId: databaseId(name) })),
      );
      const [a, b] = record.resources.map((update) => ({ ...update, known }));
      if (a === undefined || b === undefined) throw new Error('there are two');
      await store.recordScan({ ...record, resources: [a, b] });
      const subscription = a.resourceId.split('/')[2] ?? '';

      const first = await store.knownResources(subscription.toUpperCase());
      const found = [...first.values()];
      expect(found).toEqual([a, b].map(({ resourceId: id }) => ({ id, ...known })));
      expect(found[0]?.standing?.counts).toBe(found[1]?.standing?.counts);
      expect(await store.knownResources('00000000-0000-0000-0000-00000000ffff')).toEqual(new Map());

      const { known: _known, ...unsaid } = a;
      await store.recordPart({ ...scanRecord(2), scanId: '2', at: minute(2), resources: [unsaid] });
      const second = await store.knownResources(subscription);
      expect([...second.values()][0]).toMatchObject({ standing: null, hasUnknown: true });
      expect([...second.values()][1]).toEqual(found[1]);
      await store.prune(minute(0));
      expect(await store.knownResources(subscription)).toEqual(second);
    });

    it('forgets the findings and the resource that are gone', async () => {
      const store = await openStore(await alone());
      const steps = createSteps();
      await store.recordScan(steps.next([failing(), finding({ claim: 'flex.tls' })]));
      await store.recordScan(steps.next([], [databaseId('db1')]));

      expect(await store.resourceIds()).toEqual([]);
      expect(await store.findingsOf(databaseId('db1'))).toEqual([]);
      expect(
        (await store.resourceHistory(databaseId('DB1'), 9)).changes.map(({ kind }) => kind),
      ).toEqual(['gone', 'gone', 'found-failing']);
    });

    it('keeps claims, their periods, watermarks and missed runs', async () => {
      const store = await openStore(await alone());
      const claim = { document: 'flex', claim: 'flex.pitr', reason: null, brokenSince: null };
      const change = { document: 'flex', claim: 'flex.pitr', reason: 'r' };
      await store.recordScan(
        scanRecord(1, {
          claims: [{ ...claim, status: 'holds', since: minute(1) }],
          claimChanges: [{ ...change, at: minute(1), from: null, to: 'holds' }],
          watermarks: { feed: minute(1) },
        }),
      );
      const broken = {
        ...claim,
        status: 'broken',
        since: minute(2),
        brokenSince: minute(2),
      } as const;
      await store.recordScan(
        scanRecord(2, {
          claims: [broken],
          claimChanges: [{ ...change, at: minute(2), from: 'holds', to: 'broken' }],
          watermarks: { feed: minute(2) },
        }),
      );
      const missed = {
        schedule: 'full',
        due: minute(3),
        noticedAt: minute(4),
        reason: 'the service was down',
      };
      await store.recordMissedRun(missed);
      await store.recordMissedRun(missed);

      expect(await store.claims()).toEqual([broken]);
      expect((await store.claimHistory('flex', 'flex.pitr', 9)).periods).toEqual([
        { status: 'holds', reason: 'r', from: minute(1), until: minute(2) },
        { status: 'broken', reason: 'r', from: minute(2), until: null },
      ]);
      expect(await store.watermark('feed')).toBe(minute(2));
      expect(await store.watermark('other')).toBeUndefined();
      expect(await store.missedRuns(9)).toEqual([missed]);

      await store.recordScan(
        scanRecord(3, { retiredClaims: [{ document: 'flex', claim: 'flex.pitr' }] }),
      );
      expect(await store.claims()).toEqual([]);
    });

    it('tells the periods of a finding', async () => {
      const store = await openStore(await alone());
      const estate = createSteps();
      const steps = [failing(), failing(), finding(), finding({ status: 'unknown' }), failing()];
      for (const step of steps) {
        await store.recordScan(estate.next([step, finding({ claim: 'calm' })]));
      }

      const { periods } = await store.resourceHistory(databaseId('db1'), 99);

      expect(periods.map(({ claim, status, from, until }) => [claim, status, from, until])).toEqual(
        [
          ['flex.pitr', 'fail', minute(0), minute(2)],
          ['flex.pitr', 'pass', minute(2), minute(3)],
          ['flex.pitr', 'unknown', minute(3), minute(4)],
          ['flex.pitr', 'fail', minute(4), null],
          ['calm', 'pass', minute(0), null],
        ],
      );
    });

    it('forgets finished history and nothing that the next scan needs', async () => {
      const store = await openStore(await alone());
      const steps = createSteps(['hook']);
      const lasting = failing({ resourceId: databaseId('db9', 'sql-z') });
      await store.recordScan(steps.next([failing(), lasting]));
      await store.recordScan(steps.next([finding(), lasting]));
      for (let n = 0; n < 3; n += 1) {
        const message = await store.outbox.leaseNext(HOOK, minute(2), minute(3));
        await store.outbox.settle(
          message?.id ?? '',
          { outcome: 'delivered', responseId: null, status: 202 },
          minute(2),
          5,
        );
      }

      const rows = await store.prune(minute(60));

      // One scan, three changes, the messages of the alert that is over, and that alert.
      expect(rows).toBe(1 + 3 + 2 + 1);
      expect((await store.scans(9)).map(({ id }) => id)).toEqual(['scan-1']);
      expect(await store.openAlerts()).toHaveLength(1);
      expect(await store.recentAlerts(9)).toHaveLength(1);
      expect(await store.outbox.countsByState()).toEqual({ delivered: 1 });
      expect(await store.findingsOf(databaseId('db9', 'sql-z'))).toHaveLength(1);
      expect(await store.prune(minute(60))).toBe(0);
    });
  });

  describe('openStore: who may', () => {
    it('refuses a second writer and names the first, and lets it in when the first is gone', async () => {
      const first = await openStore(directory);

      expect(await codeOf(openStore(directory))).toBe('STORE_IN_USE');
      await expect(openStore(directory)).rejects.toThrow(
        `in use by process ${String(process.pid)}`,
      );

      first.close();
      (await openStore(directory)).close();
    });

    it('lets others read while it writes, and never write', async () => {
      const store = await openStore(directory);
      const reader = await openStoreForReading(directory);

      await store.recordScan(createSteps().next([failing()]));

      expect(await reader.resourceIds()).toEqual([databaseId('db1')]);
      reader.close();
      store.close();
      const later = await openStoreForReading(directory);
      expect(await later.scans(9)).toHaveLength(1);
      later.close();
    });

    it('answers a reader where there is no state', async () => {
      expect(await codeOf(openStoreForReading(directory))).toBe('STORE_ABSENT');
    });
  });
});
