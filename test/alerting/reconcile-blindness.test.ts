import { describe, expect, it } from 'vitest';
import { claimKey } from '#alerting/unread.ts';
import type { UnavailableCode } from '#domain/reading.ts';
import type { Problem } from '#domain/scan.ts';
import { claimResult, databaseId, finding, SUBSCRIPTION } from '../harness/findings.ts';
import { createPromptScans } from '../harness/scan-steps.ts';

const unknown = (name = 'db1') => finding({ status: 'unknown', resourceId: databaseId(name) });

const unreadable = (code: UnavailableCode = 'AuthorizationFailed', name = 'db1') =>
  finding({ status: 'unknown', resourceId: databaseId(name), problem: { code, permission: null } });

function refused(what: string): Problem {
  return {
    operation: what,
    code: 'AuthorizationFailed',
    message: 'the identity lacks a permission',
    permission: 'Microsoft.Sql/servers/databases/read',
  };
}

describe('reconcile: what cannot be read', () => {
  it('gives one alert per subscription and code, however many resources', () => {
    const problems = Array.from({ length: 300 }, (_, n) => refused(`database ${String(n)}`));
    const throttled: Problem = { ...refused('server'), code: 'Throttled', permission: null };

    const { notifications } = createPromptScans().scan({
      findings: [unreadable(), unreadable('AuthorizationFailed', 'db2')],
      problems: [...problems, throttled],
    });

    expect(notifications.map(({ title, counts }) => [title, counts.items])).toEqual([
      ['Grant Microsoft.Sql/servers/databases/read: 1 claim cannot be verified', 300],
      ['Cannot be verified: Azure cannot be read (Throttled), 1 claim', 1],
    ]);
    expect(notifications.map(({ where }) => where.subscriptionIds)).toEqual([
      [SUBSCRIPTION],
      [SUBSCRIPTION],
    ]);
    expect(notifications[0]).toMatchObject({
      about: 'blind',
      severity: 'high',
      claims: [{ claim: 'flex.pitr' }],
    });
    expect(notifications[0]?.items[0]?.remediation).toContain(
      'Microsoft.Sql/servers/databases/read',
    );
  });

  it('ends when it is readable again, and tells nothing in between', () => {
    const scans = createPromptScans();
    scans.scan({ findings: [unreadable()], problems: [refused('a')] });

    const still = scans.scan({ findings: [unreadable()], problems: [refused('a'), refused('b')] });
    const over = scans.scan({ findings: [finding()] });

    expect(still.notifications).toEqual([]);
    expect(over.notifications).toMatchObject([{ about: 'blind', kind: 'resolved' }]);
  });

  it('does not end in an incremental scan that did not ask again', () => {
    const scans = createPromptScans();
    scans.scan({ findings: [unreadable()], problems: [refused('a')] });

    const incremental = scans.scan({ findings: [unreadable()], mode: 'incremental' });

    expect(incremental.notifications).toEqual([]);
    expect(scans.open()).toHaveLength(1);
  });

  it('does not end in a scan of a part', () => {
    const scans = createPromptScans();
    scans.scan({ findings: [unreadable()], problems: [refused('a')] });

    expect(scans.scan({ findings: [], whole: false }).notifications).toEqual([]);
    expect(scans.open()).toHaveLength(1);
  });

  it('takes what a subscription leaves unread for the same cause, whatever the code there', () => {
    const { notifications } = createPromptScans().scan({
      findings: [unreadable('Incomplete')],
      problems: [refused('inventory')],
    });

    expect(notifications).toHaveLength(1);
  });

  it('tells of a finding that could not be read although its subscription has no problem', () => {
    const scans = createPromptScans();
    const first = scans.scan({ findings: [unreadable('Timeout')] });
    const over = scans.scan({ findings: [finding()] });

    expect(first.notifications[0]?.title).toContain('Timeout');
    expect(over.notifications).toMatchObject([{ kind: 'resolved', about: 'blind' }]);
  });

  it('names the check where everything was read and not understood', () => {
    const scans = createPromptScans();
    const first = scans.scan({ findings: [unknown(), unknown('db2')] });
    const second = scans.scan({ findings: [unknown(), unknown('db2')] });
    const over = scans.scan({ findings: [finding(), finding({ resourceId: databaseId('db2') })] });

    expect(first.notifications).toMatchObject([{ kind: 'firing', counts: { items: 2 } }]);
    expect(first.notifications[0]?.title).toContain('sql-point-in-time-retention');
    expect(second.notifications).toEqual([]);
    expect(over.notifications).toMatchObject([{ kind: 'resolved' }]);
  });
});

