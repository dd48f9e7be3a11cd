import { describe, expect, it } from 'vitest';
import { toInstant } from '#domain/instant.ts';
import { idKey } from '#domain/resource-id.ts';
import { runScan } from '#scan/run-scan.ts';
import type { ScanOutcome, ScanRequest } from '#scan/scanner.ts';
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
import { type Remembered, remember, withStood } from '../harness/remembered.ts';

const DOCUMENTS = [
  statement('all', [['vault-good'], ['server-good', 'database-good']]),
  statement('tagged', [['vault-good', 'database-good']], { tags: { service: 'b' } }),
];

function startingWorld(): World {
  const world = createWorld([
    thing(VAULT, ['v1'], { settings: { own: 'bad' } }),
    thing(VAULT, ['v2']),
    thing(SERVER, ['a']),
    ...['d1', 'd2'].map((name) => thing(DATABASE, ['a', name])),
  ]);
  world.groupTags.set('rg', {});
  return world;
}

async function scan(
  world: World,
  earlier?: Remembered,
  changes: Partial<ScanRequest> = {},
): Promise<ScanOutcome> {
  const since = toInstant(world.now);
  world.now += 60_000;
  return await runScan(
    scannerOf(world),
    {
      id: 'scan-00000001',
      mode: earlier === undefined ? 'full' : 'incremental',
      documents: DOCUMENTS,
      attestations: [],
      exceptions: [],
      only: {},
      deadlineMs: 60_000,
      ...(earlier === undefined ? {} : { earlier, known: earlier.known, changesSince: since }),
      ...changes,
    },
    new AbortController().signal,
  );
}

const namesOf = (keys: Iterable<string>) =>
  [...keys].map((key) => key.split('/').at(-1) ?? '').sort();
const lookedAt = ({ result }: ScanOutcome) =>
  namesOf(
    new Set(result.claims.flatMap(({ findings }) => findings.map((one) => idKey(one.resourceId)))),
  );
const statusesOf = ({ result }: ScanOutcome) =>
  result.claims.map(({ id, status }) => `${id} ${status}`);

describe('what stands as a whole', () => {
  it('is counted and not looked at, and comes to the same', async () => {
    const world = startingWorld();
    const first = await scan(world);
    const earlier = remember(first);
    const second = await scan(world, earlier);
    const whole = await withStood(second, earlier);

    expect(namesOf(second.stood.keys)).toEqual(['a', 'd1', 'd2', 'v2']);
    expect(lookedAt(second)).toContain('v1');
    expect(lookedAt(second)).not.toContain('v2');
    expect(statusesOf(second)).toEqual(statusesOf(first));
    expect(second.result.summary).toEqual(first.result.summary);
    expect(second.result.claims.some(({ stood }) => stood !== undefined)).toBe(true);
    const sorted = ({ result }: ScanOutcome) =>
      result.claims.map(({ findings, ...claim }) => ({
        ...claim,
        findings: findings
          .map(({ check, resourceId, status }) => `${check} ${resourceId} ${status}`)
          .sort(),
      }));
    expect(sorted(whole)).toEqual(sorted(first));
  });

  it.each<
    [string, (world: World) => void, Partial<ScanRequest>, (earlier: Remembered) => Remembered]
  >([
    [
      'an exception may speak of it',
      () => undefined,
      {
        exceptions: [
          {
            claim: 'all-1',
            resource: '*/vaults/v2',
            reason: 'r',
            approvedBy: 'a',
            expires: '2099-01-01',
          },
        ],
      },
      (earlier) => earlier,
    ],
    [
      'an alert looks at it',
      () => undefined,
      {},
      (earlier) => ({ ...earlier, isWatched: (key) => key.endsWith('/v2') }),
    ],
    [
      'it was written',
      (world) => {
        announce(world, thing(VAULT, ['v2']).id);
      },
      {},
      (earlier) => earlier,
    ],
    [
      'it belongs to another statement now',
      (world) => {
        const own = world.things.get(idKey(thing(VAULT, ['v2']).id));
        if (own !== undefined) own.tags = { service: 'b' };
      },
      {},
      (earlier) => earlier,
    ],
    [
      'it was read too long ago',
      () => undefined,
      {},
      (earlier) => ({ ...earlier, carryFrom: '2099-01-01T00:00:00.000Z' }),
    ],
  ])('is looked at where %s', async (_, happen, changes, knowing) => {
    const world = startingWorld();
    const earlier = remember(await scan(world));
    happen(world);
    const second = await scan(world, knowing(earlier), changes);

    expect(namesOf(second.stood.keys)).not.toContain('v2');
    expect(lookedAt(second)).toContain('v2');
  });

  it('is nothing where the records of what was written could not be read', async () => {
    const world = startingWorld();
    const earlier = remember(await scan(world));
    world.feed = 'unreadable';

    expect((await scan(world, earlier)).stood.keys.size).toBe(0);
  });

  it('is refused for the whole where the state says something else by now', async () => {
    const world = startingWorld();
    const earlier = remember(await scan(world));
    const second = await scan(world, earlier);
    const [key = ''] = second.stood.keys;
    const moved = new Map([...earlier.findings].filter(([one]) => one !== key));

    await expect(withStood(second, { ...earlier, findings: moved })).rejects.toThrow(
      'written since',
    );
  });
});
