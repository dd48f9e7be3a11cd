import { describe, expect, it } from 'vitest';
import { findingKey } from '#domain/finding.ts';
import type { StateStore } from '#domain/state-store.ts';
import { findAuthors, lackAuthors } from '#service/find-authors.ts';
import { openStore } from '#store/open-store.ts';
import { databaseId, finding, minute } from '../harness/findings.ts';
import { deskOf, POLICY, toldOf } from '../harness/monitor-desk.ts';
import { announce, createWorld, scannerOf, type World } from '../harness/monitor-world.ts';
import { alert, alertRecord, member } from '../store/alerts.ts';
import { scanRecord } from '../store/scan-records.ts';

const DATABASE = databaseId('db1');
const OPENED = 60;
const HOOK = [{ channel: 'hook', destinationVersion: '1' }];

/** An open alert without an author, told at minute 60, and a world that may know more. */
async function untitled(changes: Parameters<typeof alert>[1] = {}) {
  const store: StateStore = await openStore(':memory:');
  const readAt = minute(OPENED - 1);
  const failing = finding({ status: 'fail', resourceId: DATABASE, changedBy: null, readAt });
  await store.recordAlerts(
    alertRecord(OPENED, {
      alerts: [
        alert('al_1', {
          openedAt: minute(OPENED),
          toldAt: minute(OPENED),
          destinations: HOOK,
          members: [member(failing)],
          ...changes,
        }),
      ],
    }),
  );
  const world = createWorld();
  const asked: (readonly [readonly string[], string])[] = [];
  const scope = {
    changes: (ids: readonly string[], since: string, signal: AbortSignal) => {
      asked.push([ids, since]);
      const feeds = scannerOf(world).scope.changes(ids, since, signal);
      return new Map(ids.map((id) => [id, [...feeds.values()][0] ?? raise()]));
    },
  };
  const desk = deskOf(store, { timing: { ...POLICY.timing, updateEveryMs: 0 } });
  return {
    store,
    world,
    asked,
    look: async (minutes: number) => {
      const clock = { now: () => Date.parse(minute(minutes)) };
      const parts = { desk, scope, clock };
      return {
        lacking: (await lackAuthors(parts)).map(({ id }) => id),
        recorded: await findAuthors(parts, new AbortController().signal),
      };
    },
    authorOf: async () => {
      const [first] = (await store.alert('al_1'))?.members ?? [];
      return first?.kind === 'finding' ? (first.finding.changedBy?.by ?? null) : undefined;
    },
  };
}

function raise(): never {
  throw new Error('there is one subscription');
}

function write(world: World, resourceId: string, minutes: number): void {
  world.now = Date.parse(minute(minutes));
  announce(world, resourceId);
}

describe('findAuthors (A3)', () => {
  it('asks on while nobody is named, one question per subscription, and tells the name when it comes', async () => {
    const { store, world, asked, look, authorOf } = await untitled();

    expect(await look(61)).toEqual({ lacking: ['al_1'], recorded: false });
    write(world, DATABASE, 58);
    expect(await look(62)).toEqual({ lacking: ['al_1'], recorded: true });

    expect(await authorOf()).toBe('alice@example.com');
    const told = await toldOf(store);
    expect(told.map(({ kind, who }) => `${kind} ${who?.by ?? ''}`)).toEqual([
      'updated alice@example.com',
    ]);
    expect(asked.map(([ids]) => ids.length)).toEqual([1, 1]);
    expect(asked[0]?.[1]).toBe(minute(30));
    expect(await look(63)).toEqual({ lacking: [], recorded: false });
    expect(asked).toHaveLength(2);
  });

  it('names who wrote a setting below the resource, which Resource Graph never shows', async () => {
    const { store, world, look, authorOf } = await untitled();
    const recorded = finding({ status: 'fail', resourceId: DATABASE });
    await store.recordScan(
      scanRecord(1, {
        resources: [
          {
            resourceId: DATABASE,
            changed: [{ finding: recorded, lastRead: null }],
            removed: [],
            readings: [{ key: findingKey(recorded), readAt: minute(1), evidence: [] }],
          },
        ],
      }),
    );
    write(world, `${DATABASE}/transparentDataEncryption/current`, 58);

    expect((await look(61)).recorded).toBe(true);

    expect(await authorOf()).toBe('alice@example.com');
  });

  it.each([
    ['after the alert', DATABASE, OPENED + 1],
    ['to another database', databaseId('db2'), OPENED - 2],
  ])('names nobody for a write %s', async (_, resourceId, minutes) => {
    const { world, look, authorOf } = await untitled();
    write(world, resourceId, minutes);

    expect((await look(70)).recorded).toBe(false);
    expect(await authorOf()).toBeNull();
  });

  it('gives up after half an hour', async () => {
    const { world, asked, look } = await untitled();
    write(world, DATABASE, 58);

    expect(await look(91)).toEqual({ lacking: [], recorded: false });
    expect(asked).toEqual([]);
  });

  it.each([
    ['is over', { state: 'resolved', members: [member({}, true)] }],
    ['is no violation', { kind: 'blind', cause: { kind: 'document', document: 'flex' } }],
  ] as const)('asks nothing about an alert that %s', async (_, changes) => {
    const { asked, look } = await untitled(changes);

    expect((await look(61)).lacking).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('leaves everything as it is where the change records cannot be read', async () => {
    const { store, world, look } = await untitled();
    write(world, DATABASE, 58);
    world.feed = 'unreadable';
    const before = await store.alert('al_1');

    expect((await look(61)).recorded).toBe(false);
    expect(await store.alert('al_1')).toEqual(before);
  });
});
