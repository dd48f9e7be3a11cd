import type { BoundDocument, CheckUse, Claim } from '#domain/document.ts';
import { SUBSCRIPTION_TYPE } from '#domain/resource-id.ts';
import type { Check } from './check.ts';

/** One claim's use of a task. */
export interface PlannedUse {
  readonly document: BoundDocument;
  readonly claim: Claim;
  readonly use: CheckUse;
}

/** A check with its parameters: evaluated once per resource, however many claims use it. */
export interface Task {
  readonly check: Check;
  readonly parameters: unknown;
  readonly uses: readonly PlannedUse[];
}

/** What the claims in scope need of Azure: nothing else is read. */
export interface Plan {
  readonly tasks: readonly Task[];
  /** Uses of checks that do not exist: their claims are unverified, visibly. */
  readonly missing: readonly PlannedUse[];
}

/** Plans the checks and measures of all claims that `wanted` lets through. Parameters were validated with the configuration. */
export function makePlan(
  documents: readonly BoundDocument[],
  checks: readonly Check[],
  wanted: (document: BoundDocument, claim: Claim) => boolean,
): Plan {
  const byId = new Map(checks.map((check) => [check.id, check]));
  const tasks = new Map<string, { check: Check; parameters: unknown; uses: PlannedUse[] }>();
  const missing: PlannedUse[] = [];
  for (const document of documents) {
    for (const claim of document.statement.claims) {
      if (!wanted(document, claim)) continue;
      for (const use of usesOf(claim, checks)) {
        const check = byId.get(use.check);
        if (check === undefined) {
          missing.push({ document, claim, use });
          continue;
        }
        const parameters: unknown = check.parameters.parse(use.with);
        const key = `${check.id}\u001f${JSON.stringify(parameters)}`;
        const task = tasks.get(key) ?? { check, parameters, uses: [] };
        task.uses.push({ document, claim, use });
        tasks.set(key, task);
      }
    }
  }
  return { tasks: [...tasks.values()], missing };
}

function usesOf(claim: Claim, checks: readonly Check[]): readonly CheckUse[] {
  const { verify, measure } = claim;
  if (measure === undefined) return verify;
  const { atLeast, about } = measure;
  const given = { atLeast, ...(about === undefined ? {} : { about }) };
  return [
    ...verify,
    ...checksMeasuring(claim, checks).map(({ id }) => ({ check: id, with: given })),
  ];
}

/** Those of the checks that give the figure which a claim states, in its unit. None: there is no such measure. */
export function checksMeasuring({ measure }: Claim, checks: readonly Check[]): readonly Check[] {
  return checks.filter(
    ({ figure }) =>
      measure !== undefined &&
      figure?.unit === measure.unit &&
      figure.measures.includes(measure.measure),
  );
}

/** The tasks whose sentence speaks of resources of a type (lower case). */
export function tasksForType(plan: Plan, type: string): readonly Task[] {
  return plan.tasks.filter((task) => judgesType(task, type));
}

/** Whether a task has an answer for resources of a type (lower case), if only that it does not know. */
export function judgesType(
  { check, parameters }: Pick<Task, 'check' | 'parameters'>,
  type: string,
): boolean {
  const isJudged =
    check.resourceTypes.includes(type) || (check.judgesEveryType && type !== SCOPE_TYPE);
  return isJudged && check.speaksOf(type, parameters);
}

/** Types (lower case) whose own answers some task reads. */
export function typesReadBy(plan: Plan): ReadonlySet<string> {
  return new Set(
    plan.tasks.flatMap(({ check, parameters }) =>
      check.resourceTypes.filter((type) => check.readsFor(type, parameters).length > 0),
    ),
  );
}

/** The pseudo resource type of checks that judge a statement's scope in one subscription. */
export const SCOPE_TYPE = SUBSCRIPTION_TYPE;
