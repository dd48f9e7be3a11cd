import { describe, expect, it } from 'vitest';
import { decide } from '#alerting/decide.ts';
import { facetsOf } from '#alerting/facets.ts';
import { matches } from '#alerting/matches.ts';
import { type Today, takeOverAlert } from '#alerting/take-over-alert.ts';
import type { Alert, AlertMember, FindingMember, ProblemMember } from '#domain/alert.ts';
import { type ChangeAuthor, type Finding, findingKey } from '#domain/finding.ts';
import {
  author,
  claimResult,
  finding,
  minute,
  SUBSCRIPTION,
  subscriptionResult,
} from '../harness/findings.ts';
import { familyOf, sha256 } from '../harness/scan-steps.ts';
import { alert } from '../store/alerts.ts';
import { policy } from './policies.ts';

const TODAY = 'point-in-time-restore';
const WINDOW = 'sql-restore-window';
const RETENTION = 'sql-point-in-time-retention';

const failing = (changes: Partial<Finding> = {}): FindingMember =>
  memberOf({ check: RETENTION, status: 'fail', since: minute(1), ...changes });

function memberOf(
  changes: Partial<Finding>,
  state: FindingMember['state'] = 'failing',
): FindingMember {
  const of = finding(changes);
  return {
    kind: 'finding',
    key: findingKey(of),
    state,
    finding: of,
    summary: '',
    from: null,
    over: null,
  };
}

const nameToday = ({ check }: Pick<Finding, 'check'>) =>
  check.startsWith('sql-') ? TODAY : undefined;

function taken(
  of: Alert,
  nameOfClaim: Today['nameOfClaim'] = () => undefined,
  by: ChangeAuthor | null = null,
) {
  return takeOverAlert(of, { nameOf: nameToday, nameOfClaim, authorOf: () => by });
}

function violation(members: readonly AlertMember[], changes: Partial<Alert> = {}): Alert {
  return alert('al_1', {
    kind: 'violation',
    state: 'firing',
    toldAt: minute(1),
    members,
    ...changes,
  });
}

