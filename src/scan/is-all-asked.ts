import type { FindingCount, Standing } from '#domain/recorded.ts';
import type { Task } from '#evaluation/plan.ts';
import type { Lineage } from '#evaluation/scope.ts';
import type { Membership } from './membership.ts';

/**
 * Whether what stands of a resource answers just the questions that the claims ask of it now: a tag may have moved it from one statement
 * to another. Resources of one type that belong to the same statements are asked the same.
 */
export function createIsAllAsked(membership: Membership) {
  const wanted = new Map<readonly Task[], Map<string, string>>();
  const answered = new Map<readonly FindingCount[], string>();

  function wantedOf(lineage: Lineage, tasks: readonly Task[]): string {
    const ofTasks = wanted.get(tasks) ?? new Map<string, string>();
    wanted.set(tasks, ofTasks);
    const sign = membership.signOf(lineage);
    const known = ofTasks.get(sign);
    if (known !== undefined) return known;
    const asked = tasks.flatMap(({ check, uses }) =>
      uses
        .filter((use) => membership.belongs(use, lineage))
        .map(({ document, claim }) => nameOf(document.statement.id, claim.id, check.id)),
    );
    const names = inOrder(asked);
    ofTasks.set(sign, names);
    return names;
  }

  function answeredBy(counts: readonly FindingCount[]): string {
    const known = answered.get(counts);
    if (known !== undefined) return known;
    const names = inOrder(
      counts.map(({ document, claim, check }) => nameOf(document, claim, check)),
    );
    answered.set(counts, names);
    return names;
  }

  return ({ counts }: Standing, lineage: Lineage, tasks: readonly Task[]): boolean =>
    answeredBy(counts) === wantedOf(lineage, tasks);
}

function nameOf(...parts: readonly string[]): string {
  return parts.join('\u001f');
}

function inOrder(names: readonly string[]): string {
  return [...new Set(names)].sort().join('\u001e');
}
