import type { Finding } from '#domain/finding.ts';
import type { Instant } from '#domain/instant.ts';
import { unknown } from '#domain/verdict.ts';
import { type FactSource, type Judgement, judge, reasonOf } from '#evaluation/judge.ts';
import { type ExceptionLookup, makeFinding } from '#evaluation/make-finding.ts';
import { type Plan, type PlannedUse, type Task, tasksForType } from '#evaluation/plan.ts';
import type { Lineage } from '#evaluation/scope.ts';
import pMap from 'p-map';
import type { Logger } from 'pino';
import type { UnlistedChildren } from './population.ts';

/** Says whether a resource belongs to a statement. */
export type Membership = (use: PlannedUse, lineage: Lineage) => boolean;

/** Judges resources by the tasks of the claims that they belong to; each (task, resource) once, for all claims that use it. */
export async function evaluatePopulation(options: {
  readonly plan: Plan;
  readonly lineages: readonly Lineage[];
  readonly unlisted: readonly UnlistedChildren[];
  readonly belongs: Membership;
  readonly source: FactSource;
  readonly exceptionFor: ExceptionLookup;
  readonly asOf: Instant;
  readonly concurrency: number;
  readonly log: Logger;
  readonly onResource: (findings: readonly Finding[]) => void;
}): Promise<void> {
  const { plan, belongs, exceptionFor, asOf, log } = options;
  await pMap(
    options.lineages,
    async (lineage) => {
      const findings: Finding[] = [];
      for (const task of tasksForType(plan, lineage.entry.resource.type.toLowerCase())) {
        const uses = task.uses.filter((use) => belongs(use, lineage));
        if (uses.length === 0) continue;
        const judgement = await judgeSafely(task, lineage, options.source, asOf, log);
        for (const use of uses) {
          findings.push(makeFinding(task, use, lineage.entry, judgement, exceptionFor));
        }
      }
      options.onResource(findings);
    },
    { concurrency: options.concurrency },
  );
  const blind: Finding[] = [];
  for (const gap of options.unlisted) {
    for (const task of tasksForType(plan, gap.childType)) {
      // A check of every resource judges the parent itself already; it says nothing of what hangs below.
      if (task.check.resourceTypes.includes('*')) continue;
      for (const use of task.uses.filter((candidate) => belongs(candidate, gap.parent))) {
        blind.push(makeFinding(task, use, gap.parent.entry, unlistedJudgement(gap), exceptionFor));
      }
    }
  }
  options.onResource(blind);
}

// A check that throws has a bug; the resource is then not verified, and the others go on.
async function judgeSafely(
  task: Task,
  lineage: Lineage,
  source: FactSource,
  asOf: Instant,
  log: Logger,
): Promise<Judgement> {
  const { entry } = lineage;
  try {
    return await judge(task, entry, source, asOf);
  } catch (error) {
    log.error({ err: error, check: task.check.id, resourceId: entry.resource.id }, 'check failed');
    return {
      verdict: unknown(`The check ${task.check.id} failed on this resource; see the log.`, { expected: null }),
      evidence: entry.evidence,
      readAt: entry.readAt,
    };
  }
}

function unlistedJudgement({ why, childType, parent }: UnlistedChildren): Judgement {
  return {
    verdict: unknown(`The ${childType} below it could not be listed. ${reasonOf(why)}`, { expected: null }),
    evidence: [...new Set([...parent.entry.evidence, ...why.evidence])],
    readAt: parent.entry.readAt,
    problem: { code: why.code, permission: why.permission },
  };
}
