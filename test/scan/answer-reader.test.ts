import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer, AzureReader } from '#azure/azure-reader.ts';
import { type Reading, unavailable } from '#domain/reading.ts';
import type { InventoryEntry } from '#inventory/scope-answers.ts';
import type { Read } from '#resource-types/define-read.ts';
import { createAnswerReader } from '#scan/answer-reader.ts';
import { digestOf } from '../harness/azure-access.ts';
import {
  azureOf,
  createWorld,
  DATABASE,
  SERVER,
  thing,
  WORLD_READS,
} from '../harness/monitor-world.ts';

const SEED = Number(process.env['POSTURE_TEST_SEED'] ?? Date.now() % 2 ** 31);
const clock = { now: () => 77, sleep: async () => undefined };
const { signal } = new AbortController();
const server = thing(SERVER, ['a']);
const databases = ['d1', 'd2', 'd3'].map((name) => thing(DATABASE, ['a', name]));

function entryOf(id: string, type = DATABASE): InventoryEntry {
  return {
    resource: { id, name: 'x', type },
    groupTags: {},
    evidence: [digestOf('inventory')],
    readAt: 5,
  };
}

function readerOf(azure: AzureReader, reads: readonly Read[] = WORLD_READS) {
  const byName = new Map(reads.map((read) => [read.name, read]));
  return createAnswerReader({ azure, reads: byName, clock, signal });
}

/** Azure answers every list with these pages. */
function azureWith(
  pages: readonly unknown[],
  one: Reading<Answer> = unavailable('NotFound', 'x'),
): AzureReader {
  const answers = pages.map(
    (body, index): Answer => ({
      url: 'https://management.example.com/list',
      body,
      digest: digestOf(JSON.stringify(body)),
      receivedAt: 100 + index,
    }),
  );
  return {
    one: async () => one,
    pages: async () => ({
      status: 'collected',
      value: answers,
      evidence: answers.map(({ digest }) => digest),
      readAt: 100,
    }),
  };
}

/** A collector like the one of that name, with other rules. */
function like(name: string, changes: object): Read {
  const known = WORLD_READS.find((read) => read.name === name);
  return { ...known, ...changes } as Read;
}

