import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Digest, type Reading, unavailable } from '#domain/reading.ts';
import type { Judgement } from '#evaluation/judgement.ts';
import { questionCheck } from '#evaluation/question-check.ts';
import type { Locate, Whereabouts } from '#evaluation/whereabouts.ts';
import type { ItemRead } from '#resource-types/define-read.ts';
import { from, only, type ResourceType } from '#resource-types/define-resource-type.ts';
import { ask, bad, good } from '#traits/answer.ts';
import type { Backup } from '#traits/backup.ts';
import type { Cell } from '#traits/cell.ts';
import { defineCheck } from '#traits/define-check.ts';
import { notSaid, said } from '#traits/said.ts';
import type { Holds } from '#traits/subject.ts';
import { always, beside, elsewhere, type Translation, withParent } from '#traits/trait.ts';

const ID = '/subscriptions/s/resourceGroups/g/providers/Test.Data/stores/a';
const DIGEST: Digest = `sha256:${'1'.repeat(64)}`;
const AT = [{ evidence: DIGEST, pointer: '/x' }];

/** Passes for a backup whose `what` is good, fails for one that is bad, does not know others. */
const QUESTION = defineCheck({
  id: 'made-up',
  title: 'Made up',
  short: 'made up',
  trait: 'backups',
  severity: 'low',
  parameters: z.strictObject({}),
  quantifier: 'some',
  speaksOf: ({ holds }) => holds === 'database',
  picks: ({ kind }) => kind !== 'log',
  kinds: () => ['full', 'continuous'],
  concerns: ({ instead }) => (instead === undefined ? true : beside(instead)),
  none: 'It has no backup',
  rationale: 'None.',
  link: 'https://example.com',
  references: [],
  judge: ({ what, keptFor = notSaid(`${what} says nothing`, AT) }) =>
    ask(keptFor, 'a day', ({ days }) =>
      days > 0 ? good(`${what} is kept`) : bad(`${what} is not kept`),
    ),
});

function read(name: string): ItemRead {
  return {
    name,
    kind: 'item',
    permissions: ['Test.Data/stores/read'],
    apiVersion: '2026-01-01',
    source: 'Test.Data/stores',
    requestKey: (id) => id,
    read: async () => await Promise.resolve(unavailable('NotFound', 'nothing is read here')),
  };
}

function backup(what: string, days: number | undefined, more: Partial<Backup> = {}): Backup {
  const kept = days === undefined ? {} : { keptFor: said({ months: 0, days }, AT) };
  return { kind: 'full', what, by: 'platform', ...kept, ...more };
}

type Traits = ResourceType['traits'];

function typeWith(
  backups: NonNullable<Traits['backups']>,
  more: Partial<ResourceType> = {},
): ResourceType {
  return {
    type: 'Test.Data/stores',
    holds: 'database',
    serves: 'nobody',
    reads: { own: read('own'), other: read('other') },
    traits: { backups },
    mend: {},
    good: { id: ID, bodies: {} },
    breaks: [],
    leaves: {},
    ...more,
  };
}

const saying = (...items: readonly Backup[]) => from('own')(() => items);

async function judge(
  type: ResourceType,
  place: Whereabouts = { is: 'gone', evidence: [] },
  answer: (name: string) => Reading<unknown> = () => ({
    status: 'collected',
    value: {},
    evidence: [DIGEST],
    at: [{ evidence: DIGEST, pointer: '' }],
    readAt: 5,
  }),
): Promise<{ judged: readonly Judgement[]; asked: readonly string[]; located: readonly string[] }> {
  const asked: string[] = [];
  const located: string[] = [];
  const locate: Locate = async (id) => {
    located.push(id);
    return await Promise.resolve(place);
  };
  const check = questionCheck(QUESTION, new Map([[type.type.toLowerCase(), type]]));
  const resource = { id: ID, name: 'a', type: type.type };
  const judged = await check.judge(
    { resource, groupTags: {}, evidence: [], readAt: 1 },
    {},
    async (name) => {
      asked.push(name);
      return await Promise.resolve(answer(name));
    },
    { asOf: '2026-11-28T00:00:00.000Z', locate },
  );
  return { judged, asked, located };
}

async function statuses(...items: readonly Backup[]): Promise<readonly string[]> {
  const { judged } = await judge(typeWith(saying(...items)));
  return judged.map(({ verdict, item }) => [item, verdict.status].filter(Boolean).join(' '));
}

describe('combining', () => {
  it.each<[string, readonly Backup[], readonly string[]]>([
    ['one of several passes', [backup('a', 0), backup('b', 1)], ['pass']],
    ['none passes, one is not known', [backup('a', 0), backup('b', undefined)], ['unknown']],
    ['all fail', [backup('a', 0), backup('b', 0)], ['fail']],
    ['nothing at all', [], ['fail']],
    ['nothing that was asked for', [backup('a', 1, { kind: 'log' })], ['fail']],
    ['something else in its place', [backup('a', 0, { instead: 'snapshots' })], ['not-applicable']],
    [
      'each part for itself',
      [backup('a', 1, { part: 'x' }), backup('b', 0, { part: 'y' })],
      ['fail'],
    ],
    [
      'each named one for itself',
      [backup('a', 1, { item: 'one' }), backup('b', 0, { item: 'two' })],
      ['one pass', 'two fail'],
    ],
  ])('%s', async (_, items, expected) => {
    expect(await statuses(...items)).toEqual(expected);
  });

  it('rests on the members that were said, and on every answer that was read', async () => {
    const { judged } = await judge(typeWith(saying(backup('a', 1))));

    expect(judged).toMatchObject([{ readFrom: AT, evidence: [DIGEST], readAt: 5 }]);
  });

  it('reads nothing behind kinds that the question does not pick', async () => {
    const type = typeWith([
      only(
        ['full'],
        from('own')(() => [backup('a', 1)]),
      ),
      only(
        ['log'],
        from('other')(() => [backup('b', 0, { kind: 'log' })]),
      ),
    ]);
    const { judged, asked } = await judge(type);

    expect(asked).toEqual(['own']);
    expect(judged.map(({ verdict }) => verdict.status)).toEqual(['pass']);
  });
});

