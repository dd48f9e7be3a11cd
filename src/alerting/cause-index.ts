import type { AlertCause } from '#domain/alert.ts';
import type { Instant } from '#domain/instant.ts';
import { actKey, causeKey, isWithinWindow } from './cause.ts';

/** Finds what a cause already has, in a time that does not grow with the number of causes. */
export interface CauseIndex<T> {
  add(cause: AlertCause, value: T): void;
  /** The first that was added with the same cause, or with the same actor and operation within ten minutes. */
  find(cause: AlertCause): T | undefined;
}

export function createCauseIndex<T>(): CauseIndex<T> {
  const exact = new Map<string, T>();
  const acts = new Map<string, { readonly from: Instant; readonly value: T }[]>();
  return {
    add(cause, value) {
      const key = causeKey(cause);
      if (!exact.has(key)) exact.set(key, value);
      const act = actKey(cause);
      if (act === undefined || cause.kind !== 'operation') return;
      const known = acts.get(act) ?? [];
      known.push({ from: cause.from, value });
      acts.set(act, known);
    },
    find(cause) {
      const found = exact.get(causeKey(cause));
      const act = actKey(cause);
      if (found !== undefined || act === undefined || cause.kind !== 'operation') return found;
      return acts.get(act)?.find((known) => isWithinWindow(known.from, cause.from))?.value;
    },
  };
}
