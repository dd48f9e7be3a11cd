import { describe, expect, it } from 'vitest';
import { AzureFault } from '#azure/azure-fault.ts';
import { LONGEST_RETRY_AFTER_MS, retryAfterMs, waitBeforeRetry } from '#azure/retry-decision.ts';

const LIMITS = { maxAttempts: 6, backoffMs: 1000 };
const NOW = Date.parse('2026-11-21T03:00:00Z');
const answer = (status: number, headers: Record<string, string> = {}) =>
  ({ kind: 'answer', status, headers: new Map(Object.entries(headers)) }) as const;
const fault = (code: 'Timeout' | 'NetworkError', isTransient: boolean) =>
  ({ kind: 'fault', fault: new AzureFault(code, 'x', { isTransient }) }) as const;

describe('waitBeforeRetry', () => {
  it('asks again for 408, 429, 500, 502, 503 and 504, over all statuses', () => {
    const statuses = Array.from({ length: 500 }, (_, index) => index + 100);

    const repeated = statuses.filter(
      (status) => waitBeforeRetry(answer(status), 1, LIMITS, 0.5, NOW) !== undefined,
    );

    expect(repeated).toEqual([408, 429, 500, 502, 503, 504]);
  });

  it.each([
    [{ 'retry-after': '7' }, 7000],
    [{ 'retry-after-ms': '250', 'retry-after': '7' }, 250],
    [{ 'x-ms-retry-after-ms': '40' }, 40],
    [{ 'retry-after': 'Sat, 21 Nov 2026 03:00:10 GMT' }, 10_000],
    [{ 'retry-after': 'Sat, 21 Nov 2026 02:00:00 GMT' }, 0],
    [{ 'retry-after': '999999' }, LONGEST_RETRY_AFTER_MS],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': '-3' }, undefined],
    [{}, undefined],
  ])('reads %j as %s ms', (headers, expected) => {
    expect(retryAfterMs(answer(429, headers).headers, NOW)).toBe(expected);
  });

  it('backs off without a Retry-After, with full jitter and a ceiling', () => {
    const waits = [1, 2, 3, 4, 5].map((attempt) =>
      waitBeforeRetry(answer(503), attempt, LIMITS, 0.5, NOW),
    );

    expect(waits).toEqual([500, 1000, 2000, 4000, 8000]);
    expect(waitBeforeRetry(answer(503), 20, { maxAttempts: 99, backoffMs: 1000 }, 1, NOW)).toBe(
      30_000,
    );
  });

  it('stops after the last attempt, after two that hang, and at what does not pass', () => {
    expect(waitBeforeRetry(answer(429), 6, LIMITS, 0.5, NOW)).toBeUndefined();
    expect(waitBeforeRetry(fault('Timeout', true), 1, LIMITS, 0.5, NOW)).toBe(500);
    expect(waitBeforeRetry(fault('Timeout', true), 2, LIMITS, 0.5, NOW)).toBeUndefined();
    expect(waitBeforeRetry(fault('NetworkError', true), 5, LIMITS, 0.5, NOW)).toBe(8000);
    expect(waitBeforeRetry(fault('NetworkError', false), 1, LIMITS, 0.5, NOW)).toBeUndefined();
  });
});
