import { describe, expect, it } from 'vitest';
import { toInstant } from '#domain/instant.ts';
import { unavailable } from '#domain/reading.ts';
import { idKey } from '#domain/resource-id.ts';
import { runScan } from '#scan/run-scan.ts';
import type { Scanner } from '#scan/scanner.ts';
import {
  createWorld,
  SUBSCRIPTION,
  scannerOf,
  statement,
  thing,
  VAULT,
  type World,
} from '../harness/monitor-world.ts';

const ID = thing(VAULT, ['v']).id;

function worldWith(kind: 'create' | 'delete', at = 0): World {
  const world = createWorld([thing(VAULT, ['v']), thing(VAULT, ['other'])]);
  world.groupTags.set('rg', {});
  world.writes.push({
    resourceId: ID.toUpperCase(),
    kind,
    at: toInstant(world.now + at),
    by: 'alice@example.com',
    byType: 'User',
    client: null,
    operation: null,
    correlationId: null,
    values: {},
    source: 'resourcechanges',
    evidence: [],
  });
  return world;
}

async function scan(world: World, scanner: Scanner = scannerOf(world)) {
  return await runScan(
    scanner,
    {
      id: 'scan-00000001',
      mode: 'full',
      documents: [statement('s', [['vault-good']])],
      attestations: [],
      exceptions: [],
      only: {},
      deadlineMs: 60_000,
      changesSince: toInstant(world.now),
    },
    new AbortController().signal,
  );
}

function idsOf(outcome: Awaited<ReturnType<typeof scan>>): readonly string[] {
  return outcome.result.claims
    .flatMap(({ findings }) => findings)
    .map(({ resourceId }) => idKey(resourceId))
    .sort();
}

const directReads = (world: World): readonly string[] =>
  world.questions.filter((question) => question.startsWith('resource ')).map(idKey);

describe('what the change records say of what is there', () => {
  it('9: a resource that they name and the inventory does not is judged', async () => {
    const world = worldWith('create');
    world.hidden.add(idKey(ID));

    const outcome = await scan(world);

    expect(idsOf(outcome)).toContain(idKey(ID));
    expect(directReads(world)).toEqual([`resource ${idKey(ID)}`]);
  });

  it('11: a resource that they call deleted and the inventory still names is asked for once: gone', async () => {
    const world = worldWith('delete');
    const scanner = scannerOf(world);
    const gone: Scanner = {
      ...scanner,
      scope: {
        ...scanner.scope,
        resource: async (id) => await Promise.resolve(unavailable('NotFound', `${id} is gone`)),
      },
    };

    const outcome = await scan(world, gone);

    expect(idsOf(outcome)).not.toContain(idKey(ID));
    expect([...outcome.seenGone]).toEqual([idKey(ID)]);
    expect(outcome.doubted).toEqual([idKey(ID)]);
  });

  it('11: one that is there all the same is judged, and what was written again since is not doubted', async () => {
    const world = worldWith('delete');
    const again = worldWith('delete');
    again.writes.push(...worldWith('create', 60_000).writes);

    expect(idsOf(await scan(world))).toContain(idKey(ID));
    expect(directReads(world)).toEqual([`resource ${idKey(ID)}`]);
    await scan(again);
    expect(directReads(again)).toEqual([]);
  });

  it('9: an id in another case, with a slash at its end or doubled ones, is the same resource', async () => {
    const world = createWorld([thing(VAULT, ['v'])]);
    world.groupTags.set('rg', {});
    for (const spelled of [`${ID}/`, ID.replace('/providers', '//providers'), ID.toUpperCase()])
      world.writes.push(...worldWith('create').writes.map((w) => ({ ...w, resourceId: spelled })));

    const outcome = await scan(world);

    expect(idsOf(outcome)).toEqual([idKey(ID)]);
    expect(directReads(world)).toEqual([]);
    expect(idKey(`${ID}/`)).toBe(ID.toLowerCase());
    expect(outcome.result.scan.subscriptions.map(({ id }) => id)).toEqual([SUBSCRIPTION]);
  });
});
