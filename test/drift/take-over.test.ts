import { describe, expect, it } from 'vitest';
import type { Finding } from '#domain/finding.ts';
import type { LastRead, RecordedFinding } from '#domain/recorded.ts';
import { FINDING_STATUSES, type FindingStatus } from '#domain/status.ts';
import { compareResource, type ResourceComparison } from '#drift/compare-resource.ts';
import { type Successor, takeOverFindings } from '#drift/take-over.ts';
import { author, databaseId, finding, minute } from '../harness/findings.ts';

const toOne: Successor = () => ({ check: 'point-in-time-restore' });

function recorded(changes: Partial<Finding>, lastRead: LastRead | null = null): RecordedFinding {
  return { finding: finding({ since: minute(5), ...changes }), lastRead };
}

const retention = (changes: Partial<Finding>) =>
  recorded({ check: 'sql-point-in-time-retention', ...changes });
const window = (changes: Partial<Finding>) => recorded({ check: 'sql-restore-window', ...changes });

function known(status: LastRead['status']): LastRead {
  return { status, observed: 'as it was', since: minute(1), changedBy: null };
}

describe('takeOverFindings', () => {
  it.each<[FindingStatus, FindingStatus]>(
    FINDING_STATUSES.flatMap((one, place) =>
      FINDING_STATUSES.slice(place).map((other): [FindingStatus, FindingStatus] => [one, other]),
    ),
  )('makes one of %s and %s: the first, whatever their order', (worse, better) => {
    for (const [a, b] of [
      [worse, better],
      [better, worse],
    ] as const) {
      const taken = takeOverFindings([retention({ status: a }), window({ status: b })], toOne);

      expect(taken.findings.map((one) => [one.finding.check, one.finding.status])).toEqual([
        ['point-in-time-restore', worse],
      ]);
      expect(taken.findings[0]?.formerly).toEqual([
        'sql-point-in-time-retention',
        'sql-restore-window',
      ]);
      expect(taken.removed).toHaveLength(2);
    }
  });

  it('keeps the earliest time of those that are as bad, and the author of any of them', () => {
    const by = author();
    const taken = takeOverFindings(
      [
        retention({ status: 'fail', since: minute(3), changedBy: by }),
        window({ status: 'fail', since: minute(2), evidence: [`sha256:${'1'.repeat(64)}`] }),
        recorded({ check: 'storage-blob-point-in-time-restore', status: 'pass', since: minute(1) }),
      ],
      toOne,
    );

    expect(taken.findings[0]?.finding).toMatchObject({ since: minute(2), changedBy: by });
    expect(taken.findings[0]?.finding.evidence).toHaveLength(2);
  });

  it.each<[string, LastRead | null, FindingStatus, LastRead['status'] | null]>([
    ['a violation before it was', known('fail'), 'pass', 'fail'],
    ['nothing before it was', null, 'pass', null],
    ['a pass before it was, beside a pass', known('pass'), 'pass', 'pass'],
    ['a pass before it was, beside what is excepted', known('pass'), 'excepted', 'excepted'],
  ])('remembers of what is unreadable in a part: %s', (_, lastRead, beside, remembered) => {
    const blind = recorded({ check: 'sql-restore-window', status: 'unknown' }, lastRead);

    const taken = takeOverFindings([blind, retention({ status: beside })], toOne);

    expect(taken.findings[0]?.finding.status).toBe('unknown');
    expect(taken.findings[0]?.lastRead?.status ?? null).toBe(remembered);
  });

  it('drops what nothing asks any more, but for a violation', () => {
    const entries = FINDING_STATUSES.map((status) =>
      recorded({ check: `sql-${status}`, status }),
    ).concat(recorded({ check: 'sql-was-failing', status: 'unknown' }, known('fail')));

    const taken = takeOverFindings(entries, () => 'nothing');

    expect(taken.findings.map((one) => one.finding.check)).toEqual(['sql-fail', 'sql-was-failing']);
    expect(taken.removed).toHaveLength(4);
  });

  it('takes what it has taken over for what it is, when it is done again', () => {
    const once = takeOverFindings([retention({ status: 'fail' })], toOne);

    const twice = takeOverFindings(once.findings, () => 'same');

    expect(twice).toEqual({ findings: once.findings, removed: [] });
  });

  it('keeps what the question has told by itself', () => {
    const own = recorded({ check: 'point-in-time-restore', status: 'pass' });
    const successorOf: Successor = ({ check }) =>
      check.startsWith('sql-') ? toOne(own.finding) : 'same';

    const taken = takeOverFindings([own, retention({ status: 'fail' })], successorOf);

    expect(taken.findings.map((one) => one.finding.status)).toEqual(['pass']);
  });
});

