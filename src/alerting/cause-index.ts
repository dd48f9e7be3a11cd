import type { AlertCause } from '#domain/alert.ts';
import type { ChangeAuthor } from '#domain/finding.ts';
import { type Act, actOf, causeKey, isOneAct } from './cause.ts';

/** Finds what a cause already has, in a time that does not grow with the number of causes. */
export interface CauseIndex<T> {
  /** `author`: who is known to have done it, also where the cause has a better name. */
  add(cause: AlertCause, value: T, author?: ChangeAuthor | null): void;
  /** The first that was added with the same cause, or with the same actor and operation at about the same time. */
  find(cause: AlertCause, author?: ChangeAuthor | null): T | undefined;
}

export function createCauseIndex<T>(): CauseIndex<T> {
  const exact = new Map<string, T>();
  const acts = new Map<string, { readonly act: Act; readonly value: T }[]>();
  return {
    add(cause, value, author = null) {
      const key = causeKey(cause);
      if (!exact.has(key)) exact.set(key, value);
      const act = actOf(cause, author);
      if (act === undefined) return;
      const known = acts.get(act.key) ?? [];
      known.push({ act, value });
      acts.set(act.key, known);
    },
    find(cause, author = null) {
      const found = exact.get(causeKey(cause));
      const act = actOf(cause, author);
      if (found !== undefined || act === undefined) return found;
      return acts.get(act.key)?.find((known) => isOneAct(known.act, act))?.value;
    },
  };
}
