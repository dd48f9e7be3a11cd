import { describe, expect, it } from 'vitest';
import { matches } from '#alerting/matches.ts';
import type { Alert, AlertMember, ProblemMember } from '#domain/alert.ts';
import type { AlertMatch } from '#domain/alert-policy.ts';
import { databaseId, SUBSCRIPTION } from '../harness/findings.ts';
import { alert, member } from './policies.ts';

const OTHER = '00000000-0000-0000-0000-00000000000f';

/** Flex: db1 in rg-prod. Severa: a vault in another subscription. */
const BOTH: readonly AlertMember[] = [
  member(),
  member({
    document: 'severa',
    claim: 'severa.keys',
    check: 'key-vault-purge-protection',
    resourceId: `/subscriptions/${OTHER}/resourceGroups/RG-Keys/providers/Microsoft.KeyVault/vaults/kv`,
  }),
];

describe('what an alert is like', () => {
  it.each<[AlertMatch, boolean]>([
    [{}, true],
    [{ kinds: ['violation', 'blind'] }, true],
    [{ kinds: ['blind'] }, false],
    [{ severities: ['critical', 'high'] }, true],
    [{ severities: ['critical'] }, false],
    [{ documents: ['flex'] }, true],
    [{ documents: ['flinker'] }, false],
    [{ claims: ['flex.*'] }, true],
    [{ claims: ['*.pitr', 'nothing'] }, true],
    [{ claims: ['flex'] }, false],
    [{ checks: ['sql-point-in-time-retention'] }, true],
    [{ checks: ['sql-*-tls'] }, false],
    [{ subscriptions: [SUBSCRIPTION] }, true],
    [{ subscriptions: [OTHER.toUpperCase()] }, true],
    [{ subscriptions: ['00000000-0000-0000-0000-000000000009'] }, false],
    [{ resourceGroups: ['rg-k*'] }, true],
    [{ resourceGroups: ['rg'] }, false],
    [{ resources: ['*/servers/sql-a/*'] }, true],
    [{ resources: ['*/MICROSOFT.KEYVAULT/*'] }, true],
    [{ resources: [databaseId('db2')] }, false],
  ])('%j is %s', (match, expected) => {
    expect(matches(match, alert({}, BOTH))).toBe(expected);
  });

  it.each<[string, AlertMatch, boolean]>([
    [
      'one member has all of it',
      { documents: ['flex'], checks: ['sql-*'], severities: ['high'] },
      true,
    ],
    ['each has a part of it', { documents: ['flex'], checks: ['key-*'] }, false],
    ['nobody has one of them', { documents: ['flex'], claims: ['flex.tde'] }, false],
    ['the severity is another', { documents: ['flex'], severities: ['low'] }, false],
  ])('demands that one member agrees with everything: %s', (_, match, expected) => {
    expect(matches(match, alert({}, BOTH))).toBe(expected);
  });

  it('looks at what is still open, and at all of it when nothing is', () => {
    const half = [member({}, 'over'), member({ document: 'severa' })];

    expect(matches({ documents: ['flex'] }, alert({}, half))).toBe(false);
    expect(matches({ documents: ['flex'] }, alert({}, [member({}, 'over')]))).toBe(true);
    expect(matches({ documents: ['flex'] }, alert({}, [member({}, 'unreadable')]))).toBe(true);
  });
});

describe('what else an alert may speak of', () => {
  const problem: ProblemMember = {
    kind: 'problem',
    key: 'p',
    state: 'failing',
    subscriptionId: SUBSCRIPTION,
    code: 'AuthorizationFailed',
    severity: 'high',
    count: 3,
    examples: [],
    claims: [
      { document: 'flex', claim: 'flex.pitr', summary: '' },
      { document: 'severa', claim: 'severa.keys', summary: '' },
    ],
  };
  const blind = (members: readonly AlertMember[], cause: Alert['cause']) =>
    alert({ kind: 'blind', cause }, members);
  const unreadable = blind([problem], {
    kind: 'unreadable',
    subscriptionId: SUBSCRIPTION,
    code: 'AuthorizationFailed',
  });
  const misread = blind([{ ...problem, claims: [] }], {
    kind: 'not-understood',
    subscriptionId: SUBSCRIPTION,
    check: 'sql-minimum-tls',
  });
  const unsaid = blind(
    [
      {
        kind: 'claim',
        key: 'c',
        state: 'failing',
        document: 'flex',
        claim: 'flex.uptime',
        summary: '',
        severity: 'low',
        status: 'unverified',
        reason: null,
      },
    ],
    { kind: 'document', document: 'flex' },
  );
  const storm = alert({ kind: 'storm', cause: { kind: 'storm', from: '' } }, [
    { kind: 'attached', key: 'al_2', state: 'failing', title: '', severity: 'high' },
  ]);
  const suspect = alert(
    { kind: 'suspect', cause: { kind: 'suspect', check: 'sql-tls', from: '' } },
    [],
  );
  const ownTrouble = blind([], { kind: 'monitor', code: 'DiskSpace' });

  const page = blind([{ ...problem, subscriptionId: '' }], {
    kind: 'unreadable',
    subscriptionId: '',
    code: 'NotReachable',
  });

  it.each<[string, Alert, AlertMatch, boolean]>([
    ['a problem', unreadable, { subscriptions: [SUBSCRIPTION] }, true],
    ['a page, which is in no subscription,', page, { subscriptions: ['*'] }, false],
    ['a page, which is in no subscription,', page, { claims: ['flex.*'] }, true],
    ['a problem', unreadable, { documents: ['severa'], claims: ['severa.*'] }, true],
    ['a problem', unreadable, { documents: ['severa'], claims: ['flex.*'] }, false],
    ['a problem', unreadable, { resourceGroups: ['*'] }, false],
    ['what is not understood', misread, { checks: ['sql-minimum-tls'] }, true],
    ['what is not understood', misread, { claims: ['*'] }, false],
    ['a claim', unsaid, { documents: ['flex'], claims: ['flex.uptime'] }, true],
    ['a claim', unsaid, { subscriptions: [SUBSCRIPTION] }, false],
    ['a storm', storm, { kinds: ['storm'] }, true],
    ['a storm', storm, { claims: ['*'] }, false],
    ['what makes suspect', suspect, { checks: ['sql-tls'] }, true],
    ['what makes suspect', suspect, { documents: ['flex'] }, false],
    ["the monitor's own trouble", ownTrouble, { kinds: ['blind'] }, true],
    ["the monitor's own trouble", ownTrouble, { subscriptions: ['*'] }, false],
  ])('%s: %#', (_, given, match, expected) => {
    expect(matches(match, given)).toBe(expected);
  });
});
