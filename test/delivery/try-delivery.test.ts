import { describe, expect, it } from 'vitest';
import type { Delivery } from '#alerting/channel.ts';
import { createCircuitBreaker } from '#delivery/circuit-breaker.ts';
import { resultOf } from '#delivery/try-delivery.ts';
import { minute } from '../harness/findings.ts';

const AWAY: Delivery = {
  outcome: 'failed',
  reason: 'status 503',
  status: 503,
  retryable: true,
};
const NOW = Date.parse(minute(60));

/** How long after a failed try the next one comes, in milliseconds; `dead`: never. */
function pauseAfter(attempt: number, pages: boolean, ageMs = 0, delivery: Delivery = AWAY) {
  const createdAt = new Date(NOW - ageMs).toISOString();
  const result = resultOf(delivery, { attempt, createdAt }, pages, NOW, 0.999_999);
  return result.outcome === 'retry' ? Date.parse(result.notBefore) - NOW : result.outcome;
}

describe('resultOf (A21)', () => {
  it.each([
    ['a page', true, 5 * 60_000],
    ['anything else', false, 30 * 60_000],
  ])('waits for %s never longer than its cap', (_, pages, capMs) => {
    expect(pauseAfter(1, pages)).toBe(999);
    for (const attempt of [30, 1_000_000]) {
      expect(pauseAfter(attempt, pages)).toBeGreaterThan(0.999 * capMs);
      expect(pauseAfter(attempt, pages)).toBeLessThan(capMs);
    }
  });

  it('does what the receiver asks for', () => {
    expect(pauseAfter(1, true, 0, { ...AWAY, retryAfterMs: 3_600_000 })).toBe(3_600_000);
  });

  it('gives up after three days, and at once where nothing will change', () => {
    expect(pauseAfter(1, true, 72 * 3_600_000 - 1_000)).toBe(999);
    expect(pauseAfter(1, true, 72 * 3_600_000)).toBe('dead');
    expect(pauseAfter(1, true, 0, { ...AWAY, retryable: false })).toBe('dead');
  });

  it('keeps the status and what the receiver calls its answer (A25)', () => {
    const message = { attempt: 1, createdAt: minute(60) };

    expect(
      resultOf({ outcome: 'delivered', status: 202, responseId: 'r' }, message, true, NOW, 0),
    ).toEqual({ outcome: 'delivered', status: 202, responseId: 'r' });
    expect(resultOf({ outcome: 'delivered' }, message, true, NOW, 0)).toEqual({
      outcome: 'delivered',
      status: null,
      responseId: null,
    });
    expect(resultOf(AWAY, message, true, NOW, 0)).toMatchObject({ status: 503 });
  });
});

describe('createCircuitBreaker (A20)', () => {
  it('opens after five failures in a row, waits longer each time, and no longer than a minute', () => {
    const breaker = createCircuitBreaker();
    const pauses = Array.from({ length: 12 }, () => {
      breaker.failed(NOW);
      return (breaker.pausedUntil(NOW) ?? NOW) - NOW;
    });

    const seconds = [0, 0, 0, 0, 2, 4, 8, 16, 32, 60, 60, 60];
    expect(pauses).toEqual(seconds.map((one) => one * 1_000));
    expect(breaker.pausedUntil(NOW + 60_000)).toBeUndefined();
  });

  it('closes with the first success', () => {
    const breaker = createCircuitBreaker();
    for (let n = 0; n < 5; n += 1) breaker.failed(NOW);

    breaker.succeeded();
    breaker.failed(NOW);

    expect(breaker.pausedUntil(NOW)).toBeUndefined();
  });
});
