import type { DecideInput, Decision } from '#alerting/decide-input.ts';
import type { Hash } from '#alerting/draft.ts';
import type { AlertPolicy } from '#domain/alert-policy.ts';
import type { FactOf } from '#domain/fact-words.ts';
import { type Instant, toInstant, toMilliseconds } from '#domain/instant.ts';
import type { AlertRecord, StateReader, StateStore } from '#domain/state-store.ts';
import type { DecisionLane } from './decision-lane.ts';

/** What every decision about alerts needs besides its occasion. */
export interface AlertDesk {
  readonly store: StateStore;
  readonly policy: AlertPolicy;
  /** The family of a check, by its id. */
  readonly familyOf: (check: string) => string;
  /** The words for a violation; absent: those of its verdict. */
  readonly factOf?: FactOf;
  readonly hash: Hash;
  readonly lane: DecisionLane;
}

/** A decision from which nothing follows. */
export const NOTHING: Omit<AlertRecord, 'at'> = {
  alerts: [],
  messages: [],
  held: [],
  released: [],
  warnedSilences: [],
  log: [],
};

/** How far back a finding's beginnings and ends count for its flapping. Source: alerting A5. */
const TRANSITIONS_MS = 3_600_000;

/** What the state says at one instant about alerts and about what people did to them; to be read in the lane of decisions. */
export async function alertsAt(
  store: StateReader,
  at: Instant,
): Promise<
  Pick<DecideInput, 'at' | 'alerts' | 'transitions' | 'acknowledgements' | 'silences' | 'held'>
> {
  const since = toInstant((toMilliseconds(at) ?? 0) - TRANSITIONS_MS);
  return {
    at,
    alerts: await store.openAlerts(),
    transitions: await store.transitionsSince(since),
    acknowledgements: await store.acknowledgements(),
    silences: await store.silences(at),
    held: await store.held(),
  };
}

/** Whether nothing follows from a decision, so that nothing needs to be written. */
export function isNothing(decision: Decision): boolean {
  const { alerts, messages, held, released, warnedSilences } = decision;
  return [alerts, messages, held, released, warnedSilences].every((list) => list.length === 0);
}
