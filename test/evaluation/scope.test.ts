import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Scope } from '#domain/document.ts';
import { compileScope, type Lineage } from '#evaluation/scope.ts';
import type { InventoryEntry } from '#inventory/scope-answers.ts';
import { DATABASE, EVERYTHING, SERVER, SUBSCRIPTION, thing } from '../harness/monitor-world.ts';

const SEED = Number(process.env['POSTURE_TEST_SEED'] ?? Date.now() % 2 ** 31);
const HERE = new Set([SUBSCRIPTION]);
type Tags = Record<string, string>;

function entry(
  type: string,
  names: readonly string[],
  tags: Tags = {},
  groupTags: Tags = {},
): InventoryEntry {
  const { id } = thing(type, names);
  return {
    resource: { id, name: names.at(-1) ?? '', type, tags },
    groupTags,
    evidence: [],
    readAt: 0,
  };
}

/** A database on a server, with the tags of each and of their group. */
function database(own: Tags = {}, server: Tags = {}, group: Tags = {}): Lineage {
  return {
    entry: entry(DATABASE, ['a', 'd'], own, group),
    ancestors: [entry(SERVER, ['a'], server, group)],
  };
}

function decide(scope: Partial<Scope>, lineage: Lineage = database()) {
  return compileScope({ ...EVERYTHING, ...scope }, HERE)(lineage);
}

function exclude(rules: Partial<Scope['exclude']>): Partial<Scope> {
  return { exclude: { ...EVERYTHING.exclude, ...rules } };
}

describe(`scope (seed ${SEED})`, () => {
  it('speaks of everything in its subscriptions, and of nothing else', () => {
    expect(decide({})).toEqual({ inScope: true });
    expect(compileScope(EVERYTHING, new Set(['another']))(database()).inScope).toBe(false);
    expect(compileScope(EVERYTHING, new Set())(database()).inScope).toBe(false);
  });

  it.each([
    [['rg'], true],
    [['RG'], true],
    [['r*'], true],
    [['x*', 'r?'], true],
    [['r'], false],
    [[], false],
  ])('takes resource groups %j: %s', (resourceGroups, expected) => {
    expect(decide({ resourceGroups }).inScope).toBe(expected);
  });

  it.each([
    ['the resource', database({ service: 'flex' }), true],
    ['its parent', database({}, { service: 'flex' }), true],
    ['its group', database({}, {}, { Service: 'flex' }), true],
    ['nobody', database(), false],
    ['nobody with that value', database({ service: 'Flex' }, { service: 'other' }), false],
  ])('takes a tag carried by %s', (_by, lineage, expected) => {
    expect(decide({ tags: { service: 'flex' } }, lineage).inScope).toBe(expected);
  });

  it('demands every tag, wherever each is carried', () => {
    const tags = { service: 'flex', stage: 'prod' };

    expect(decide({ tags }, database({ service: 'flex' }, { stage: 'prod' })).inScope).toBe(true);
    expect(decide({ tags }, database({ service: 'flex' })).inScope).toBe(false);
  });

  it('knows that a child may carry the tag that its parent lacks, unless the parent is excluded', () => {
    const tags = { service: 'flex' };

    expect(decide({ tags })).toMatchObject({ inScope: false, childrenMayBelong: true });
    expect(
      decide({ tags, ...exclude({ resourceTypes: ['microsoft.sql/servers'] }) }),
    ).toMatchObject({ childrenMayBelong: false });
    expect(decide({ tags, resourceGroups: ['other'] })).toMatchObject({ childrenMayBelong: false });
  });

  it.each([
    ['its own id', { resourceIds: [thing(DATABASE, ['a', 'd']).id.toUpperCase()] }, true],
    ['its parent', { resourceIds: [thing(SERVER, ['a']).id] }, true],
    [
      'its resource group',
      { resourceIds: [`/subscriptions/${SUBSCRIPTION}/resourceGroups/RG`] },
      true,
    ],
    ['another server with a like name', { resourceIds: [thing(SERVER, ['a-old']).id] }, false],
    ['its type', { resourceTypes: ['Microsoft.Sql/servers/databases'] }, true],
    ["its parent's type", { resourceTypes: ['microsoft.sql/servers'] }, true],
    ['a type with a like name', { resourceTypes: ['microsoft.sql/server'] }, false],
    ['a tag that it carries', { tags: { monitored: 'no' } }, true],
    ['a tag with another value', { tags: { monitored: 'yes' } }, false],
  ] as const)('is excluded by %s', (_by, rules, expected) => {
    const decision = decide(exclude(rules), database({ Monitored: 'no' }));

    expect(!decision.inScope).toBe(expected);
    if (!decision.inScope)
      expect(decision.excludedBy).toMatch(/^exclude\.(resourceIds|resourceTypes|tags): /u);
  });

  it('names no rule for what it never spoke of', () => {
    const scope = {
      tags: { service: 'flex' },
      ...exclude({ resourceTypes: ['microsoft.sql/servers'] }),
    };

    expect(decide(scope)).toMatchObject({ inScope: false, excludedBy: null });
  });

  it('never decides an id that it cannot take apart to be in scope', () => {
    const lineage = {
      entry: { ...database().entry, resource: { id: 'x', name: 'x', type: 'x' } },
      ancestors: [],
    };

    expect(decide({}, lineage).inScope).toBe(false);
  });

  it('takes in no more by a further condition, and no less by a further tag on the resource', () => {
    const tags = fc.dictionary(fc.constantFrom('a', 'b', 'A'), fc.constantFrom('1', '2'), {
      maxKeys: 2,
    });
    const scope = fc.record({
      tags,
      exclude: tags,
      groups: fc.option(fc.constantFrom('rg', 'x*')),
    });

    fc.assert(
      fc.property(
        scope,
        tags,
        tags,
        tags,
        ({ tags: wanted, exclude: excluded, groups }, own, server, group) => {
          const narrow = {
            tags: wanted,
            ...exclude({ tags: excluded }),
            ...(groups === null ? {} : { resourceGroups: [groups] }),
          };
          const lineage = database(own, server, group);

          if (decide(narrow, lineage).inScope) {
            expect(decide({ ...narrow, tags: {} }, lineage).inScope).toBe(true);
            expect(decide({ ...narrow, ...exclude({}) }, lineage).inScope).toBe(true);
            expect(decide({ tags: wanted, ...exclude({ tags: excluded }) }, lineage).inScope).toBe(
              true,
            );
          }
          if (decide({ tags: wanted }, database({}, server, group)).inScope) {
            expect(decide({ tags: wanted }, lineage).inScope).toBe(true);
          }
        },
      ),
      { seed: SEED },
    );
  });
});
