import type { Workbench } from '#cli/workbench.ts';
import type { AlertDesk } from '#delivery/alert-desk.ts';
import { createDecisionLane } from '#delivery/decision-lane.ts';
import type { AlertPolicy } from '#domain/alert-policy.ts';
import type { StateStore } from '#domain/state-store.ts';
import { factOfChecks } from '#evaluation/fact-words.ts';

/** Puts together what decisions about alerts need; one per opened state, because it holds the one lane in which they are made. */
export function alertDesk(
  { checks, hash }: Pick<Workbench, 'checks' | 'hash'>,
  store: StateStore,
  policy: AlertPolicy,
): AlertDesk {
  const families = new Map(checks.map((check) => [check.id, check.family]));
  const familyOf = (check: string) => families.get(check) ?? check;
  const factOf = factOfChecks(checks);
  return { store, policy, familyOf, factOf, hash, lane: createDecisionLane() };
}
