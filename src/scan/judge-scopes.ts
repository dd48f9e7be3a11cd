import type { Finding } from '#domain/finding.ts';
import type { Instant } from '#domain/instant.ts';
import type { ExceptionLookup } from '#evaluation/exception-rulings.ts';
import { makeFindings } from '#evaluation/make-finding.ts';
import { type Plan, type PlannedUse, SCOPE_TYPE, tasksForType } from '#evaluation/plan.ts';
import type { Facts } from '#facts/fact-names.ts';
import type { SubscriptionInventory } from '#facts/scope-reader.ts';
import type { PopulationRow } from './membership.ts';
import { type ScopedDocument, scopeOf } from './resolve-scopes.ts';

/** Judges a subscription as the place of each statement whose claims ask whether its scope is visible. */
export function judgeScopes(
  options: {
    readonly plan: Plan;
    readonly scopes: readonly ScopedDocument[];
    readonly exceptionFor: ExceptionLookup;
    readonly asOf: Instant;
  },
  inventory: SubscriptionInventory,
  population: readonly PopulationRow[],
): readonly Finding[] {
  const resource = {
    id: `/subscriptions/${inventory.id}`,
    name: inventory.name ?? inventory.id,
    type: SCOPE_TYPE,
  };
  const evidence = [...new Set(inventory.entries.flatMap((entry) => entry.evidence))];
  const entry = { resource, groupTags: {}, evidence, readAt: inventory.readAt };
  return tasksForType(options.plan, SCOPE_TYPE).flatMap((task) =>
    task.uses
      .filter((use) => {
        const whole = options.scopes.find(({ document }) => document === use.document);
        return whole !== undefined && scopeOf(whole, use.claim).subscriptions.has(inventory.id);
      })
      .flatMap((use) => {
        const scopeSummary: Facts['scopeSummary'] = {
          status: inventory.status,
          resourcesInScope: population.filter((row) => isSpokenOf(row, use)).length,
          problem: inventory.problems[0]?.message ?? null,
        };
        const verdict = task.check.evaluate(
          // A scope check declares `scopeSummary` and nothing else: the catalogue test holds it to that.
          { scopeSummary } as unknown as Facts,
          { parameters: task.parameters, asOf: options.asOf, resource },
        );
        return makeFindings(
          task,
          use,
          entry,
          { verdict, evidence, readAt: inventory.readAt },
          options.exceptionFor,
        );
      }),
  );
}

function isSpokenOf(row: PopulationRow, { document, claim }: PlannedUse): boolean {
  const { statement, parts = {} } = document;
  if (claim.part === undefined || !Object.hasOwn(parts, claim.part))
    return row.documents.includes(statement.id);
  return (row.parts[statement.id] ?? []).includes(claim.part);
}
