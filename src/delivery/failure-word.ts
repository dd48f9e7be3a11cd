import type { Delivery } from '#alerting/channel.ts';

/** How Alertmanager names the reasons for which a notification was not delivered. Source: prometheus/alertmanager, notify/util.go. */
export type FailureWord =
  | 'clientError'
  | 'serverError'
  | 'rateLimited'
  | 'contextDeadlineExceeded'
  | 'contextCanceled'
  | 'other';

/** Timeout and too early: a request of ours that came at the wrong time, which may be made again. */
const UNTIMELY: ReadonlySet<number> = new Set([408, 425]);

/**
 * A failed try in Alertmanager's words (alerting A22), so that one query counts the failures of both. A mail server counts the other
 * way round than a web server: its 4xx passes and its 5xx is about what we sent.
 */
export function failureWord({
  status,
  reason,
  retryable,
}: Extract<Delivery, { outcome: 'failed' }>): FailureWord {
  if (status === undefined) {
    if (reason === 'timeout') return 'contextDeadlineExceeded';
    return reason === 'stopped' ? 'contextCanceled' : 'other';
  }
  if (status === 429) return 'rateLimited';
  if (status < 400 || status > 599) return 'other';
  const isTheirs = retryable && !UNTIMELY.has(status);
  return isTheirs ? 'serverError' : 'clientError';
}
