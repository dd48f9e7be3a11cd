import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Configuration } from '#config/configuration.ts';
import type { Finding } from '#domain/finding.ts';
import { idKey } from '#domain/resource-id.ts';
import type { StateStore } from '#domain/state-store.ts';
import { earlierFrom } from '#scan/earlier-scan.ts';
import { performScan } from '#scan/perform-scan.ts';
import { createSeenWrites } from '#scan/seen-writes.ts';
import { createSweepShare, requestsBehind } from '#scan/sweep-share.ts';
import { openStore } from '#store/open-store.ts';
import { finding } from '../harness/findings.ts';
import { deskOf, toldOf } from '../harness/monitor-desk.ts';
import {
  announce,
  createWorld,
  DATABASE,
  SERVER,
  SUBSCRIPTION,
  scannerOf,
  statement,
  thing,
  VAULT,
  type World,
} from '../harness/monitor-world.ts';

const MINUTE = 60_000;
const SEED = Number(process.env['POSTURE_TEST_SEED'] ?? Date.now() % 2 ** 31);

describe('one share of a sweep', () => {
  const since = '2026-11-21T03:00:00.000Z';
  const before = { readAt: '2026-11-20T03:00:00.000Z' };
  const digest = (of: string): `sha256:${string}` => `sha256:${of.repeat(64)}`;

  it('reads what was read before its begin while the allowance lasts, and says whether anything is left', async () => {
    const part = await known({
      a: [finding({ ...before, evidence: [digest('1'), digest('2')] })],
      b: [finding({ ...before, evidence: [digest('2'), digest('3')] })],
      c: [finding({ ...before, evidence: [digest('4')] })],
      fresh: [finding({ readAt: since, evidence: [digest('5')] })],
      asleep: [finding({ ...before, asleepSince: since, evidence: [digest('6')] })],
    });
    const shareOf = async (...asked: readonly string[]) =>
      await createSweepShare({ since, allowance: 3 }, part, (key) =>
        asked.some((name) => key.endsWith(`/${name}`)),
      );
    const share = await shareOf('a', 'b', 'fresh', 'asleep');
    const due = [...part.resources.keys()].filter((key) => share.isDue(key));
    const more = await shareOf('a', 'b', 'c');

    expect(due.map((key) => key.split('/').at(-1))).toEqual(['a', 'b']);
    expect(share.isWhole()).toBe(true);
    expect(more.isWhole()).toBe(false);
    expect([...part.resources.keys()].filter((key) => more.isDue(key))).toEqual(due);
  });

  it('counts an answer that several verdicts rest on once', async () => {
    const one = finding({ evidence: [digest('1'), digest('2')] });
    const other = finding({ evidence: [digest('2')] });

    expect(await requestsBehind(await known({ one: [one, other], other: [other] }))).toBe(2);
  });
});

/** What is recorded of resources of these names. */
async function known(findings: Readonly<Record<string, readonly Finding[]>>) {
  const root = `/subscriptions/${SUBSCRIPTION}/resourcegroups/rg/providers/test.things/things`;
  const byKey = new Map(Object.entries(findings).map(([name, some]) => [`${root}/${name}`, some]));
  return await earlierFrom(byKey, '2026-11-01T00:00:00.000Z').within(SUBSCRIPTION);
}

function startingWorld(): World {
  const world = createWorld([
    ...['v1', 'v2', 'v3', 'v4', 'v5'].map((vault) => thing(VAULT, [vault])),
    thing(SERVER, ['a']),
    ...['d1', 'd2', 'd3'].map((database) => thing(DATABASE, ['a', database])),
  ]);
  world.groupTags.set('rg', {});
  return world;
}

/** A monitor of the world: each `scan` is the next one. */
async function monitor(world: World) {
  const store: StateStore = await openStore(':memory:');
  const seen = createSeenWrites();
  let scans = 0;
  const scan = async (mode: 'full' | 'incremental', allowance?: number) => {
    world.questions.length = 0;
    world.counts = 0;
    scans += 1;
    const performed = await performScan(
      scannerOf(world),
      {
        scanId: `scan-${String(scans).padStart(8, '0')}`,
        mode,
        ...(allowance === undefined ? {} : { allowance }),
        seen,
        configuration: {
          documents: [
            statement('s', [
              ['vault-good'],
              ['server-good', 'database-good'],
              ['database-encrypted'],
            ]),
          ],
          attestations: [],
          exceptions: [],
        } as unknown as Configuration,
        only: {},
        deadlineMs: 60_000,
        configurationSha256: 'a',
        desk: deskOf(store),
        finishEvidence: async () => await Promise.resolve(undefined),
      },
      new AbortController().signal,
    );
    const result = await performed.whole();
    return {
      mode: result.scan.mode,
      asked: [...world.questions],
      counts: world.counts,
      verdicts: Object.fromEntries(
        result.claims
          .flatMap((claim) => claim.findings)
          .map(({ check, resourceId, status }) => [`${check} ${idKey(resourceId)}`, status]),
      ),
      readAt: result.claims.flatMap((claim) => claim.findings).map((one) => one.readAt),
    };
  };
  return { store, scan };
}