describe('takeOverAlert', () => {
  it('says nothing of an alert whose members are called as they were', () => {
    expect(taken(violation([memberOf({ check: 'location', status: 'fail' })]))).toBeUndefined();
  });

  it.each<[FindingMember['state'], FindingMember['state'], FindingMember['state']]>([
    ['failing', 'over', 'failing'],
    ['over', 'failing', 'failing'],
    ['unreadable', 'over', 'unreadable'],
    ['unreadable', 'failing', 'failing'],
  ])('makes one member of one that is %s and one that is %s: %s', (one, other, state) => {
    const members = [
      memberOf({ check: RETENTION, status: 'fail' }, one),
      memberOf({ check: WINDOW, status: 'fail' }, other),
      memberOf({ check: WINDOW, status: 'fail', claim: 'flex.other' }),
    ];

    const now = taken(violation(members));

    expect(now?.replaced).toEqual(members.map(({ key }) => key));
    expect(now?.alert.members).toMatchObject([
      { state, formerly: [RETENTION, WINDOW].sort(), finding: { check: TODAY } },
      { state: 'failing', formerly: [WINDOW] },
    ]);
    for (const one of now?.alert.members ?? [])
      expect(one.kind === 'finding' && findingKey(one.finding)).toBe(one.key);
  });

  it('is routed and silenced by the names of then as well', () => {
    const now = taken(violation([failing()]))?.alert;
    if (now === undefined) throw new Error('it has another name');

    expect(facetsOf(now)[0]?.checks).toEqual([TODAY, RETENTION]);
    expect(matches({ checks: [RETENTION] }, now)).toBe(true);
    expect(matches({ checks: [TODAY] }, now)).toBe(true);
    expect(matches({ checks: [WINDOW] }, now)).toBe(false);
  });

  it('knows who broke it where one of the several did: that is no news', () => {
    const members = taken(violation([failing()]), undefined, author())?.alert.members;

    expect(members).toMatchObject([{ finding: { changedBy: author() } }]);
  });

  it('calls what flaps by its name of today', () => {
    const { key } = failing();
    const flapping = violation([failing()], {
      kind: 'flapping',
      cause: { kind: 'flapping', finding: key },
    });

    const now = taken(flapping)?.alert;

    expect(now?.cause).toEqual({ kind: 'flapping', finding: now?.members[0]?.key });
  });

  const doubt = (
    check: string,
    claims: readonly string[],
    changes: Partial<ProblemMember> = {},
  ): ProblemMember => ({
    kind: 'problem',
    key: ['not-understood', SUBSCRIPTION, check].join('\u001f'),
    state: 'failing',
    subscriptionId: SUBSCRIPTION,
    code: check,
    severity: 'medium',
    count: 1,
    examples: [],
    claims: claims.map((claim) => ({ document: 'flex', claim, summary: '' })),
    ...changes,
  });
  const blind = (members: readonly AlertMember[], check: string): Alert =>
    violation(members, {
      kind: 'blind',
      cause: { kind: 'not-understood', subscriptionId: SUBSCRIPTION, check },
    });

  it('makes one doubt of several, as bad as the worst', () => {
    const members = [
      doubt('sql-tls', ['flex.tls']),
      doubt('storage-tls', ['flex.tls'], { severity: 'critical' }),
    ];

    const now = taken(blind(members, 'sql-tls'), () => ({
      check: 'encryption-in-transit',
    }));

    expect(now?.alert.cause).toMatchObject({ check: 'encryption-in-transit' });
    expect(now?.alert.members).toMatchObject([
      { code: 'encryption-in-transit', severity: 'critical', count: 2, state: 'failing' },
    ]);
    expect(now?.replaced).toHaveLength(2);
  });

  it('makes several doubts of one that other questions of its claims have', () => {
    const now = taken(
      blind([doubt('sql-places', ['flex.a', 'flex.b'])], 'sql-places'),
      ({ claim }) => ({ check: claim === 'flex.a' ? 'location' : 'regional-redundancy' }),
    );

    expect(now?.alert.members).toMatchObject([
      { code: 'location', claims: [{ claim: 'flex.a' }] },
      { code: 'regional-redundancy', claims: [{ claim: 'flex.b' }] },
    ]);
  });

  it('knows a type of which nothing is read for what it is called now', () => {
    const now = taken(
      blind([doubt('resource-type-coverage', ['flex.a'])], 'resource-type-coverage'),
      () => 'not-examined',
    );

    expect(now?.alert.cause).toEqual({
      kind: 'unreadable',
      subscriptionId: SUBSCRIPTION,
      code: 'NotCollected',
    });
    expect(now?.alert.members).toMatchObject([{ code: 'NotCollected' }]);
  });
});

describe('decide, of one finding that is open in two alerts', () => {
  const decideOn = (alerts: readonly Alert[], found: Finding | undefined) =>
    decide(
      {
        at: minute(20),
        alerts,
        transitions: [],
        acknowledgements: [],
        silences: [],
        held: [],
        scan: {
          scanId: 'scan',
          mode: 'full',
          whole: true,
          claims: [claimResult(found === undefined ? [] : [found])],
          changes: [],
          subscriptions: [subscriptionResult()],
          unverifiable: new Set(),
        },
        confirmed: new Map(),
        symptoms: null,
        policy: policy(),
      },
      familyOf,
      sha256,
    );

  const today = (changes: Partial<Finding>) =>
    finding({ check: TODAY, status: 'fail', ...changes });
  const two = [failing(), failing({ check: WINDOW })].flatMap((one, place) => {
    const now = taken(violation([one], { id: `al_${place}`, toldAt: minute(19) }));
    return now === undefined ? [] : [now.alert];
  });

  it('goes on in both while it fails, and nobody is told of it anew', () => {
    const { alerts, messages } = decideOn(two, today({ observed: 'in another form' }));

    expect(messages).toEqual([]);
    expect(alerts.map(({ id, state }) => [id, state])).toEqual([
      ['al_0', 'firing'],
      ['al_1', 'firing'],
    ]);
  });

  it('ends in both when it is mended', () => {
    const { alerts } = decideOn(two, today({ status: 'pass' }));

    expect(alerts.map(({ id, state }) => [id, state])).toEqual([
      ['al_0', 'recovering'],
      ['al_1', 'recovering'],
    ]);
  });
});
