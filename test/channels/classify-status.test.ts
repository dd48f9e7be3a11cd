import { describe, expect, it } from 'vitest';
import { classifyStatus, retryAfterMs } from '#channels/classify-status.ts';

const RETRYABLE = [408, 425, 429];

describe('classifyStatus', () => {
  it('decides every status (A21) from 100 to 599', () => {
    const statuses = Array.from({ length: 500 }, (_, n) => n + 100);

    for (const status of statuses) {
      const delivery = classifyStatus(status);
      const isGood = status >= 200 && status <= 299;
      expect(delivery.outcome, String(status)).toBe(isGood ? 'delivered' : 'failed');
      expect(delivery.status).toBe(status);
      if (delivery.outcome !== 'failed') continue;
      expect(delivery.retryable, String(status)).toBe(status >= 500 || RETRYABLE.includes(status));
      expect(delivery.reason).toBe(`status ${String(status)}`);
      expect(delivery.isGone, String(status)).toBe(status === 410 ? true : undefined);
    }
  });
});

describe('retryAfterMs', () => {
  const now = Date.UTC(2026, 0, 1, 0, 0, 0);

  it.each([
    ['30', 30_000],
    [' 30 ', 30_000],
    ['0', 1_000],
    ['999999999999', 3_600_000],
    ['Thu, 01 Jan 2026 00:02:00 GMT', 120_000],
    ['Wed, 31 Dec 2025 00:00:00 GMT', 1_000],
    ['Fri, 01 Jan 2027 00:00:00 GMT', 3_600_000],
    ['-5', undefined],
    ['1.5', undefined],
    ['soon', undefined],
    ['2026', 2_026_000],
    ['', undefined],
    [undefined, undefined],
  ])('reads %j as %j', (header, wait) => {
    expect(retryAfterMs(header, now)).toBe(wait);
  });
});
