import { idKey, parseResourceId } from '#domain/resource-id.ts';
import { selfAndAncestors } from '#drift/touched.ts';
import type { ScanOutcome } from './scanner.ts';

/** Why a resource that is recorded is not in a scan's population. Ids without case. */
export interface Absence {
  isGone(key: string): boolean;
  /** A sentence where it could not be looked for; undefined where it was. */
  whyUnseen(key: string): string | undefined;
}

/** Tells a resource that is gone from one that only could not be seen, and both from one that is there but in no scope. */
export function createAbsence(outcome: ScanOutcome): Absence {
  const present = new Set(outcome.population.map((row) => idKey(row.resourceId)));
  const complete = new Set(
    outcome.result.scan.subscriptions
      .filter((subscription) => subscription.status === 'complete')
      .map((subscription) => subscription.id),
  );
  const looked = new Set(outcome.result.scan.subscriptions.map((subscription) => subscription.id));
  return {
    isGone: (key) => !present.has(key) && parseResourceId(key) !== undefined,
    whyUnseen(key) {
      const parts = parseResourceId(key);
      // A subscription that no statement speaks of any more was left on purpose, and a page is no resource.
      if (
        parts === undefined ||
        present.has(key) ||
        outcome.seenGone.has(key) ||
        !looked.has(parts.subscriptionId)
      )
        return undefined;
      if (!complete.has(parts.subscriptionId)) {
        return 'It is not in what could be read of its subscription, which proves nothing.';
      }
      const isBelowUnlisted = selfAndAncestors(key).some((ancestor) =>
        outcome.unlisted.has(ancestor),
      );
      return isBelowUnlisted ? 'The list that names it could not be read.' : undefined;
    },
  };
}
