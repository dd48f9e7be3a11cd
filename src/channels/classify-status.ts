import type { Delivery } from '#alerting/channel.ts';

const SHORTEST_MS = 1_000;
const LONGEST_MS = 3_600_000;

/** Statuses besides 5xx after which the same request may do: timeout, too early, too many. */
const RETRYABLE: ReadonlySet<number> = new Set([408, 425, 429]);

/**
 * What a final HTTP status means for a delivery (A21). Redirects are not followed, so they fail for good; 410 says that the receiver is
 * gone for ever.
 */
export function classifyStatus(status: number): Delivery {
  if (status >= 200 && status < 300) return { outcome: 'delivered', status };
  const retryable = RETRYABLE.has(status) || (status >= 500 && status < 600);
  const failed = {
    outcome: 'failed',
    reason: `status ${String(status)}`,
    status,
    retryable,
  } as const;
  return status === 410 ? { ...failed, isGone: true } : failed;
}

/**
 * The wait that a Retry-After header asks for (seconds or an HTTP date), between one second and one hour; undefined for none or one
 * that makes no sense. Source: RFC 9110, 10.2.3.
 */
export function retryAfterMs(header: string | undefined, nowMs: number): number | undefined {
  const text = header?.trim() ?? '';
  const wait = /^\d+$/u.test(text) ? Number(text) * 1_000 : dateOf(text) - nowMs;
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, SHORTEST_MS), LONGEST_MS);
}

/** Only what begins like an HTTP date: Date.parse understands much more than is meant. */
function dateOf(text: string): number {
  return /^[A-Za-z]{3,9},? /u.test(text) ? Date.parse(text) : Number.NaN;
}
