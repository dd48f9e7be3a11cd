import { describe, expect, it } from 'vitest';
import type { Configuration } from '#config/configuration.ts';
import type { AlertTiming } from '#domain/alert-policy.ts';
import type { Exception } from '#domain/document.ts';
import { type Unavailable, unavailable } from '#domain/reading.ts';
import { idKey } from '#domain/resource-id.ts';
import { performScan } from '#scan/perform-scan.ts';
import type { Scanner } from '#scan/scanner.ts';
import { openStore } from '#store/open-store.ts';
import { deskOf, POLICY, toldOf } from '../harness/monitor-desk.ts';
import {
  announce,
  createWorld,
  DATABASE,
  SERVER,
  scannerOf,
  statement,
  thing,
  VAULT,
  type World,
} from '../harness/monitor-world.ts';

const DOCUMENTS = [statement('s', [['vault-good'], ['database-encrypted'], ['place']])];

/** A monitor of a made-up Azure: vaults, and databases of one server. */
async function monitor(
  vaults: readonly string[],
  databases: readonly string[] = [],
  timing: Partial<AlertTiming> = {},
) {
  const world = createWorld([
    ...vaults.map((name) => thing(VAULT, [name])),
    ...(databases.length === 0 ? [] : [thing(SERVER, ['a'])]),
    ...databases.map((name) => thing(DATABASE, ['a', name])),
  ]);
  world.groupTags.set('rg', {});
  const store = await openStore(':memory:');
  const exceptions: Exception[] = [];
  let scans = 0;
  return {
    world,
    exceptions,
    store,
    /** One scan, a quarter of an hour after the one before; answers with the questions that it asked. */
    scan: async (mode: 'full' | 'incremental' = 'incremental', more: Partial<Scanner> = {}) => {
      scans += 1;
      world.now += 15 * 60_000;
      world.questions.splice(0);
      return await performScan(
        { ...scannerOf(world), ...more },
        {
          scanId: `scan-${String(scans).padStart(8, '0')}`,
          mode,
          configuration: {
            documents: DOCUMENTS,
            attestations: [],
            exceptions,
          } as unknown as Configuration,
          only: {},
          deadlineMs: 60_000,
          configurationSha256: 'a',
          finishEvidence: async () => await Promise.resolve(undefined),
          desk: deskOf(store, { timing: { ...POLICY.timing, ...timing } }),
        },
        new AbortController().signal,
      );
    },
    set: (type: string, names: readonly string[], settings: Record<string, string>) => {
      const { id } = thing(type, names);
      world.now += 60_000;
      Object.assign(world.things.get(idKey(id))?.settings ?? {}, settings);
      announce(world, id);
    },
    statusOf: async (names: readonly string[]) =>
      (await store.findingsOf(thing(VAULT, names).id))
        .map(({ finding }) => `${finding.check} ${finding.status}`)
        .toSorted(),
    kinds: async () => (await toldOf(store)).map(({ kind }) => kind),
  };
}

/** An Azure in which something happens right before a question is asked for the second time in a scan. */
function beforeSecond(world: World, question: string, happen: () => void): Partial<Scanner> {
  const { azure } = scannerOf(world);
  return {
    azure: {
      ...azure,
      async one(asked, call) {
        const before = world.questions.filter((one) => one === asked.operation).length;
        if (asked.operation === question && before === 1) happen();
        return await azure.one(asked, call);
      },
    },
  };
}

const KEY_VAULT = `keyVault ${thing(VAULT, ['v']).id}`;
const REFUSED: Unavailable = unavailable('ServerError', 'Azure stumbled');