describe('compareResource of what was taken over', () => {
  const asked = (status: FindingStatus, changes: Partial<Finding> = {}) =>
    finding({
      check: 'point-in-time-restore',
      status,
      observed: 'in another form',
      expected: 'in another form',
      readAt: minute(9),
      ...changes,
    });

  function compare(
    previous: readonly RecordedFinding[],
    current: readonly Finding[],
    more: Partial<ResourceComparison> = {},
  ) {
    return compareResource({
      resourceId: databaseId('db1'),
      previous,
      current,
      at: minute(9),
      firstScan: false,
      absence: () => 'not-claimed',
      ...more,
    });
  }

  const taken = (status: FindingStatus, lastRead: LastRead | null = null) => ({
    ...recorded({ check: 'point-in-time-restore', status }, lastRead),
    formerly: ['sql-restore-window'],
  });

  it.each<[FindingStatus, FindingStatus, string | undefined]>([
    ['fail', 'fail', undefined],
    ['pass', 'pass', undefined],
    ['unknown', 'unknown', undefined],
    ['pass', 'not-applicable', undefined],
    ['excepted', 'excepted', undefined],
    // Nobody saw it begin: it may have been so all the time.
    ['pass', 'fail', 'found-failing'],
    ['excepted', 'fail', 'found-failing'],
    ['unknown', 'fail', 'found-failing'],
    ['fail', 'pass', 'stopped-failing'],
    ['fail', 'unknown', 'became-unreadable'],
    ['unknown', 'pass', 'readable-again'],
  ])('%s, then %s by the question: %s', (was, is, kind) => {
    const { changes } = compare([taken(was)], [asked(is)]);

    expect(changes.map((change) => change.kind)).toEqual(kind === undefined ? [] : [kind]);
  });

  it('writes it in today’s form, once, and compares as ever from then on', () => {
    const first = compare([taken('fail')], [asked('fail')]);
    expect(first.update.changed).toMatchObject([{ finding: { since: minute(5) } }]);
    expect(first.update.changed[0]?.formerly).toBeUndefined();

    const second = compare(first.update.changed, [asked('pass')]);
    expect(second.changes).toMatchObject([
      { kind: 'stopped-failing', ended: { because: 'passes' } },
    ]);
  });

  it.each<[string, Partial<Finding>, string]>([
    ['the question alone', {}, 'claim-changed'],
    ['a write of somebody', { changedBy: author() }, 'passes'],
  ])('does not call mended what passes by %s', (_, changes, because) => {
    const { changes: told } = compare([taken('fail')], [asked('pass', changes)]);

    expect(told).toMatchObject([{ ended: { because } }]);
  });

  it('keeps what it is marked with until it is read anew', () => {
    const blind = compare([taken('fail')], [asked('unknown')]).update.changed;
    expect(blind).toMatchObject([
      { formerly: ['sql-restore-window'], lastRead: { status: 'fail' } },
    ]);
    expect(compare(blind, [asked('fail')]).changes.map(({ kind }) => kind)).toEqual([
      'readable-again',
    ]);

    const before = taken('pass');
    const carried = compare([before], [before.finding]);
    expect(carried.update.changed).toEqual([]);
  });

  it('lets go of what only a former check told, unless it failed', () => {
    const of = (status: FindingStatus) => ({
      ...recorded({ check: 'point-in-time-restore', status, item: 'vm-old' }),
      formerly: ['recovery-vault-item-freshness'],
    });

    expect(compare([of('pass')], [asked('pass')]).changes).toEqual([]);
    expect(compare([of('pass')], [asked('pass')]).update.removed).toHaveLength(1);
    expect(compare([of('fail')], [asked('pass')]).changes).toMatchObject([{ kind: 'not-claimed' }]);
    // The whole resource is gone: that has happened.
    expect(compare([of('pass')], [], { absence: () => 'gone' }).changes).toMatchObject([
      { kind: 'gone' },
    ]);
  });
});
