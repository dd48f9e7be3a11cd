import { beforeEach, describe, expect, it } from 'vitest';
import { findingKey } from '#domain/finding.ts';
import type { StateStore } from '#domain/state-store.ts';
import { openStore } from '#store/open-store.ts';
import { onEachEngine } from '../harness/engines.ts';
import { author, databaseId, finding, minute } from '../harness/findings.ts';
import { alert, alertRecord } from './alerts.ts';
import { scanRecord } from './scan-records.ts';
import { createSteps } from './steps.ts';

onEachEngine(({ alone }) => {
  let store: StateStore;

  beforeEach(async () => {
    store = await openStore(await alone());
  });

  describe('questions about stretches of time', () => {
    it('A5: names the transitions of findings since an instant, oldest first', async () => {
      const steps = createSteps();
      const other = databaseId('db2');
      const lives = [
        [finding({ status: 'fail' }), finding({ resourceId: other })],
        [finding(), finding({ resourceId: other, status: 'fail' })],
        [finding({ status: 'unknown' }), finding({ resourceId: other, status: 'fail' })],
        [finding({ status: 'fail' }), finding({ resourceId: other, observed: { days: 30 } })],
      ];
      for (const seen of lives) await store.recordScan(steps.next(seen));
      await store.recordScan(steps.next([finding({ status: 'fail' })], [other]));

      const [one, two] = [findingKey(finding()), findingKey(finding({ resourceId: other }))];
      const all = [
        { finding: one, at: minute(0), isFailing: true },
        { finding: one, at: minute(1), isFailing: false },
        { finding: two, at: minute(1), isFailing: true },
        { finding: one, at: minute(3), isFailing: true },
        { finding: two, at: minute(3), isFailing: false },
        { finding: two, at: minute(4), isFailing: false },
      ];
      expect(await store.transitionsSince(minute(0))).toEqual(all);
      expect(await store.transitionsSince(minute(3))).toEqual(all.slice(3));
      expect(await store.transitionsSince(minute(5))).toEqual([]);
    });

    it('E8: gives changes, runs and alerts with the first instant and without the last', async () => {
      const steps = createSteps();
      await store.recordScan(
        steps.next([finding({ status: 'fail' }), finding({ claim: 'flex.tls' })]),
      );
      await store.recordScan(
        steps.next([finding(), finding({ claim: 'flex.tls', status: 'fail' })]),
      );
      await store.recordScan(
        steps.next([finding(), finding({ claim: 'flex.tls', status: 'fail' })]),
      );
      for (const due of [1, 2]) {
        const missed = { schedule: 'full', due: minute(due), noticedAt: minute(9), reason: 'down' };
        await store.recordMissedRun(missed);
      }

      const kinds = async (from: number, to: number, claim?: string) => {
        const of = claim === undefined ? undefined : { document: 'flex', claim };
        const found = await store.changesBetween(minute(from), minute(to), of);
        return found.map((change) => [change.kind, change.finding.claim]);
      };
      expect(await kinds(0, 2)).toEqual([
        ['found-failing', 'flex.pitr'],
        ['stopped-failing', 'flex.pitr'],
        ['started-failing', 'flex.tls'],
      ]);
      expect(await kinds(0, 1)).toEqual([['found-failing', 'flex.pitr']]);
      expect(await kinds(1, 9, 'flex.tls')).toEqual([['started-failing', 'flex.tls']]);
      const { scans, missed } = await store.runsBetween(minute(1), minute(2));
      expect(scans.map(({ id }) => id)).toEqual(['scan-1']);
      expect(missed.map(({ due }) => due)).toEqual([minute(1)]);
    });

    it('E8: keeps who removed a resource', async () => {
      const removedBy = author({ operation: 'Microsoft.Sql/servers/databases/delete' });
      const before = { status: 'fail', observed: { days: 7 } } as const;
      const gone = { kind: 'gone', at: minute(1), finding: finding(), before, removedBy } as const;
      await store.recordScan(scanRecord(1, { changes: [gone] }));

      expect(await store.changesBetween(minute(0), minute(9))).toEqual([gone]);
    });

    it('E8: gives the alerts that were open at some time within', async () => {
      const over = { state: 'resolved', openedAt: minute(1), resolvedAt: minute(5) } as const;
      const alerts = [alert('over', over), alert('open', { openedAt: minute(3) })];
      await store.recordAlerts(alertRecord(9, { alerts }));

      const open = async (from: number, to: number) =>
        (await store.alertsBetween(minute(from), minute(to))).map(({ id }) => id);
      expect(await open(0, 1)).toEqual([]);
      expect(await open(0, 2)).toEqual(['over']);
      expect(await open(0, 9)).toEqual(['over', 'open']);
      expect(await open(5, 9)).toEqual(['over', 'open']);
      expect(await open(6, 9)).toEqual(['open']);
    });

    it('E8: gives the changes of claims before an instant, oldest first', async () => {
      const change = { document: 'flex', claim: 'flex.pitr', reason: null };
      const first = { ...change, at: minute(1), from: null, to: 'holds' } as const;
      const second = { ...change, at: minute(2), from: 'holds', to: 'broken' } as const;
      await store.recordScan(scanRecord(1, { claimChanges: [first] }));
      await store.recordScan(scanRecord(2, { claimChanges: [second] }));

      expect(await store.claimChangesBefore(minute(2))).toEqual([first]);
      expect(await store.claimChangesBefore(minute(3))).toEqual([first, second]);
    });

    it('finds one alert, open or over, and keeps every member of it', async () => {
      const whole = alert('a', {
        kind: 'storm',
        cause: { kind: 'storm', from: minute(1) },
        state: 'recovering',
        recoveringSince: minute(4),
        confirmed: true,
        mute: { because: 'inhibition', by: 'b' },
        toldAt: null,
        hasUntoldNews: true,
        destinations: [{ channel: 'hook', destinationVersion: 'v' }],
        staleSince: minute(3),
        members: [{ kind: 'attached', key: 'x', state: 'failing', title: 't', severity: 'low' }],
      });
      await store.recordAlerts(alertRecord(1, { alerts: [whole] }));

      expect(await store.alert('a')).toEqual(whole);
      expect(await store.alert('b')).toBeUndefined();
    });
  });
});