describe('second readings (A4)', () => {
  it('asks nothing twice while nothing changes', async () => {
    const { scan, world } = await monitor(['v', 'w']);
    await scan('full');
    await scan('full');

    expect(world.questions.filter((one) => one.startsWith('keyVault'))).toHaveLength(2);
    expect(world.questions.filter((one) => one.startsWith('resource '))).toEqual([]);
  });

  it('asks nothing twice of what goes on failing', async () => {
    const { scan, set, world } = await monitor(['v']);
    set(VAULT, ['v'], { own: 'bad' });
    await scan('full');
    await scan('full');

    expect(world.questions).toEqual([KEY_VAULT]);
  });

  it.each([
    ['begins', 'good', 'bad'],
    ['ceases', 'bad', 'good'],
  ])(
    'sees too that a violation %s, by one direct read of its resource and one of its fact',
    async (_, before, after) => {
      const { scan, set, world } = await monitor(['v']);
      set(VAULT, ['v'], { own: before });
      await scan('full');
      set(VAULT, ['v'], { own: after });

      const { outcome } = await scan();

      expect([...outcome.confirmed.values()]).toEqual([true]);
      expect(outcome.overturned).toEqual([]);
      expect(world.questions).toEqual([KEY_VAULT, `resource ${thing(VAULT, ['v']).id}`, KEY_VAULT]);
    },
  );

  it('tells nobody of a violation that a second reading does not see, and records both changes', async () => {
    const { scan, set, world, statusOf, kinds, store } = await monitor(['v']);
    await scan('full');
    set(VAULT, ['v'], { own: 'bad' });

    const { result, changes } = await scan(
      'incremental',
      beforeSecond(world, KEY_VAULT, () => set(VAULT, ['v'], { own: 'good' })),
    );

    expect(result.claims[0]?.status).toBe('holds');
    expect(await statusOf(['v'])).toEqual(['place pass', 'vault-good pass']);
    expect(await kinds()).toEqual([]);
    expect(changes.map(({ kind, finding }) => `${kind}: ${String(finding.observed)}`)).toEqual([
      'started-failing: bad',
      'stopped-failing: good',
    ]);
    expect(changes[0]?.finding.changedBy?.by).toBe('alice@example.com');
    expect((await store.resourceHistory(thing(VAULT, ['v']).id, 9)).changes).toHaveLength(2);
  });

  it('ends nothing that a second reading sees failing again', async () => {
    const { scan, set, world, statusOf, kinds } = await monitor(['v']);
    set(VAULT, ['v'], { own: 'bad' });
    await scan('full');
    set(VAULT, ['v'], { own: 'good' });

    const { result, changes } = await scan(
      'incremental',
      beforeSecond(world, KEY_VAULT, () => set(VAULT, ['v'], { own: 'bad' })),
    );

    expect(result.claims[0]?.status).toBe('broken');
    expect(await statusOf(['v'])).toEqual(['place pass', 'vault-good fail']);
    expect(await kinds()).not.toContain('resolved');
    expect(changes.map(({ kind }) => kind)).toEqual(['stopped-failing', 'started-failing']);
  });

  it.each([
    ['the fact', KEY_VAULT],
    ['the resource', `resource ${idKey(thing(VAULT, ['v']).id)}`],
  ])('leaves a violation as first read when %s cannot be read again', async (_, question) => {
    const { scan, set, world, statusOf, kinds } = await monitor(['v']);
    await scan('full');
    set(VAULT, ['v'], { own: 'bad' });
    // The resource is asked for by the second reading alone; its fact by both.
    if (question !== KEY_VAULT) world.refusals.set(question, REFUSED);
    const spoil = beforeSecond(world, KEY_VAULT, () => world.refusals.set(KEY_VAULT, REFUSED));

    const { outcome } = await scan('incremental', spoil);

    expect(outcome.confirmed.size).toBe(0);
    expect(await statusOf(['v'])).toEqual(['place pass', 'vault-good fail']);
    expect(await kinds()).toEqual(['firing']);
  });

  it('reads at most five of those that have one cause', async () => {
    const names = Array.from({ length: 12 }, (_, n) => `d${String(n)}`);
    const { scan, set, world } = await monitor([], names);
    await scan('full');
    for (const name of names) set(DATABASE, ['a', name], { encryption: 'bad' });

    const { outcome } = await scan();

    expect(outcome.confirmed.size).toBe(5);
    expect(world.questions.filter((one) => one.startsWith('resource '))).toHaveLength(5);
    expect(
      outcome.result.claims[1]?.findings.filter(({ status }) => status === 'fail'),
    ).toHaveLength(12);
  });

  it('reads all of one cause when the few are not seen again, and nobody is told', async () => {
    const names = Array.from({ length: 12 }, (_, n) => `d${String(n)}`);
    const { scan, set, world, kinds } = await monitor([], names);
    await scan('full');
    for (const name of names) set(DATABASE, ['a', name], { encryption: 'bad' });
    const { scope } = scannerOf(world);
    let isMended = false;

    const { outcome } = await scan('incremental', {
      scope: {
        ...scope,
        resource: async (id, signal) => {
          if (!isMended)
            for (const name of names) set(DATABASE, ['a', name], { encryption: 'good' });
          isMended = true;
          return await scope.resource(id, signal);
        },
      },
    });

    expect(outcome.overturned).toHaveLength(24);
    expect(outcome.result.claims[1]?.status).toBe('holds');
    expect(await kinds()).toEqual([]);
  });

  it('does not read again what was carried forward: that an exception ended is no news of Azure', async () => {
    const { scan, set, world, statusOf, exceptions } = await monitor(['v']);
    set(VAULT, ['v'], { own: 'bad' });
    exceptions.push({
      claim: 's.0',
      resource: '*',
      approvedBy: 'bob',
      reason: 'agreed',
      expires: '2026-11-20',
    });
    world.now = Date.parse('2026-11-20T23:40:00Z');
    await scan('full');
    expect(await statusOf(['v'])).toEqual(['place pass', 'vault-good excepted']);
    world.writes.splice(0);

    await scan();

    expect(new Date(world.now).toISOString()).toBe('2026-11-21T00:10:00.000Z');
    expect(await statusOf(['v'])).toEqual(['place pass', 'vault-good fail']);
    expect(world.questions).toEqual([]);
  });

  it('gives up when its time is over, and the violation stands', async () => {
    const { scan, set, world, kinds } = await monitor(['v'], [], { confirmWithinMs: 40 });
    await scan('full');
    set(VAULT, ['v'], { own: 'bad' });
    const { scope } = scannerOf(world);

    const { outcome } = await scan('incremental', {
      scope: {
        ...scope,
        resource: async (id, signal) => {
          await new Promise((over) => signal.addEventListener('abort', over, { once: true }));
          return unavailable('Timeout', `no answer for ${id}`);
        },
      },
    });

    expect(outcome.confirmed.size).toBe(0);
    expect(await kinds()).toEqual(['firing']);
  });
});