describe('what is no item', () => {
  const whole = (translation: Translation<Backup>) =>
    typeWith(from('own')((_own: Cell) => translation));
  const there = { evidence: [], at: [], location: null } as const;

  it.each<[string, ResourceType, Whereabouts, string, RegExp]>([
    [
      'is beside it',
      typeWith(beside('no database')),
      { is: 'gone', evidence: [] },
      'not-applicable',
      /no database/u,
    ],
    [
      'is vouched for',
      typeWith(always('It is so', 'https://x', '2026-11-28')),
      { is: 'gone', evidence: [] },
      'pass',
      /It is so/u,
    ],
    [
      'is not said',
      whole(notSaid('Azure is silent')),
      { is: 'gone', evidence: [] },
      'unknown',
      /silent/u,
    ],
    [
      'is judged elsewhere, which is in the scope',
      whole(elsewhere('/b', 'a is a copy')),
      { is: 'in-scope', ...there },
      'not-applicable',
      /a is a copy and is judged there/u,
    ],
    [
      'is judged elsewhere, which is not',
      whole(elsewhere('/b', 'a is a copy')),
      { is: 'out-of-scope', why: 'it lacks a tag', ...there },
      'unknown',
      /\/b is not in the scope, because it lacks a tag/u,
    ],
    [
      'is judged elsewhere, which is gone',
      whole(elsewhere('/b', 'a is a copy')),
      { is: 'gone', evidence: [] },
      'unknown',
      /\/b does not exist/u,
    ],
    [
      'is judged elsewhere, which cannot be read',
      whole(elsewhere('/b', 'a is a copy')),
      {
        is: 'not-known',
        why: unavailable('AuthorizationFailed', 'refused', { permission: 'B/read' }),
      },
      'unknown',
      /Grant B\/read/u,
    ],
    [
      'lies in its parent, which is out of the scope',
      typeWith(withParent('with it')),
      { is: 'out-of-scope', why: 'it lacks a tag', ...there },
      'unknown',
      /nothing judges it/u,
    ],
  ])('%s', async (_, type, place, status, reason) => {
    const { judged } = await judge(type, place);

    expect(judged).toHaveLength(1);
    expect(judged[0]?.verdict.status).toBe(status);
    expect(judged[0]?.verdict.reason).toMatch(reason);
  });

  it('that nothing says is unknown, by name', async () => {
    const { judged } = await judge({ ...typeWith(beside('x')), traits: {} });

    expect(judged[0]?.verdict).toMatchObject({
      status: 'unknown',
      reason: expect.stringContaining('Test.Data/stores says nothing of backups'),
    });
  });

  it('is set aside before anything more is asked', async () => {
    const type = typeWith(
      from('own', 'other')(() => []),
      { setAside: () => 'a system database' },
    );
    const { judged, asked } = await judge(type);

    expect(judged.map(({ verdict }) => verdict.status)).toEqual(['not-applicable']);
    expect(asked).toEqual(['own']);
  });
});

describe('what could not be read', () => {
  it('is unknown, with the permission that would mend it', async () => {
    const type = typeWith(
      from('own')((own) => [
        backup('a', undefined, { keptFor: own.at('days').oneOf({ 1: { months: 0, days: 1 } }) }),
      ]),
    );
    const refused = unavailable('AuthorizationFailed', 'It was refused', {
      permission: 'X/read',
      evidence: [DIGEST],
    });
    const { judged } = await judge(type, undefined, () => refused);

    expect(judged).toMatchObject([
      {
        verdict: {
          status: 'unknown',
          reason: 'It was refused. Grant X/read (see posture permissions).',
        },
        problem: { code: 'AuthorizationFailed', permission: 'X/read' },
        evidence: [DIGEST],
      },
    ]);
  });

  it('because it sleeps says so', async () => {
    const asleep = { since: 7, resumedAt: null };
    const type = typeWith(
      from('own')((own) => [
        backup('a', undefined, { keptFor: own.at('days').oneOf({ 1: { months: 0, days: 1 } }) }),
      ]),
    );
    const { judged } = await judge(type, undefined, () =>
      unavailable('Asleep', 'It sleeps', { asleep }),
    );

    expect(judged[0]?.asleep).toEqual(asleep);
  });
});

describe('a backup of something else', () => {
  const of = { holds: said<Holds>('machine', AT), resource: '/vm' } as const;

  it.each<[string, Whereabouts, number, string]>([
    ['that is gone breaks nothing', { is: 'gone', evidence: [] }, 0, 'vm not-applicable'],
    [
      'that is in the scope breaks',
      { is: 'in-scope', evidence: [], at: [], location: null },
      0,
      'vm fail',
    ],
    [
      'that cannot be looked up is not known',
      { is: 'not-known', why: unavailable('ServerError', 'no answer') },
      0,
      'vm unknown',
    ],
    ['that passes is not looked up', { is: 'gone', evidence: [] }, 1, 'vm pass'],
  ])('%s', async (_, place, days, expected) => {
    const type = typeWith(saying(backup('a', days, { item: 'vm', of })));
    const { judged, located } = await judge(type, place);

    expect(judged.map(({ item, verdict }) => `${item} ${verdict.status}`)).toEqual([expected]);
    expect(located).toEqual(days === 1 ? [] : ['/vm']);
  });
});
