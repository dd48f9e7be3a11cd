import type { Plan } from '#evaluation/plan.ts';
import type { ScopedDocument } from './resolve-scopes.ts';

/**
 * The part of a plan that statements with a scope in one subscription (lower case) make: what others ask costs nothing there, however
 * many they are. A claim about a part stays wherever its statement speaks at all: membership decides about the rest.
 */
export function planWithin(
  { tasks, missing }: Plan,
  scopes: readonly ScopedDocument[],
  subscriptionId: string,
): Plan {
  const here = new Set(
    scopes
      .filter(({ subscriptions }) => subscriptions.has(subscriptionId))
      .map(({ document }) => document),
  );
  return {
    tasks: tasks.flatMap((task) => {
      const uses = task.uses.filter(({ document }) => here.has(document));
      return uses.length === 0 ? [] : [{ ...task, uses }];
    }),
    missing: missing.filter(({ document }) => here.has(document)),
  };
}
