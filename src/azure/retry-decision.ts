import type { AzureFault } from './azure-fault.ts';

/** What came of one attempt. */
export type Outcome =
  | { readonly kind: 'answer'; readonly status: number; readonly headers: AnswerHeaders }
  | { readonly kind: 'fault'; readonly fault: AzureFault };

export interface AnswerHeaders extends Iterable<[string, string]> {
  get(name: string): string | undefined;
}

export interface RetryLimits {
  /** All attempts of one request together. */
  readonly maxAttempts: number;
  /** Mean of the first wait is half of this. */
  readonly backoffMs: number;
}

/** A Retry-After beyond this is cut: Azure's buckets refill within seconds to minutes, and a wrong header must not stop a scan. */
export const LONGEST_RETRY_AFTER_MS = 300_000;
const LONGEST_BACKOFF_MS = 30_000;
/** A hanging request costs the whole time limit every time. */
const MAX_TIMEOUTS = 2;

/** Statuses that another attempt may mend. Source: azure-facts §13; 500 and 408 as the SDK's own policy has them. */
const TRANSIENT: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

/**
 * Milliseconds to wait before the next attempt, or undefined when this outcome stands. `attempt` counts from 1, `random` is in
 * [0, 1): full jitter, so that those who failed together do not come back together.
 */
export function waitBeforeRetry(
  outcome: Outcome,
  attempt: number,
  limits: RetryLimits,
  random: number,
  now: number,
): number | undefined {
  if (attempt >= limits.maxAttempts) return undefined;
  const backoff = random * Math.min(LONGEST_BACKOFF_MS, limits.backoffMs * 2 ** (attempt - 1));
  if (outcome.kind === 'fault') {
    const isTimeout = outcome.fault.code === 'Timeout';
    return outcome.fault.isTransient && !(isTimeout && attempt >= MAX_TIMEOUTS)
      ? backoff
      : undefined;
  }
  if (!TRANSIENT.has(outcome.status)) return undefined;
  return retryAfterMs(outcome.headers, now) ?? backoff;
}

/** The wait that Azure asks for (`retry-after-ms`, `x-ms-retry-after-ms`, `Retry-After` in seconds or as a date), capped. */
export function retryAfterMs(headers: AnswerHeaders, now: number): number | undefined {
  const milliseconds = headers.get('retry-after-ms') ?? headers.get('x-ms-retry-after-ms');
  const seconds = headers.get('retry-after');
  const wanted = wholeNumber(milliseconds) ?? secondsOrDate(seconds, now);
  return wanted === undefined ? undefined : Math.min(Math.max(0, wanted), LONGEST_RETRY_AFTER_MS);
}

function secondsOrDate(text: string | undefined, now: number): number | undefined {
  if (text === undefined) return undefined;
  const seconds = wholeNumber(text);
  if (seconds !== undefined) return seconds * 1000;
  // An HTTP date, not an ISO one: outside of what domain/instant.ts parses. It names its day; a bare number is no date.
  const at = /^[A-Za-z]{3}/u.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : at - now;
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/u.test(text.trim()) ? Number(text) : undefined;
}