describe('a sweep', () => {
  it('is one full scan where its allowance suffices', async () => {
    const world = startingWorld();
    const { scan, store } = await monitor(world);
    await scan('full', 1);
    world.now += 24 * 60 * MINUTE;

    expect(await scan('full', 1_000)).toMatchObject({ mode: 'full' });
    expect(await store.watermark('full:a')).toBe(new Date(world.now).toISOString());
  });

  it('reads everything once, in as many scans as its allowance takes, and counts by all lists in the first', async () => {
    const world = startingWorld();
    const { scan, store } = await monitor(world);
    const whole = await scan('full');
    const first = await store.watermark('full:a');
    world.now += 24 * 60 * MINUTE;
    const began = new Date(world.now).toISOString();

    const shares = [await scan('full', 3)];
    for (let turn = 0; turn < 20 && (await store.watermark('full:a')) === first; turn += 1) {
      world.now += 15 * MINUTE;
      shares.push(await scan('incremental', 3));
    }
    const after = await scan('incremental', 3);

    expect(shares.length).toBeGreaterThan(2);
    expect(shares.every(({ mode }) => mode === 'incremental')).toBe(true);
    expect(shares.map(({ counts }) => counts)).toEqual(
      shares.map((_, index) => (index === 0 ? 1 : 0)),
    );
    expect(new Set(shares.flatMap(({ asked }) => asked))).toEqual(new Set(whole.asked));
    expect(await store.watermark('full:a')).toBe(began);
    expect(after.asked).toEqual([]);
    expect(after.readAt.every((readAt) => readAt >= began)).toBe(true);
  });

  it('finds what no record told of, and tells meanwhile what one tells', async () => {
    const world = startingWorld();
    const { scan, store } = await monitor(world);
    await scan('full');
    world.now += 24 * 60 * MINUTE;
    const [secretly, openly] = [thing(VAULT, ['v5']).id, thing(DATABASE, ['a', 'd3']).id].map(
      idKey,
    );
    const spoil = (key = ''): void => {
      const own = world.things.get(key);
      if (own !== undefined) own.settings = { own: 'bad', encryption: 'bad' };
    };
    spoil(secretly);
    await scan('full', 1);
    spoil(openly);
    announce(world, openly ?? '');

    world.now += 1 * MINUTE;
    const next = await scan('incremental', 1);
    expect(next.verdicts[`database-good ${openly}`]).toBe('fail');
    for (let turn = 0; turn < 20; turn += 1) {
      world.now += 1 * MINUTE;
      await scan('incremental', 1);
    }

    const told = JSON.stringify(await toldOf(store));
    expect(told).toContain('v5');
    expect(told).toContain('d3');
  });

  it('does not hold up a scan that a person asks for, nor is begun anew before it ended', async () => {
    const world = startingWorld();
    const { scan, store } = await monitor(world);
    await scan('full');
    world.now += 24 * 60 * MINUTE;
    await scan('full', 1);
    const begun = await store.watermark('sweep:a');
    world.now += 15 * MINUTE;

    expect((await scan('incremental')).asked).toEqual([]);
    await scan('full', 1);

    expect(await store.watermark('sweep:a')).toBe(begun);
  });

  it(`gives the verdicts of a full scan, whatever is written and however little it may spend (seed ${SEED})`, async () => {
    const write = fc.tuple(fc.nat(), fc.constantFrom('good', 'bad', 'FutureValue2099'));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.array(write, { maxLength: 3 }), fc.nat({ max: 6 })), {
          minLength: 1,
          maxLength: 6,
        }),
        async (rounds) => {
          const world = startingWorld();
          const { scan } = await monitor(world);
          await scan('full');
          world.now += 24 * 60 * MINUTE;
          for (const [index, [writes, allowance]] of rounds.entries()) {
            for (const [which, value] of writes) {
              const all = [...world.things.values()];
              const one = all[which % all.length];
              if (one === undefined) continue;
              one.settings = { own: value, encryption: value };
              announce(world, one.id);
            }
            world.now += MINUTE;
            const swept = await scan(index === 0 ? 'full' : 'incremental', allowance);
            const truth = await (await monitor(world)).scan('full');
            expect(swept.verdicts).toEqual(truth.verdicts);
          }
        },
      ),
      { seed: SEED, numRuns: 40 },
    );
  });
});

describe('what was read after a write', () => {
  it('is not read again while Azure’s records go on telling of it, but is for the next write', async () => {
    const world = startingWorld();
    const { scan } = await monitor(world);
    await scan('full');
    world.now += 20 * MINUTE;
    const { id } = thing(VAULT, ['v1']);
    announce(world, id);
    world.now += MINUTE;
    expect((await scan('incremental')).asked).toHaveLength(1);
    world.now += MINUTE;
    expect((await scan('incremental')).asked).toEqual([]);

    announce(world, id);
    expect((await scan('incremental')).asked).toHaveLength(1);
  });

  it('is read again where the record comes late, for a write of before the scan', async () => {
    const world = startingWorld();
    const { scan } = await monitor(world);
    await scan('full');
    world.now += 20 * MINUTE;
    const { id } = thing(VAULT, ['v1']);
    announce(world, id);
    const [late] = world.writes.splice(0);
    world.now += MINUTE;
    expect((await scan('incremental')).asked).toEqual([]);
    if (late !== undefined) world.writes.push(late);
    world.now += MINUTE;

    expect((await scan('incremental')).asked).toHaveLength(1);
  });
});
