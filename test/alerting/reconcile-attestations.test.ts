import { describe, expect, it } from 'vitest';
import { matches } from '#alerting/matches.ts';
import type { ClaimResult } from '#domain/scan.ts';
import { claimResult, subscriptionResult } from '../harness/findings.ts';
import { createPromptScans } from '../harness/scan-steps.ts';

const subscriptions = [subscriptionResult()];
/** Scans are dated 2026-11-21; see the harness. */
const OVER = '2026-01-01T00:00:00.000Z';
const SOON = '2026-12-10T00:00:00.000Z';
const LATER = '2027-12-10T00:00:00.000Z';

function claim(
  id: string,
  status: ClaimResult['status'],
  validUntil: string | null,
  owner = 'legal',
  remindFrom: string | null = OVER,
): ClaimResult {
  return claimResult([], {
    id,
    status,
    kinds: ['attest'],
    attestation: { owner, every: 'P1Y', given: null, validUntil, remindFrom },
  });
}

describe('reconcileAttestations', () => {
  it('reminds the owner before the end, once, and tells the same alert on when it was in vain', () => {
    const scans = createPromptScans();
    const scan = (claims: readonly ClaimResult[]) =>
      scans.scan({ findings: [], claims: [...claims], subscriptions });

    const reminded = scan([claim('a', 'attested', SOON)]);
    const same = scan([claim('a', 'attested', SOON)]);
    const lapsed = scan([claim('a', 'expired', OVER)]);
    const renewed = scan([claim('a', 'attested', LATER, 'legal', LATER)]);

    expect(reminded.notifications).toMatchObject([
      { kind: 'firing', about: 'expired', severity: 'low' },
    ]);
    expect(reminded.notifications[0]?.title).toBe('legal: attestation ends soon (a)');
    expect(reminded.notifications[0]?.items[0]?.reason).toContain('ends on 2026-12-10');
    expect(same.notifications).toEqual([]);
    expect(lapsed.notifications).toMatchObject([{ kind: 'updated', about: 'expired' }]);
    expect(lapsed.notifications[0]?.title).toContain('missing or out of date');
    expect(renewed.notifications).toMatchObject([{ kind: 'resolved' }]);
    const ids = [reminded, lapsed, renewed].map(({ notifications }) => notifications[0]?.alertId);
    expect(new Set(ids).size).toBe(1);
  });

  it('reminds of a claim that is broken besides, and of none that is renewed', () => {
    const told = (one: ClaimResult) =>
      createPromptScans()
        .scan({ findings: [], claims: [one], subscriptions })
        .notifications.map(({ about }) => about);

    expect(told(claim('a', 'broken', SOON))).toEqual(['expired']);
    expect(told(claim('a', 'attested', LATER, 'legal', LATER))).toEqual([]);
    expect(told(claim('a', 'attested', SOON, 'legal', null))).toEqual([]);
  });

  it('is one alert per owner over all documents, which routes find by the owner', () => {
    const scans = createPromptScans();
    const { notifications, decision } = scans.scan({
      findings: [],
      claims: [
        claim('a', 'expired', null, 'legal'),
        { ...claim('b', 'expired', null, 'legal'), document: 'other' },
        claim('c', 'expired', null, 'security'),
      ],
      subscriptions,
    });

    expect(notifications.map(({ title }) => title)).toEqual([
      'legal: attestation missing or out of date (a and 1 more)',
      'security: attestation missing or out of date (c)',
    ]);
    const of = (owners: readonly string[]) =>
      decision.alerts.filter((alert) => matches({ owners }, alert)).map(({ cause }) => cause);
    expect(of(['leg*'])).toEqual([{ kind: 'owner', owner: 'legal' }]);
    expect(of(['nobody'])).toEqual([]);
  });

  it('goes on with what an earlier version told of by document', () => {
    const scans = createPromptScans();
    const nameless = { ...claim('a', 'expired', null), attestation: null };
    const before = scans.scan({ findings: [], claims: [nameless], subscriptions });
    const now = scans.scan({ findings: [], claims: [claim('a', 'expired', null)], subscriptions });
    const over = scans.scan({
      findings: [],
      claims: [claim('a', 'attested', LATER, 'legal', LATER)],
      subscriptions,
    });

    expect(before.notifications).toHaveLength(1);
    expect(now.notifications).toEqual([]);
    expect(over.notifications).toMatchObject([{ kind: 'resolved' }]);
  });
});
