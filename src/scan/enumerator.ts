import { SUBSCRIPTION_TYPE } from '#domain/resource-id.ts';
import { type Plan, typesReadBy } from '#evaluation/plan.ts';
import type { Read } from '#resource-types/define-read.ts';

/** A list that is also where resources are found. */
export type Enumerator = Extract<Read, { kind: 'list' }> & {
  readonly enumerates: { readonly childType: string; readonly parentType: string };
};

/**
 * The lists of the types that a check of the plan asks for by name, those of whole subscriptions first. For the sake of checks of every
 * resource no list is read: what they judge, the inventory itself must show, and it is counted twice for that.
 */
export function enumeratorsFor(plan: Plan, reads: Iterable<Read>): readonly Enumerator[] {
  const judged = typesReadBy(plan);
  const enumerators = [...reads].filter(
    (read): read is Enumerator =>
      read.kind === 'list' &&
      read.enumerates !== undefined &&
      judged.has(read.enumerates.childType),
  );
  return [...enumerators.filter(isOwnList), ...enumerators.filter((one) => !isOwnList(one))];
}

/** Whether it is a list of a whole subscription, and not of what lies in one of its resources. */
export function isOwnList({ enumerates }: Enumerator): boolean {
  return enumerates.parentType === SUBSCRIPTION_TYPE;
}
