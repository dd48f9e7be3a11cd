import { describe, expect, it } from 'vitest';
import { QUESTIONS } from '#checks/questions.generated.ts';
import type { Verdict } from '#domain/verdict.ts';
import { questionCheck } from '#evaluation/question-check.ts';
import type { ResourceType } from '#resource-types/define-resource-type.ts';
import { RESOURCE_TYPES } from '#resource-types/registry.generated.ts';
import {
  type Bodies,
  brokenBodies,
  judgeType,
  locateGood,
  withMember,
} from '../harness/judge-type.ts';
import { USUAL } from '../harness/usual-parameters.ts';

type Status = Verdict['status'];

/** Some thousand states of one type, on a machine that may have other things to do. */
const PATIENCE_MS = 240_000;

/** No parameters but the usual ones. */
const NOTHING: NonNullable<ResourceType['breaks'][number]['with']> = {};

/** The questions that are asked of resources. */
const ASKED = QUESTIONS.filter(({ trait }) => trait !== 'visibility');

/** What every question says of a resource with these bodies: its worst judgement, by question. */
async function standing(
  type: ResourceType,
  bodies: Bodies,
  given: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {},
  asked: (id: string) => boolean = () => true,
): Promise<ReadonlyMap<string, Status>> {
  const found = new Map<string, Status>();
  for (const question of ASKED.filter(({ id }) => asked(id))) {
    const parameters = { ...USUAL[question.id], ...given[question.id] };
    const judged = await judgeType(question, type, bodies, parameters, { locate: locateGood });
    const rank: readonly Status[] = ['fail', 'unknown', 'pass', 'not-applicable'];
    const [worst = 'unknown'] = judged
      .map(({ verdict }) => verdict.status)
      .toSorted((a, b) => rank.indexOf(a) - rank.indexOf(b));
    found.set(question.id, worst);
  }
  return found;
}

function those(found: ReadonlyMap<string, Status>, status: Status): readonly string[] {
  return [...found]
    .filter(([, one]) => one === status)
    .map(([id]) => id)
    .toSorted();
}

/** Whether a question reads an answer of the type's, by its name in the type's file. */
function isReadFor(
  type: ResourceType,
  read: string,
  id: string,
  given: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
): boolean {
  const question = ASKED.find((one) => one.id === id);
  const key = type.type.toLowerCase();
  const parameters = question?.parameters.parse({ ...USUAL[id], ...given[id] });
  const check = question && questionCheck(question, new Map([[key, type]]));
  return check?.readsFor(key, parameters).includes(type.reads[read]?.name ?? '') ?? true;
}

for (const type of RESOURCE_TYPES) {
  describe(type.type, () => {
    let good: Promise<ReadonlyMap<string, Status>> | undefined;
    const asItIs = async () => await (good ??= standing(type, type.good.bodies));

    it('good: nothing fails, and nothing is unknown but what the file says of itself', async () => {
      const found = await asItIs();

      expect(those(found, 'fail')).toEqual(Object.keys(type.good.cannot ?? {}).toSorted());
      // What a file says nothing of at all nobody knows, by its name; that it may.
      const silent = new Set(
        ASKED.filter(({ trait }) => trait !== 'running' && type.traits[trait] === undefined).map(
          ({ id }) => id,
        ),
      );
      const stated = (type.good.unknown ?? []).filter((id) => !silent.has(id));
      expect(those(found, 'unknown').filter((id) => !silent.has(id))).toEqual(stated.toSorted());
    });

    for (const { as, set, breaks, blinds = [], with: given = NOTHING } of type.breaks) {
      it(as, async () => {
        const good = await (given === NOTHING ? asItIs() : standing(type, type.good.bodies, given));
        const found = await standing(type, brokenBodies(type, set), given);

        // What it can never keep it breaks all the same, unless the break hides it.
        const cannot = Object.keys(type.good.cannot ?? {}).filter((id) => !blinds.includes(id));
        expect(those(found, 'fail')).toEqual([...breaks, ...cannot].toSorted());
        const blind = those(found, 'unknown').filter((id) => good.get(id) !== 'unknown');
        expect(blind).toEqual([...blinds].toSorted());
      });
    }

    it('every question that it passes is failed by one of the ways to break it, or nobody can break it', async () => {
      const passed = those(await asItIs(), 'pass');
      const broken = new Set(type.breaks.flatMap(({ breaks }) => breaks));
      const given = Object.keys(type.good.unbreakable ?? {});

      // Who runs it is told by its type, which nobody can set.
      const unbroken = passed.filter((id) => !broken.has(id) && id !== 'managed-services');
      expect(unbroken).toEqual(given.toSorted());
    });

    it(
      'spoil any member of any state: what failed never passes',
      async () => {
        let tried = 0;
        for (const { set, with: given = {} } of [{ set: {} }, ...type.breaks]) {
          const bodies = brokenBodies(type, set);
          const before = await standing(type, bodies, given);
          const failed = those(before, 'fail');
          for (const [read, body] of Object.entries(bodies)) {
            // A question never sees an answer that it does not read.
            const asked = failed.filter((id) => isReadFor(type, read, id, given));
            for (const path of pathsOf(body)) {
              tried += 1;
              if (asked.length === 0) continue;
              const spoiled = withMember(body, path, { spoiled: 'by a test' });
              const isAsked = (id: string): boolean => asked.includes(id);
              const after = await standing(type, { ...bodies, [read]: spoiled }, given, isAsked);
              expect(those(after, 'pass'), `${read} ${path}`).toEqual([]);
            }
          }
        }
        expect(tried).toBeGreaterThan(0);
      },
      PATIENCE_MS,
    );

    it(
      'spoil any member of the good one: what passed never fails',
      async () => {
        const passed = those(await asItIs(), 'pass');
        const failing: string[] = [];
        for (const [read, body] of Object.entries(type.good.bodies)) {
          const asked = passed.filter((id) => isReadFor(type, read, id, {}));
          if (asked.length === 0) continue;
          for (const { path, spoil } of spoilsOf(body)) {
            const spoiled = withMember(body, path, spoil);
            const bodies = { ...type.good.bodies, [read]: spoiled };
            const after = await standing(type, bodies, {}, (id) => asked.includes(id));
            failing.push(...those(after, 'fail').map((id) => `${read} ${path}: ${id}`));
          }
        }
        expect(failing).toEqual([]);
      },
      PATIENCE_MS,
    );
  });
}

/** Every member of a body, by its path, with what is no value of its form: a text for what has members, members for what has none. */
function spoilsOf(
  body: unknown,
  path = '',
): readonly { readonly path: string; readonly spoil: unknown }[] {
  if (typeof body !== 'object' || body === null) return [{ path, spoil: { spoiled: 'by a test' } }];
  const below = Object.entries(body).flatMap(([key, value]) =>
    spoilsOf(value, path === '' ? key : `${path}/${key}`),
  );
  return path === '' ? below : [{ path, spoil: 'spoiled by a test' }, ...below];
}

/** Every member of a body, by its path, itself included. */
function pathsOf(body: unknown, path = ''): readonly string[] {
  if (typeof body !== 'object' || body === null) return path === '' ? [] : [path];
  const below = Object.entries(body).flatMap(([key, value]) =>
    pathsOf(value, path === '' ? key : `${path}/${key}`),
  );
  return path === '' ? below : [path, ...below];
}
