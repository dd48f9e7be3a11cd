import { describe, expect, it } from 'vitest';
import type { BoundDocument, Exception } from '#domain/document.ts';
import { unavailable } from '#domain/reading.ts';
import { idKey } from '#domain/resource-id.ts';
import { fail, pass } from '#domain/verdict.ts';
import type { InventoryEntry } from '#inventory/scope-answers.ts';
import { runScan } from '#scan/run-scan.ts';
import type { Scanner, ScanRequest } from '#scan/scanner.ts';
import {
  createWorld,
  DATABASE,
  SECRET,
  SERVER,
  SUBSCRIPTION,
  scannerOf,
  statement,
  thing,
  VAULT,
  type World,
} from '../harness/monitor-world.ts';

const vault = thing(VAULT, ['v']);
const server = thing(SERVER, ['a']);

function world(): World {
  const all = createWorld([vault, thing(SECRET, ['v', 's']), server, thing(DATABASE, ['a', 'd'])]);
  all.groupTags.set('rg', {});
  return all;
}

async function scan(
  documents: readonly BoundDocument[],
  changes: {
    world?: World;
    request?: Partial<ScanRequest>;
    scanner?: Partial<Scanner>;
    signal?: AbortSignal;
  } = {},
) {
  const request: ScanRequest = {
    id: 'scan-00000001',
    mode: 'full',
    documents,
    attestations: [],
    exceptions: [],
    only: {},
    deadlineMs: 60_000,
    ...changes.request,
  };
  const scanner = { ...scannerOf(changes.world ?? world()), ...changes.scanner };
  const outcome = await runScan(scanner, request, changes.signal ?? new AbortController().signal);
  const status = Object.fromEntries(outcome.result.claims.map((claim) => [claim.id, claim.status]));
  return { ...outcome, status };
}