describe(`fact reader (seed ${SEED})`, () => {
  it('asks each question once, however many ask for it and in whatever order', async () => {
    const asked = fc.array(
      fc.record({
        fact: fc.constantFrom('sqlDatabase', 'sqlDatabaseTransparentDataEncryption', 'sqlServer'),
        index: fc.nat(2),
        loud: fc.boolean(),
      }),
      { minLength: 1, maxLength: 40 },
    );

    await fc.assert(
      fc.asyncProperty(asked, fc.boolean(), async (questions, isRefused) => {
        const world = createWorld([server, ...databases]);
        if (isRefused) world.refusals.set('*', unavailable('ServerError', 'out of order'));
        const reader = readerOf(azureOf(world));

        await Promise.all(
          questions.map(async ({ fact, index, loud }) => {
            const id = databases[index]?.id ?? '';
            return await reader.read(fact, entryOf(loud ? id.toUpperCase() : id));
          }),
        );

        const keys = world.questions.map((question) => question.toLowerCase());
        expect(new Set(keys).size).toBe(keys.length);
      }),
      { seed: SEED, numRuns: 60 },
    );
  });

  it('shares the list that names children with the fact about each', async () => {
    const world = createWorld([server, ...databases]);
    const reader = readerOf(azureOf(world));

    const children = await reader.children('sqlDatabase', entryOf(server.id, SERVER));
    const fact = await reader.read('sqlDatabase', entryOf(databases[1]?.id ?? ''));

    expect(children.status === 'collected' && children.value.map(({ id }) => id)).toEqual(
      databases.map(({ id }) => id),
    );
    expect(fact).toMatchObject({ status: 'collected', value: { setting: 'good' } });
    expect(world.questions).toHaveLength(1);
  });

  it('forgets what one resource alone asks for, and nothing that another one may want', async () => {
    const world = createWorld([server, ...databases]);
    const reader = readerOf(azureOf(world));
    const [first, second] = databases.map(({ id }) => entryOf(id));
    if (first === undefined || second === undefined) throw new Error('two databases are needed');
    const read = async (entry: InventoryEntry) => {
      await reader.read('sqlDatabase', entry);
      await reader.read('sqlDatabaseTransparentDataEncryption', entry);
    };
    await read(first);
    await read(second);
    const before = world.questions.length;

    reader.forget(first);
    reader.forget(entryOf(server.id, SERVER));
    await read(second);
    const unforgotten = world.questions.length;
    await read(first);

    expect(unforgotten).toBe(before);
    expect(world.questions.slice(before)).toHaveLength(1);
    expect(world.questions.at(-1)?.toLowerCase()).toContain(first.resource.id.toLowerCase());
  });

  it('says of each element on which page it stands, and where', async () => {
    const rows = databases.map(({ id }) => ({ id, setting: 'good' }));
    const reader = readerOf(azureWith([{ value: rows.slice(0, 2) }, { value: rows.slice(2) }]));
    const pages = [{ value: rows.slice(0, 2) }, { value: rows.slice(2) }].map((body) =>
      digestOf(JSON.stringify(body)),
    );

    const readings = await Promise.all(
      databases.map(async ({ id }) => await reader.read('sqlDatabase', entryOf(id))),
    );

    expect(readings).toMatchObject([
      { at: [{ evidence: pages[0], pointer: '/value/0' }], readAt: 100 },
      { at: [{ evidence: pages[0], pointer: '/value/1' }], readAt: 100 },
      { at: [{ evidence: pages[1], pointer: '/value/0' }], readAt: 101, evidence: [pages[1]] },
    ]);
  });

  it('calls what its list does not hold not found, never empty', async () => {
    const reader = readerOf(azureWith([{ value: [] }]));

    expect(await reader.read('sqlDatabase', entryOf(databases[0]?.id ?? ''))).toMatchObject({
      status: 'unavailable',
      code: 'NotFound',
      permission: 'Test/read',
    });
  });

  it.each([
    ['an element without an id', [{ value: [{ setting: 'good' }] }]],
    ['an element that is no object', [{ value: [null] }]],
    ['a page without a list', [{ value: [] }, {}]],
    ['a page that is no object', ['x']],
    ['a list that is none', [{ value: 'x' }]],
  ])('believes no list with %s', async (_what, pages) => {
    const reader = readerOf(azureWith(pages));

    expect(await reader.children('sqlDatabase', entryOf(server.id, SERVER))).toMatchObject({
      code: 'MalformedAnswer',
    });
    expect(await reader.read('sqlDatabase', entryOf(databases[0]?.id ?? ''))).toMatchObject({
      code: 'MalformedAnswer',
    });
  });

  it('does not let a second mention of an element hide that the first was not understood', async () => {
    const { id } = databases[0] ?? server;
    const rows = [
      { id, setting: 5 },
      { id: id.toUpperCase(), setting: 'good' },
    ];

    for (const value of [rows, rows.toReversed()]) {
      const reading = await readerOf(azureWith([{ value }])).read('sqlDatabase', entryOf(id));
      expect(reading).toMatchObject({ code: 'MalformedAnswer' });
    }
  });

  describe('of a whole list', () => {
    const group = like('sqlServer', {
      name: 'sqlFailoverGroups',
      kind: 'group',
    });
    const read = async (pages: readonly unknown[]) =>
      await readerOf(azureWith(pages), [group]).read(
        'sqlFailoverGroups',
        entryOf(server.id, SERVER),
      );

    it('joins the pages', async () => {
      expect(
        await read([{ value: [{ setting: 'a' }] }, { value: [] }, { value: [{}] }]),
      ).toMatchObject({
        status: 'collected',
        value: [{ setting: 'a' }, {}],
        readAt: 100,
      });
    });

    it.each([
      ['no object', [{ value: [null] }]],
      ['on a page without a list', [{ value: [] }, { values: [] }]],
    ])('believes none with an element %s', async (_what, pages) => {
      expect(await read(pages)).toMatchObject({ status: 'unavailable', code: 'MalformedAnswer' });
    });
  });

  describe('of one answer', () => {
    const refused = (azureCode?: string) =>
      unavailable(
        'NotFound',
        'there is none',
        azureCode === undefined ? {} : { azureCode, evidence: [digestOf('404')] },
      );
    const speaking = like('keyVault', { meaningOf: { PolicyNotFound: { setting: 'none' } } });
    const read = async (one: Reading<Answer>, collector = speaking) =>
      await readerOf(azureWith([], one), [collector]).read('keyVault', entryOf(server.id));

    it('takes a refusal for the fact only where the collector says that it is one', async () => {
      expect(await read(refused('PolicyNotFound'))).toMatchObject({
        status: 'collected',
        value: { setting: 'none' },
        evidence: [digestOf('404')],
        readAt: 77,
      });
      for (const code of ['ResourceNotFound', 'constructor', 'toString', undefined]) {
        expect(await read(refused(code))).toMatchObject({
          status: 'unavailable',
          code: 'NotFound',
        });
      }
      expect(await read(refused('PolicyNotFound'), like('keyVault', {}))).toMatchObject({
        code: 'NotFound',
      });
    });

    it('rests on the answer and its instant', async () => {
      const answer: Answer = {
        url: 'https://x/y',
        body: { setting: 'good' },
        digest: digestOf('b'),
        receivedAt: 9,
      };

      expect(
        await read({ status: 'collected', value: answer, evidence: [digestOf('b')], readAt: 9 }),
      ).toMatchObject({
        value: { setting: 'good' },
        evidence: [digestOf('b')],
        readAt: 9,
      });
    });
  });

  it('says so when nothing reads a fact', async () => {
    const reader = readerOf(azureWith([]), []);

    expect(await reader.read('keyVault', entryOf(server.id))).toMatchObject({
      code: 'NotCollected',
    });
    expect(await reader.children('keyVault', entryOf(server.id))).toMatchObject({
      code: 'NotCollected',
    });
    expect(await reader.read('resource', entryOf(server.id))).toMatchObject({
      status: 'collected',
      readAt: 5,
    });
  });
});
