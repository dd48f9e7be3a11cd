import { describe, expect, it } from 'vitest';
import type { Configuration } from '#config/configuration.ts';
import { putTestMessages } from '#delivery/test-message.ts';
import { performScan } from '#scan/perform-scan.ts';
import { findAuthors } from '#service/find-authors.ts';
import { openStore } from '#store/open-store.ts';
import { minute } from '../harness/findings.ts';
import { deskOf, POLICY, toldOf } from '../harness/monitor-desk.ts';
import {
  announce,
  createWorld,
  scannerOf,
  statement,
  thing,
  VAULT,
} from '../harness/monitor-world.ts';

const { id } = thing(VAULT, ['v']);

/** A monitor of one vault; each scan takes place when the case says, and takes as long as it says. */
async function monitor() {
  const own = thing(VAULT, ['v']);
  const world = createWorld([own]);
  world.groupTags.set('rg', {});
  const store = await openStore(':memory:');
  const desk = deskOf(store, { timing: { ...POLICY.timing, updateEveryMs: 0 } });
  let scans = 0;
  const start = world.now;
  return {
    world,
    store,
    desk,
    own,
    at: (minutes: number) => {
      world.now = start + minutes * 60_000;
    },
    scan: async (lastsMinutes = 0) => {
      scans += 1;
      return await performScan(
        scannerOf(world),
        {
          scanId: `scan-${String(scans).padStart(8, '0')}`,
          mode: 'incremental',
          configuration: {
            documents: [statement('s', [['vault-good']])],
            attestations: [],
            exceptions: [],
          } as unknown as Configuration,
          only: {},
          deadlineMs: 60_000,
          configurationSha256: 'a',
          finishEvidence: async () => {
            world.now += lastsMinutes * 60_000;
            return await Promise.resolve(undefined);
          },
          desk,
        },
        new AbortController().signal,
      );
    },
    authorOf: async () => (await store.findingsOf(id))[0]?.finding.changedBy?.by ?? null,
  };
}

describe('recordScan', () => {
  it('keeps the author that was found between scans, though no record tells of it any more (A3)', async () => {
    const { world, store, desk, own, at, scan, authorOf } = await monitor();
    await scan();
    own.settings['own'] = 'bad';
    at(10);
    announce(world, id);
    const [written] = world.writes.splice(0);
    at(15);
    world.feed = 'unreadable';
    await scan();
    expect(await authorOf()).toBeNull();

    at(16);
    world.feed = 'readable';
    if (written !== undefined) world.writes.push(written);
    const looking = { desk, scope: scannerOf(world).scope, clock: { now: () => world.now } };
    expect(await findAuthors(looking, new AbortController().signal)).toBe(true);
    world.writes.splice(0);
    at(30);
    await scan();

    expect(await authorOf()).toBe('alice@example.com');
    expect((await toldOf(store)).map(({ kind }) => kind)).toEqual(['firing', 'updated']);
  });

  it('decides by the time of the decision: what follows from a long scan is not older than it', async () => {
    const { world, store, own, at, scan } = await monitor();
    await scan();
    own.settings['own'] = 'bad';
    at(10);
    announce(world, id);
    at(15);
    const begun = new Date(world.now).toISOString();

    const { changes } = await scan(90);

    const [message] = await store.messages();
    expect(changes[0]?.at).toBe(begun);
    expect(message?.message.createdAt).toBe(new Date(world.now).toISOString());
    expect(Date.parse(message?.message.createdAt ?? '') - Date.parse(begun)).toBe(90 * 60_000);
  });
});

describe('putTestMessages (A16)', () => {
  it('puts one message for each named channel into the outbox, once for each due time', async () => {
    const { store, desk } = await monitor();

    await putTestMessages(desk, ['hook', 'removed'], minute(1));
    await putTestMessages(desk, ['hook'], minute(1));
    await putTestMessages(desk, ['hook'], minute(2));

    const told = (await store.messages()).map(({ message }) => message);
    expect(told.map(({ kind, channel, createdAt }) => [kind, channel, createdAt])).toEqual([
      ['test', 'hook', minute(1)],
      ['test', 'hook', minute(2)],
    ]);
  });
});
