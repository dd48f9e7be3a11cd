import { scopesSpokenOf } from '#domain/document.ts';
import type { Finding } from '#domain/finding.ts';
import { SUBSCRIPTION_TYPE } from '#domain/resource-id.ts';
import { unknown } from '#domain/verdict.ts';
import type { ExceptionLookup } from '#evaluation/exception-rulings.ts';
import type { Judgement } from '#evaluation/judgement.ts';
import { makeFinding } from '#evaluation/make-finding.ts';
import { type Plan, type PlannedUse, tasksForType } from '#evaluation/plan.ts';
import type { Lineage } from '#evaluation/scope.ts';
import { describeLost } from '#evaluation/whereabouts.ts';
import type { Membership } from './membership.ts';
import type { UnlistedChildren } from './population.ts';

/** That what is below a resource could not be listed, for every claim that may bear on it. */
export function gapFindings(
  gap: UnlistedChildren,
  options: {
    readonly plan: Plan;
    readonly lineages: readonly Lineage[];
    readonly membership: Membership;
    readonly exceptionFor: ExceptionLookup;
  },
): readonly Finding[] {
  const { plan, lineages, membership, exceptionFor } = options;
  const { entry } = gap.parent;
  return tasksForType(plan, gap.childType)
    .filter(({ check }) => check.resourceTypes.includes(gap.childType))
    .flatMap((task) =>
      task.uses
        .filter((use) => mayHide(gap, use, membership, lineages))
        .map((use) => makeFinding(task, use, entry, gapJudgement(gap), exceptionFor)),
    );
}

function mayHide(
  { parent, childType }: UnlistedChildren,
  use: PlannedUse,
  membership: Membership,
  lineages: readonly Lineage[],
): boolean {
  // Where a provider's own list was not read, every resource of its kind says so itself; where none is known, the gap does.
  const isOwnList = parent.entry.resource.type === SUBSCRIPTION_TYPE;
  const isSaid = (lineage: Lineage): boolean =>
    lineage.entry.resource.type.toLowerCase() === childType && membership.belongs(use, lineage);
  if (isOwnList && lineages.some(isSaid)) return false;
  const isExcluded = scopesSpokenOf(use.document, use.claim).every(({ exclude }) =>
    exclude.resourceTypes.some((type) => {
      const excluded = type.toLowerCase();
      return childType === excluded || childType.startsWith(`${excluded}/`);
    }),
  );
  return !isExcluded && membership.mayHold(use, parent);
}

function gapJudgement({ why, childType, parent }: UnlistedChildren): Judgement {
  return {
    verdict: unknown(`The ${childType} below it could not be listed. ${describeLost(why)}`, {
      expected: null,
    }),
    evidence: [...new Set([...parent.entry.evidence, ...why.evidence])],
    readAt: parent.entry.readAt,
    problem: { code: why.code, permission: why.permission },
  };
}
