import { QUESTIONS } from '#checks/questions.generated.ts';
import type { Task } from '#evaluation/plan.ts';
import type { ResourceType } from '#resource-types/define-resource-type.ts';
import {
  type Bodies,
  brokenBodies,
  judgeType,
  locateGood,
  withMember,
} from '../../test/harness/judge-type.ts';
import { USUAL } from '../../test/harness/usual-parameters.ts';

/** Where nobody looks for it. */
export const AWAY = 'eastus';

/**
 * A resource of a type that somebody made and forgot: it lies in the United States, and everything is off that the ways to break the
 * type can switch off at once. Each way is taken that makes one more question fail and loses none.
 */
export async function forgottenBodies(type: ResourceType, tasks: readonly Task[]): Promise<Bodies> {
  let bodies = movedAway(type);
  let failing = await failingOf(type, bodies, tasks);
  for (const { breaks, set } of type.breaks) {
    if (breaks.length === 0) continue;
    const worse = brokenBodies({ ...type, good: { ...type.good, bodies } }, set);
    const now = await failingOf(type, worse, tasks);
    if (now.size <= failing.size || !failing.isSubsetOf(now)) continue;
    bodies = worse;
    failing = now;
  }
  return bodies;
}

/** In the other region, where it has one of its own. */
function movedAway({ reads, good }: ResourceType): Bodies {
  const [first = ''] = Object.keys(reads);
  const own = good.bodies[first];
  const hasRegion = typeof own === 'object' && own !== null && 'location' in own;
  return hasRegion ? { ...good.bodies, [first]: withMember(own, 'location', AWAY) } : good.bodies;
}

/** Every question with its usual parameters, and every one that a claim asks with the claim's. */
async function failingOf(
  type: ResourceType,
  bodies: Bodies,
  tasks: readonly Task[],
): Promise<ReadonlySet<string>> {
  const asked = [
    ...QUESTIONS.map((question) => ({ question, given: USUAL[question.id] ?? {} })),
    ...tasks.flatMap(({ check, uses }) => {
      const question = QUESTIONS.find(({ id }) => id === check.id);
      return question === undefined ? [] : [{ question, given: uses[0]?.use.with ?? {} }];
    }),
  ];
  const failing = new Set<string>();
  for (const { question, given } of asked) {
    if (question.trait === 'visibility' || question.trait === 'running') continue;
    const judged = await judgeType(question, type, bodies, given, { locate: locateGood });
    if (judged.some(({ verdict }) => verdict.status === 'fail'))
      failing.add(`${question.id} ${JSON.stringify(given)}`);
  }
  return failing;
}