describe('runScan', () => {
  it('asks for nothing that no claim needs', async () => {
    const all = world();

    await scan([statement('s', [['vault-good']])], { world: all });

    expect(all.questions).toEqual([`keyVault ${vault.id}`]);
  });

  it('gives every claim its status, every document its worst', async () => {
    const all = world();
    all.things.set(idKey(server.id), { ...server, settings: { own: 'bad' } });
    const documents = [statement('s', [['vault-good'], ['server-good'], ['no-such-check']])];

    const { result, status } = await scan(documents, { world: all });

    expect(status).toEqual({ 's.0': 'holds', 's.1': 'broken', 's.2': 'unverified' });
    expect(result.documents).toMatchObject([{ id: 's', status: 'broken' }]);
    expect(result.scan.subscriptions).toMatchObject([
      { id: SUBSCRIPTION, status: 'complete', resources: 3 },
    ]);
  });

  it('does not hold where the reader gave no inventory of a subscription in scope', async () => {
    const scanner = scannerOf(world());

    const { status, result } = await scan([statement('s', [['vault-good']])], {
      scanner: {
        scope: {
          ...scanner.scope,
          subscriptions: async () => ({ ids: [SUBSCRIPTION, 'forgotten'], problems: [] }),
        },
      },
    });

    expect(status).toEqual({ 's.0': 'unverified' });
    expect(result.scan.subscriptions.map(({ id, status: seen }) => [id, seen])).toEqual([
      [SUBSCRIPTION, 'complete'],
      ['forgotten', 'unreadable'],
    ]);
  });

  it('does not hold where a management group could not be read', async () => {
    const scanner = scannerOf(world());
    const problem = {
      operation: 'x',
      code: 'AuthorizationFailed',
      message: 'The group was refused.',
      permission: null,
    } as const;

    const { result } = await scan([statement('s', [['vault-good']])], {
      scanner: {
        scope: {
          ...scanner.scope,
          subscriptions: async () => ({ ids: [SUBSCRIPTION], problems: [problem] }),
        },
      },
    });

    expect(result.claims[0]).toMatchObject({
      status: 'unverified',
      reason: 'The group was refused.',
    });
  });

  it('does not hold when it was told to look at a part only', async () => {
    const { result } = await scan([statement('s', [['vault-good']])], {
      request: { only: { subscriptions: ['another'] } },
    });

    expect(result.claims[0]?.status).toBe('unverified');
    expect(result.claims[0]?.reason).toMatch(/narrowed/u);
  });

  it.each([
    ['documents', { documents: ['t'] }, ['t.0']],
    ['claims', { claims: ['s.1'] }, ['s.1']],
    ['documents that do not exist', { documents: ['x'] }, []],
  ])('reports only the %s that were asked for', async (_what, only, expected) => {
    const documents = [
      statement('s', [['vault-good'], ['server-good']]),
      statement('t', [['server-good']]),
    ];

    const { status } = await scan(documents, { request: { only } });

    expect(Object.keys(status)).toEqual(expected);
  });

  it('finds the child that carries the tag which its parent lacks', async () => {
    const all = world();
    all.things.set(
      idKey(thing(SECRET, ['v', 'x']).id),
      thing(SECRET, ['v', 'x'], { tags: { service: 'b' }, settings: { own: 'bad' } }),
    );
    const documents = [statement('s', [['secret-good', 'vault-good']], { tags: { service: 'b' } })];

    expect((await scan(documents, { world: all })).status).toEqual({ 's.0': 'broken' });
    all.refusals.set(`keyVaultSecret ${vault.id}`, unavailable('AuthorizationFailed', 'refused'));
    expect((await scan(documents, { world: all })).status).toEqual({ 's.0': 'unverified' });
  });

  it('keeps the worse of two findings where a claim uses a check twice', async () => {
    const [check] = scannerOf(world()).checks.filter(({ id }) => id === 'vault-good');
    if (check === undefined) throw new Error('there is no check');
    let made = 0;
    const shown = { expected: 1, observed: 2 };
    const verdicts = [fail('r', shown), pass('r', shown)];
    const twice = {
      ...check,
      parameters: { parse: () => ({ which: made++ }) } as never,
      judge: async (entry: InventoryEntry, parameters: unknown) => {
        const verdict = verdicts[(parameters as { which: number }).which] ?? pass('r', shown);
        return await Promise.resolve([{ verdict, evidence: [], readAt: entry.readAt }]);
      },
    };

    const { result, status } = await scan([statement('s', [['vault-good', 'vault-good']])], {
      scanner: { checks: [twice] },
    });

    expect(status).toEqual({ 's.0': 'broken' });
    expect(result.claims[0]?.findings).toHaveLength(1);
  });

  it('is not brought down by a check that fails: the resource is unknown', async () => {
    const checks = scannerOf(world()).checks.map((check) =>
      check.id === 'vault-good'
        ? {
            ...check,
            judge: async () => await Promise.reject(new Error('a bug')),
          }
        : check,
    );

    const { status } = await scan([statement('s', [['vault-good'], ['server-good']])], {
      scanner: { checks },
    });

    expect(status).toEqual({ 's.0': 'unverified', 's.1': 'holds' });
  });

  it('covers a violation by an exception in date, and by no other', async () => {
    const all = world();
    all.things.set(idKey(vault.id), { ...vault, settings: { own: 'bad' } });
    const exception: Exception = {
      claim: 's.0',
      resource: '*',
      reason: 'r',
      approvedBy: 'a',
      expires: '2026-11-20',
    };
    const status = async (expires: string) =>
      (
        await scan([statement('s', [['vault-good']])], {
          world: all,
          request: { exceptions: [{ ...exception, expires }] },
        })
      ).status;

    expect(await status('2026-11-21')).toEqual({ 's.0': 'excepted' });
    expect(await status('2026-11-20')).toEqual({ 's.0': 'broken' });
  });

  it('ends when its time is up while a page does not answer, with what it has', async () => {
    const [document] = [statement('s', [['vault-good']])];
    const claims = document.statement.claims.map((claim) => ({
      ...claim,
      link: { url: 'https://example.com' },
    }));

    const { status } = await scan([{ ...document, statement: { ...document.statement, claims } }], {
      request: { deadlineMs: 20 },
      scanner: {
        askPage: async (_url, signal) => {
          await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
          return { outcome: 'no-answer', reason: 'the time was up' };
        },
      },
    });

    expect(status).toEqual({ 's.0': 'unverified' });
  });

  it('tells its progress to the end and not beyond', async () => {
    const seen: { done: number; total: number }[] = [];

    await scan([statement('s', [['vault-good', 'secret-good', 'place']])], {
      request: { onProgress: (progress) => void seen.push({ ...progress }) },
    });

    expect(seen.at(-1)).toEqual({ done: 4, total: 4 });
    expect(seen.every(({ done, total }) => done <= total)).toBe(true);
  });

  it('lists the population with the statements that speak of each', async () => {
    const { population } = await scan([
      statement('s', [['vault-good']]),
      statement('t', [['server-good']], {
        exclude: { resourceIds: [], resourceTypes: [VAULT.toLowerCase()], tags: {} },
      }),
    ]);

    expect(population.find(({ resourceId }) => resourceId === vault.id)).toMatchObject({
      documents: ['s'],
      excluded: { t: 'exclude.resourceTypes: microsoft.keyvault/vaults' },
    });
    expect(population.map(({ resourceType }) => resourceType)).not.toContain(SECRET.toLowerCase());
  });
});
