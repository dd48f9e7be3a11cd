import type { Finding } from '#domain/finding.ts';
import type { Instant } from '#domain/instant.ts';
import type { ExceptionLookup } from '#evaluation/exception-rulings.ts';
import { makeFindings } from '#evaluation/make-finding.ts';
import { type Plan, type PlannedUse, SCOPE_TYPE, tasksForType } from '#evaluation/plan.ts';
import type { ScopeSummary } from '#evaluation/scope-check.ts';
import { NOBODY_LOOKS } from '#evaluation/whereabouts.ts';
import type { SubscriptionInventory } from '#inventory/scope-answers.ts';
import type { PopulationRow } from './membership.ts';
import { type ScopedDocument, scopeOf } from './resolve-scopes.ts';

/** Judges a subscription as the place of each statement whose claims ask whether its scope is visible. */
export async function judgeScopes(
  options: {
    readonly plan: Plan;
    readonly scopes: readonly ScopedDocument[];
    readonly exceptionFor: ExceptionLookup;
    readonly asOf: Instant;
  },
  inventory: SubscriptionInventory,
  population: readonly PopulationRow[],
): Promise<readonly Finding[]> {
  const resource = {
    id: `/subscriptions/${inventory.id}`,
    name: inventory.name ?? inventory.id,
    type: SCOPE_TYPE,
  };
  const evidence = [...new Set(inventory.entries.flatMap((entry) => entry.evidence))];
  const entry = { resource, groupTags: {}, evidence, readAt: inventory.readAt };
  const findings: Finding[] = [];
  for (const task of tasksForType(options.plan, SCOPE_TYPE)) {
    for (const use of task.uses) {
      const whole = options.scopes.find(({ document }) => document === use.document);
      const isHere =
        whole !== undefined && scopeOf(whole, use.claim).subscriptions.has(inventory.id);
      if (!isHere) continue;
      const summary: ScopeSummary = {
        status: inventory.status,
        resourcesInScope: population.filter((row) => isSpokenOf(row, use)).length,
        problem: inventory.problems[0]?.message ?? null,
      };
      const { readAt } = inventory;
      const read = { status: 'collected', value: summary, evidence, readAt } as const;
      const { asOf, exceptionFor } = options;
      const judgements = await task.check.judge(
        entry,
        task.parameters,
        async () => await Promise.resolve(read),
        { asOf, locate: NOBODY_LOOKS },
      );
      findings.push(...makeFindings(task, use, entry, judgements, exceptionFor));
    }
  }
  return findings;
}

function isSpokenOf(row: PopulationRow, { document, claim }: PlannedUse): boolean {
  const { statement, parts = {} } = document;
  if (claim.part === undefined || !Object.hasOwn(parts, claim.part))
    return row.documents.includes(statement.id);
  return (row.parts[statement.id] ?? []).includes(claim.part);
}
