import type { Finding } from '#domain/finding.ts';
import type { EndedBecause } from '#domain/finding-end.ts';
import { shownValue } from '#domain/visible-text.ts';
import { isSameSetting, isSameValue } from './same-value.ts';

/**
 * How a violation ended that this scan looked at and no longer sees failing. What Azure answers as before was not mended, whatever
 * the verdict is now: then it is the claim that asks something else.
 */
export function endedBecause(
  before: Pick<Finding, 'expected' | 'observed'>,
  now: Pick<Finding, 'status' | 'expected' | 'observed' | 'exception' | 'reason'>,
): EndedBecause {
  const { status, exception } = now;
  if (status === 'excepted') {
    if (exception === null) return { because: 'excepted', how: null };
    const { approvedBy, expires, reason } = exception;
    return { because: 'excepted', how: `approved by ${approvedBy} until ${expires}: ${reason}` };
  }
  if (status === 'not-applicable') return { because: 'not-applicable', how: now.reason };
  if (before.expected === null || isSameValue(before.expected, now.expected))
    return { because: 'passes', how: null };
  const shown = (value: unknown): string => shownValue(value, 'nothing');
  const how = `the claim asks ${shown(now.expected)}, where it asked ${shown(before.expected)}`;
  const because = isSameSetting(before.observed, now.observed) ? 'claim-changed' : 'passes';
  return { because, how };
}
