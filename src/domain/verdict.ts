/** What a check says of one item of a resource. */
export interface ItemVerdict {
  /** Names it among its siblings, the same from scan to scan. */
  readonly item: string;
  readonly verdict: Verdict;
}

/** What a check says of one resource; where it consists of several things, what of each of them, the whole being their fold. */
export type Verdict = PlainVerdict & { readonly items?: readonly ItemVerdict[] };

type PlainVerdict =
  | {
      readonly status: 'pass';
      readonly expected: unknown;
      readonly observed: unknown;
      readonly reason: string;
    }
  | {
      readonly status: 'fail';
      readonly expected: unknown;
      readonly observed: unknown;
      readonly reason: string;
    }
  | {
      readonly status: 'unknown';
      readonly expected: unknown;
      readonly observed: unknown;
      readonly reason: string;
    }
  | {
      readonly status: 'not-applicable';
      readonly expected: null;
      readonly observed: unknown;
      readonly reason: string;
    };

/** The setting is as claimed. `reason` is one sentence that a person on call understands. */
export function pass(reason: string, shown: { expected: unknown; observed: unknown }): Verdict {
  return { status: 'pass', reason, expected: shown.expected, observed: shown.observed };
}

/** The setting was read, understood, and is not as claimed. */
export function fail(reason: string, shown: { expected: unknown; observed: unknown }): Verdict {
  return { status: 'fail', reason, expected: shown.expected, observed: shown.observed };
}

/** Missing, null, not understood, or of a kind that Azure added since: never a pass and never a fail. */
export function unknown(reason: string, shown: { expected: unknown; observed?: unknown }): Verdict {
  return { status: 'unknown', reason, expected: shown.expected, observed: shown.observed ?? null };
}

/** The claim does not bear on this resource, and why. */
export function notApplicable(reason: string, observed: unknown = null): Verdict {
  return { status: 'not-applicable', reason, expected: null, observed };
}
