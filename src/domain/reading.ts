/** Digest of an unaltered Azure answer: `sha256:` and 64 hex digits. */
export type Digest = `sha256:${string}`;

/** A member of an unaltered answer: the digest of its body and an RFC 6901 pointer into it (`''`: the whole body). */
export interface Member {
  readonly evidence: Digest;
  readonly pointer: string;
}

/**
 * Why something could not be read. A code is a word of ours, not Azure's error code (that one is in `detail`):
 * - `AuthorizationFailed`: 401/403; `permission` names the ARM action that would mend it
 * - `Throttled`: 429 until the deadline or the retries were used up
 * - `Timeout`: no answer in time, or the scan's deadline came first
 * - `NotFound`: 404 for something that the inventory names
 * - `ServerError`: 5xx after retries; `NetworkError`: no HTTP answer at all
 * - `MalformedAnswer`: a 200 that is not what Azure promises (no JSON, a missing member, an endless page chain)
 * - `Incomplete`: a part of a list is missing, so absence proves nothing
 * - `Unsupported`: Azure says that this resource has no such setting (400 with a code)
 * - `HostRefused`: a link led to another host than the configured one and was not followed
 * - `NotCollected`: nothing of ours reads this
 * - `Asleep`: reading it would resume a paused database, and its owner would pay: it was not asked for
 */
export type UnavailableCode =
  | 'AuthorizationFailed'
  | 'Throttled'
  | 'Timeout'
  | 'NotFound'
  | 'ServerError'
  | 'NetworkError'
  | 'MalformedAnswer'
  | 'Incomplete'
  | 'Unsupported'
  | 'HostRefused'
  | 'NotCollected'
  | 'Asleep';

/** How long something sleeps, as far as Azure says it. */
export interface Asleep {
  /** Milliseconds since the epoch; null: not said. */
  readonly since: number | null;
  /** When it last woke before that; null: not said. */
  readonly resumedAt: number | null;
}

export interface Unavailable {
  readonly status: 'unavailable';
  readonly code: UnavailableCode;
  /** The ARM action that would mend it; null when no permission would. */
  readonly permission: string | null;
  /** One sentence for a person, without secrets: what failed on what. */
  readonly detail: string;
  /** Azure's own error code, where it sent one, e.g. `ResourceNotFound`. */
  readonly azureCode?: string;
  /** Where the code is `Asleep`: the time in which nothing can have changed. */
  readonly asleep?: Asleep;
  /** The answers that show it, where there were any. */
  readonly evidence: readonly Digest[];
}

export interface Collected<T> {
  readonly status: 'collected';
  readonly value: T;
  readonly evidence: readonly Digest[];
  /** Where in them the value stands: one place, or one for each element of a list. */
  readonly at?: readonly Member[];
  /** When Azure's answer arrived, milliseconds since the epoch. */
  readonly readAt: number;
  /** When Azure made it by its own clock, where it said so. */
  readonly answeredAt?: number;
}

/** What is known about something in Azure: read, or not, and why. There is no third state and no default. */
export type Reading<T> = Collected<T> | Unavailable;

export function unavailable(
  code: UnavailableCode,
  detail: string,
  more: {
    permission?: string | null;
    azureCode?: string;
    asleep?: Asleep;
    evidence?: readonly Digest[];
  } = {},
): Unavailable {
  return {
    status: 'unavailable',
    code,
    permission: more.permission ?? null,
    detail,
    ...(more.azureCode === undefined ? {} : { azureCode: more.azureCode }),
    ...(more.asleep === undefined ? {} : { asleep: more.asleep }),
    evidence: more.evidence ?? [],
  };
}
