import { describe, expect, it } from 'vitest';
import type { Symptom } from '#domain/symptom.ts';
import { claimResult, databaseId, finding, minute, SUBSCRIPTION } from '../harness/findings.ts';
import { createScans } from '../harness/scan-steps.ts';

const signIn: Symptom = {
  code: 'SignInFailed',
  severity: 'critical',
  message: 'No token since 10:00: the secret has expired.',
  remedy: 'Give the service a new secret.',
};

describe('symptoms', () => {
  it('A8: are told at once, with what to do, and are over when they are gone for five minutes', () => {
    const scans = createScans();
    scans.scan({ findings: [finding()], at: 0 });

    const [told] = scans.tick(1, [signIn]);
    const still = scans.tick(2, [{ ...signIn, message: 'No token for 2 minutes.' }]);
    const nobodyLooked = scans.scan({ findings: [finding()], at: 3 });
    const gone = scans.tick(4, []);

    expect(told).toMatchObject({
      kind: 'firing',
      about: 'blind',
      severity: 'critical',
      title: 'The monitor itself has a fault: sign in failed',
      items: [
        {
          reason: 'No token since 10:00: the secret has expired. Give the service a new secret.',
          remediation: null,
        },
      ],
      where: { subscriptionIds: [] },
    });
    expect(still).toEqual([]);
    expect(nobodyLooked.changedAlerts).toEqual([]);
    expect(gone).toEqual([]);
    expect(scans.tick(9, [])).toMatchObject([
      {
        kind: 'resolved',
        title: 'The fault of the monitor is over: sign in failed',
        resolvedAt: minute(4),
      },
    ]);
  });

  it('A8: one that becomes worse is told at once', () => {
    const scans = createScans();
    scans.tick(1, [{ ...signIn, severity: 'high' }]);

    expect(scans.tick(2, [signIn])).toMatchObject([{ kind: 'updated', severity: 'critical' }]);
  });

  it('A8: one that comes back while it recovers is the same alert and no second page', () => {
    const scans = createScans();
    scans.tick(1, [signIn]);
    scans.tick(2, []);

    expect(scans.tick(3, [signIn])).toEqual([]);
    expect(scans.alerts()).toMatchObject([{ state: 'firing', recoveringSince: null }]);
  });

  it('A7: a failed sign-in speaks for every subscription that cannot be read because of it', () => {
    const scans = createScans();
    scans.tick(0, [signIn]);
    const problem = { code: 'AuthorizationFailed', permission: null } as const;
    const blind = {
      findings: [finding({ status: 'unknown', problem })],
      problems: [{ operation: 'x', message: 'x', ...problem }],
    };
    scans.scan({ ...blind, at: 1 });

    expect(scans.scan({ ...blind, at: 2 }).notifications).toEqual([]);
    expect(scans.open().map(({ cause, mute }) => [cause.kind, mute?.because])).toEqual([
      ['monitor', undefined],
      ['unreadable', 'inhibition'],
    ]);

    const told = [scans.tick(3, []), scans.tick(8, [])].flat();
    expect(told.map(({ kind, title }) => [kind, title.split(':')[0]])).toEqual([
      ['firing', 'Cannot be verified'],
      ['resolved', 'The fault of the monitor is over'],
    ]);
  });

  it('A7: an unreadable subscription speaks for what else cannot be read in it', () => {
    const scans = createScans();
    const refused = (code: 'AuthorizationFailed' | 'Timeout', n: number) => ({
      operation: `list ${String(n)}`,
      code,
      message: 'x',
      permission: null,
    });
    const problems = [
      refused('Timeout', 0),
      refused('AuthorizationFailed', 1),
      refused('AuthorizationFailed', 2),
    ];
    const subscription = {
      id: SUBSCRIPTION,
      name: 'prod',
      resources: 0,
      problems,
    };
    const unreadable = { subscriptions: [{ ...subscription, status: 'unreadable' as const }] };
    const partial = { subscriptions: [{ ...subscription, status: 'partial' as const }] };
    scans.scan({ findings: [], ...unreadable });

    const one = scans.scan({ findings: [], ...unreadable }).notifications;
    const both = scans.scan({ findings: [], ...partial }).notifications;

    expect(one.map(({ title }) => title)).toEqual([expect.stringContaining('AuthorizationFailed')]);
    expect(both.map(({ title }) => title)).toEqual([expect.stringContaining('Timeout')]);
  });
});

describe('canary', () => {
  const canary = 'flex.canary';
  const bird = (status: 'fail' | 'pass' | 'unknown') =>
    finding({ status, claim: canary, resourceId: databaseId('canary', 'sql-canary') });

  it('A16: its violation is no alert', () => {
    const scans = createScans({ canary });

    expect(scans.scan({ findings: [bird('fail')] }).changedAlerts).toEqual([]);
  });

  it.each(['pass', 'unknown'] as const)(
    'A16: a whole scan that sees it %s is told at once, until it is broken again',
    (status) => {
      const scans = createScans({ canary });
      scans.scan({ findings: [bird('fail')] });

      const part = scans.scan({ findings: [bird(status)], whole: false, at: 5 });
      const told = scans.scan({ findings: [bird(status)], at: 10 }).notifications;
      const ticked = scans.tick(11, []);
      scans.scan({ findings: [bird('fail')], at: 12 });

      expect(part.notifications).toEqual([]);
      expect(told.filter(({ title }) => title.includes('canary holds'))).toMatchObject([
        { kind: 'firing', about: 'blind', severity: 'critical' },
      ]);
      expect(ticked).toEqual([]);
      expect(scans.tick(17, []).filter(({ title }) => title.includes('canary'))).toMatchObject([
        { kind: 'resolved' },
      ]);
    },
  );

  it('A16: a scan of a part in which it is not broken ends nothing, nor does its flapping tell', () => {
    const scans = createScans({ canary });
    for (let at = 0; at < 8; at += 1)
      scans.scan({ findings: [bird(at % 2 === 0 ? 'fail' : 'pass')], at });

    scans.scan({ findings: [bird('pass')], whole: false, at: 10 });

    expect(scans.open()).toMatchObject([{ cause: { code: 'CanaryHolds' } }]);
    expect(scans.alerts()).toHaveLength(1);
  });

  it('A16: one that cannot be read is no claim of its document that cannot be verified', () => {
    const scans = createScans({ canary });
    const claim = claimResult([], { id: canary, status: 'unverified' });
    for (const at of [0, 10, 20]) scans.scan({ findings: [], claims: [claim], at });

    expect(scans.alerts().map(({ cause }) => cause.kind)).toEqual(['monitor']);
  });

  it('A16: one that was not verified at all is told too', () => {
    const { notifications } = createScans({ canary }).scan({ findings: [finding()] });

    expect(notifications[0]?.items[0]?.reason).toContain('was not verified at all');
  });
});