describe('reconcile: claims that nothing in Azure explains', () => {
  const claim = (id: string, status: 'expired' | 'attested' | 'unverified' | 'holds') =>
    claimResult([], { id, status, reason: 'no attestation' });

  it('gives one alert per document for attestations, updates it and ends it', () => {
    const scans = createPromptScans();
    const first = scans.scan({
      findings: [],
      claims: [claim('a', 'expired'), claim('b', 'attested')],
    });
    const same = scans.scan({
      findings: [],
      claims: [claim('a', 'expired'), claim('b', 'attested')],
    });
    const more = scans.scan({
      findings: [],
      claims: [claim('a', 'expired'), claim('b', 'expired')],
    });
    const fewer = scans.scan({
      findings: [],
      claims: [claim('a', 'attested'), claim('b', 'expired')],
    });
    const over = scans.scan({
      findings: [],
      claims: [claim('a', 'attested'), claim('b', 'attested')],
    });

    expect(first.notifications).toMatchObject([
      { kind: 'firing', about: 'expired', counts: { claims: 1 } },
    ]);
    expect(same.notifications).toEqual([]);
    expect(more.notifications).toMatchObject([{ kind: 'updated', counts: { claims: 2 } }]);
    expect(fewer.notifications).toEqual([]);
    expect(over.notifications).toMatchObject([{ kind: 'resolved', sequence: 3 }]);
  });

  it('tells of an unverified claim only where Azure does not explain it', () => {
    const alone = createPromptScans().scan({ findings: [], claims: [claim('a', 'unverified')] });
    const explained = createPromptScans().scan({
      findings: [],
      claims: [claim('a', 'unverified')],
      problems: [refused('x')],
    });

    expect(alone.notifications).toMatchObject([{ about: 'blind', claims: [{ claim: 'a' }] }]);
    expect(explained.notifications.map(({ title }) => title)).toEqual([
      'Grant Microsoft.Sql/servers/databases/read: 1 claim cannot be verified',
    ]);
  });

  it('wakes nobody for a claim that no check exists for, and still tells of the others', () => {
    const [a, b] = [claim('a', 'unverified'), claim('b', 'unverified')];
    const told = createPromptScans().scan({
      findings: [],
      claims: [a, b],
      unverifiable: [claimKey(a)],
    });
    const expired = createPromptScans().scan({
      findings: [],
      claims: [claim('a', 'expired')],
      unverifiable: [claimKey(a)],
    });

    expect(told.notifications).toMatchObject([{ about: 'blind', claims: [{ claim: 'b' }] }]);
    expect(expired.notifications).toMatchObject([{ about: 'expired', claims: [{ claim: 'a' }] }]);
    expect(expired.notifications[0]?.notes).toEqual([expect.stringContaining('vouches for it')]);
  });

  it('ends for a claim that is no longer made, in a whole scan only', () => {
    const scans = createPromptScans();
    scans.scan({ findings: [], claims: [claim('a', 'expired')] });

    expect(scans.scan({ findings: [], claims: [], whole: false }).notifications).toEqual([]);
    expect(scans.scan({ findings: [], claims: [] }).notifications).toMatchObject([
      { kind: 'resolved' },
    ]);
  });
});
