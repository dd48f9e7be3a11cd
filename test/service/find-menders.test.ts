import { describe, expect, it } from 'vitest';
import { findMenders, lackMenders } from '#service/find-menders.ts';
import { openStore } from '#store/open-store.ts';
import { databaseId, finding, minute } from '../harness/findings.ts';
import { deskOf, POLICY } from '../harness/monitor-desk.ts';
import { announce, createWorld, scannerOf } from '../harness/monitor-world.ts';
import { alert, alertRecord, member } from '../store/alerts.ts';
import { scanRecord } from '../store/scan-records.ts';

const DATABASE = databaseId('db1');
const ENDED = 60;

/** An alert whose end the scan of minute 59 saw; the scan before it ended at minute 45. */
async function mended(changes: Parameters<typeof alert>[1] = {}) {
  const store = await openStore(':memory:');
  for (const at of [45, 59]) {
    const record = scanRecord(at);
    await store.recordScan({ ...record, scan: { ...record.scan, finishedAt: minute(at) } });
  }
  const failing = member(finding({ status: 'fail', resourceId: DATABASE, readAt: minute(10) }));
  const over = { at: minute(ENDED), because: 'passes', observed: null, changedBy: null } as const;
  await store.recordAlerts(
    alertRecord(ENDED, {
      alerts: [
        alert('al_1', {
          state: 'recovering',
          recoveringSince: minute(ENDED),
          openedAt: minute(11),
          members: failing.kind === 'finding' ? [{ ...failing, state: 'over', over }] : [],
          ...changes,
        }),
      ],
    }),
  );
  const world = createWorld();
  const { scope } = scannerOf(world);
  const look = async (minutes: number) => {
    const desk = deskOf(store, POLICY);
    const parts = { desk, scope, clock: { now: () => Date.parse(minute(minutes)) } };
    const lacking = (await lackMenders(parts)).length;
    return [lacking, await findMenders(parts, new AbortController().signal)];
  };
  const write = (resourceId: string, minutes: number) => {
    world.now = Date.parse(minute(minutes));
    announce(world, resourceId);
  };
  const mender = async () => {
    const [first] = (await store.alert('al_1'))?.members ?? [];
    return first?.kind === 'finding' ? first.over?.changedBy?.by : undefined;
  };
  return { store, look, write, mender };
}

describe('findMenders (A12)', () => {
  it('names who mended it while the end is waited for, tells nobody yet, and asks no more then', async () => {
    const { store, look, write, mender } = await mended();

    expect(await look(61)).toEqual([1, false]);
    write(DATABASE, 58);
    expect(await look(62)).toEqual([1, true]);

    expect(await mender()).toBe('alice@example.com');
    expect(await store.messages('al_1')).toEqual([]);
    expect(await store.alert('al_1')).toMatchObject({ state: 'recovering', confirmed: null });
    expect(await look(63)).toEqual([0, false]);
  });

  it.each([
    ['before the last scan that saw it fail', DATABASE, 44],
    ['after it was seen to pass', DATABASE, 61],
    ['to another database', databaseId('db2'), 58],
  ])('names nobody for a write %s', async (_, resourceId, minutes) => {
    const { look, write, mender } = await mended();
    write(resourceId, minutes);

    expect(await look(62)).toEqual([1, false]);
    expect(await mender()).toBeUndefined();
  });

  it.each([
    ['that still stands', { state: 'firing' }, 62],
    ['whose end is older than half an hour', {}, 91],
  ] as const)('asks nothing about an alert %s', async (_, changes, minutes) => {
    const { look, write } = await mended(changes);
    write(DATABASE, 58);

    expect(await look(minutes)).toEqual([0, false]);
  });
});
