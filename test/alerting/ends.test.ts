import { describe, expect, it } from 'vitest';
import { claimResult, finding, subscriptionResult } from '../harness/findings.ts';
import { createPromptScans } from '../harness/scan-steps.ts';

const READABLE = [subscriptionResult()];
const expired = () =>
  claimResult([], {
    status: 'expired',
    kinds: ['attest'],
    attestation: { owner: 'legal', every: 'P1Y', given: null, validUntil: null },
  });

describe('12: what is no longer asked is not mended', () => {
  it('12: an attestation of a claim that is no longer made was not renewed', () => {
    const scans = createPromptScans();
    scans.scan({ findings: [], claims: [expired()], subscriptions: READABLE });
    const { notifications } = scans.scan({ findings: [], claims: [], subscriptions: READABLE });

    expect(notifications.map(({ title }) => title)).toEqual([
      expect.stringContaining('no longer claimed'),
    ]);
  });

  it.each(['broken', 'unverified'] as const)(
    '12: a claim that is %s besides is not attested again',
    (status) => {
      const scans = createPromptScans();
      scans.scan({ findings: [], claims: [expired()], subscriptions: READABLE });
      const worse = { ...expired(), status };
      const { notifications } = scans.scan({
        findings: [],
        claims: [worse],
        subscriptions: READABLE,
      });

      const ends = notifications.filter(({ kind }) => kind === 'resolved');
      expect(ends).toEqual([]);
    },
  );

  it('12: a subscription that is in no scope any more is not readable again', () => {
    const scans = createPromptScans();
    const problems = [
      {
        operation: 'resources',
        code: 'AuthorizationFailed' as const,
        message: 'refused',
        permission: '*/read',
      },
    ];
    scans.scan({
      findings: [finding()],
      subscriptions: [{ ...subscriptionResult(problems), status: 'unreadable' }],
    });
    const { notifications } = scans.scan({ findings: [], subscriptions: [] });

    expect(notifications.map(({ title }) => title).join()).toContain('Nobody asks any more');
    expect(notifications.map(({ title }) => title).join()).not.toContain('Can be read again');
  });
});
