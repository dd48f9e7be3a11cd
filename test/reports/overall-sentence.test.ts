import { describe, expect, it } from 'vitest';
import { CLAIM_STATUSES, type ClaimStatus } from '#domain/status.ts';
import { overallSentence } from '#reports/overall-sentence.ts';
import { claimResult } from '../harness/findings.ts';
import { scanResult, subscription } from '../harness/scan-result.ts';

function sentence(statuses: readonly ClaimStatus[], isRead = true): string {
  const claims = statuses.map((status) => claimResult([], { status }));
  const subscriptions = [subscription({ status: isRead ? 'complete' : 'partial' })];
  return overallSentence(scanResult(claims, { scan: { subscriptions } }));
}

describe('overall sentence', () => {
  it('E3: says that every claim was verified only where every one holds and everything was read', () => {
    const all = CLAIM_STATUSES.flatMap((a) => CLAIM_STATUSES.map((b) => [a, b] as const));

    expect(sentence(['holds', 'holds'])).toBe('Every claim was verified and holds: 2 holds.');
    for (const pair of all) {
      const says = sentence(pair).startsWith('Every claim was verified');
      expect(says).toBe(pair.every((status) => status === 'holds'));
      expect(sentence(pair, false)).not.toContain('Every claim was verified');
    }
    expect(all).toHaveLength(64);
  });

  it.each(CLAIM_STATUSES)('names the worst of them: %s beside one that holds', (status) => {
    expect(sentence(['holds', status])).toContain(status);
  });

  it('says that something is not true for what is broken, and for nothing else', () => {
    for (const status of CLAIM_STATUSES)
      expect(sentence([status]).startsWith('Not every claim is true')).toBe(status === 'broken');
  });

  it('of nothing says nothing', () => {
    expect(sentence([])).toBe('No claim was looked at: nothing is verified.');
  });
});
