import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding } from '#domain/finding.ts';
import { findingKey } from '#domain/finding.ts';
import type { RecordedFinding } from '#domain/recorded.ts';
import { FINDING_STATUSES, type FindingStatus } from '#domain/status.ts';
import { compareResource, type ResourceComparison } from '#drift/compare-resource.ts';
import { unseenFindings } from '#drift/unseen-findings.ts';
import { author, databaseId, finding, minute } from '../harness/findings.ts';

function compare(changes: Partial<ResourceComparison>) {
  return compareResource({
    resourceId: databaseId('db1'),
    previous: [],
    current: [],
    at: minute(9),
    firstScan: false,
    absence: () => 'not-asked',
    ...changes,
  });
}

/** What the state holds after the given readings, one a minute. */
function recorded(...statuses: FindingStatus[]): RecordedFinding[] {
  let previous: readonly RecordedFinding[] = [];
  for (const [index, status] of statuses.entries()) {
    const { update } = compare({ previous, current: [finding({ status })], at: minute(index) });
    previous = applied(previous, update);
  }
  return [...previous];
}

function applied(
  previous: readonly RecordedFinding[],
  update: ReturnType<typeof compareResource>['update'],
): RecordedFinding[] {
  const state = new Map(previous.map((entry) => [findingKey(entry.finding), entry]));
  for (const entry of update.changed) state.set(findingKey(entry.finding), entry);
  for (const key of update.removed) state.delete(key);
  return [...state.values()];
}

describe('compareResource', () => {
  it.each<[FindingStatus[], FindingStatus, string | undefined]>([
    [[], 'fail', 'found-failing'],
    [[], 'pass', 'appeared'],
    [[], 'unknown', 'appeared'],
    [['pass'], 'fail', 'started-failing'],
    [['unknown'], 'fail', 'found-failing'],
    [['pass', 'unknown'], 'fail', 'started-failing'],
    [['not-applicable'], 'fail', 'started-failing'],
    [['excepted'], 'fail', 'started-failing'],
    [['fail'], 'pass', 'stopped-failing'],
    [['fail'], 'not-applicable', 'stopped-failing'],
    [['fail'], 'excepted', 'stopped-failing'],
    [['fail', 'unknown'], 'pass', 'stopped-failing'],
    [['fail', 'unknown'], 'fail', 'readable-again'],
    [['fail', 'unknown', 'unknown'], 'fail', 'readable-again'],
    [['pass', 'unknown'], 'pass', 'readable-again'],
    [['unknown'], 'pass', 'readable-again'],
    [['pass'], 'unknown', 'became-unreadable'],
    [['fail'], 'unknown', 'became-unreadable'],
    [['unknown'], 'unknown', undefined],
    [['fail'], 'fail', undefined],
    [['pass'], 'pass', undefined],
    [['excepted'], 'pass', 'value-changed'],
  ])('after %j calls a finding that is now %s %s', (before, now, kind) => {
    const { changes } = compare({
      previous: recorded(...before),
      current: [finding({ status: now })],
    });

    expect(changes.map((change) => change.kind)).toEqual(kind === undefined ? [] : [kind]);
  });

  it('takes what passes at the very first scan as the baseline and what fails as a violation', () => {
    const passes = finding();
    const fails = finding({ status: 'fail', claim: 'flex.tls' });

    const { changes } = compare({ current: [passes, fails], firstScan: true });

    expect(changes).toMatchObject([
      { kind: 'found-failing', finding: { claim: 'flex.tls' }, before: null },
    ]);
  });

  it('does not say that a known resource appeared because of a new claim', () => {
    const current = [finding(), finding({ claim: 'flex.new' })];

    expect(compare({ previous: recorded('pass'), current }).changes).toEqual([]);
  });

  it('records a value that changed while passing, with what it was', () => {
    const current = [finding({ observed: { days: 28 } })];

    expect(compare({ previous: recorded('pass'), current }).changes).toMatchObject([
      { kind: 'value-changed', before: { status: 'pass', observed: { days: 35 } } },
    ]);
  });

  it('shows the value before a violation although the resource was unreadable in between', () => {
    const { changes } = compare({
      previous: recorded('pass', 'unknown'),
      current: [finding({ status: 'fail' })],
    });

    expect(changes[0]?.before).toEqual({ status: 'pass', observed: { days: 35 } });
  });

  it.each<[FindingStatus[], FindingStatus, number]>([
    [['fail', 'fail'], 'fail', 0],
    [['pass', 'fail'], 'fail', 1],
    [['fail', 'unknown'], 'fail', 0],
    [['pass', 'unknown'], 'pass', 9],
    [['pass', 'unknown', 'unknown'], 'unknown', 1],
    [['pass'], 'fail', 9],
  ])('after %j dates a finding that is now %s from minute %i', (before, now, since) => {
    const { findings } = compare({
      previous: recorded(...before),
      current: [finding({ status: now })],
    });

    expect(findings[0]?.since).toBe(minute(since));
  });

  it('compares resource ids without case', () => {
    const current = [finding({ status: 'fail', resourceId: databaseId('DB1').toUpperCase() })];

    expect(compare({ previous: recorded('fail'), current }).changes).toEqual([]);
  });

  it('keeps the author of a violation that lasts, and drops that of one that is over', () => {
    const by = author();
    const { update } = compare({ current: [finding({ status: 'fail', changedBy: by })] });

    const lasting = compare({ previous: update.changed, current: [finding({ status: 'fail' })] });
    const over = compare({ previous: update.changed, current: [finding()] });

    expect(lasting.findings[0]?.changedBy).toEqual(by);
    expect(over.findings[0]?.changedBy).toBeNull();
  });

  it.each(['gone', 'left-scope'] as const)(
    'removes a finding that is %s and says so',
    (absence) => {
      const { changes, update } = compare({ previous: recorded('fail'), absence: () => absence });

      expect(changes).toMatchObject([{ kind: absence, before: { status: 'fail' } }]);
      expect(update).toMatchObject({ removed: [findingKey(finding())], readings: [] });
    },
  );

  it('leaves a finding that the scan did not ask for as it is, with its reading', () => {
    const { changes, update } = compare({ previous: recorded('fail') });

    expect(changes).toEqual([]);
    expect(update).toMatchObject({
      changed: [],
      removed: [],
      readings: [{ key: findingKey(finding()) }],
    });
  });

  it('writes nothing but the reading when only the answer is new', () => {
    const evidence = [`sha256:${'1'.repeat(64)}`] as const;
    const readFrom = [{ evidence: evidence[0], pointer: '/properties/retentionDays' }];
    const current = [finding({ readAt: minute(5), evidence, readFrom })];

    const { update } = compare({ previous: recorded('pass'), current });

    expect(update.changed).toEqual([]);
    expect(update.readings).toEqual([
      { key: findingKey(finding()), readAt: minute(5), evidence, readFrom },
    ]);
  });

  it('turns what could not be looked for unknown, and knows it again afterwards', () => {
    const readFrom = [{ evidence: `sha256:${'0'.repeat(64)}`, pointer: '' }] as const;
    const previous = recorded('fail').map((entry) => ({
      ...entry,
      finding: { ...entry.finding, readFrom },
    }));
    const unseen = compare({
      previous,
      current: unseenFindings(previous, 'The subscription is unreadable.'),
    });
    const again = compare({
      previous: applied(previous, unseen.update),
      current: [finding({ status: 'fail' })],
    });

    expect(unseen.changes).toMatchObject([{ kind: 'became-unreadable' }]);
    expect(unseen.findings).toMatchObject([{ status: 'unknown', observed: null, evidence: [] }]);
    expect(unseen.findings[0]).not.toHaveProperty('readFrom');
    expect(again.changes).toMatchObject([{ kind: 'readable-again' }]);
    expect(again.findings[0]?.since).toBe(minute(0));
  });
});

describe('compareResource over random histories', () => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

  it(`tells each violation once and each end once, and nothing twice (seed ${String(seed)})`, () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...FINDING_STATUSES), { maxLength: 30 }), (history) => {
        let state: readonly RecordedFinding[] = [];
        let failing = false;
        for (const [index, status] of history.entries()) {
          const current: Finding[] = [finding({ status })];
          const { changes, update } = compare({ previous: state, current, at: minute(index) });
          state = applied(state, update);
          const repeated = compare({ previous: state, current, at: minute(index) });
          expect(repeated.changes).toEqual([]);
          expect(repeated.update.changed).toEqual([]);
          for (const { kind } of changes) {
            if (kind === 'found-failing' || kind === 'started-failing') {
              expect(failing).toBe(false);
              failing = true;
            }
            if (kind === 'stopped-failing') {
              expect(failing).toBe(true);
              failing = false;
            }
          }
          if (status !== 'unknown') expect(failing).toBe(status === 'fail');
        }
      }),
      { seed, numRuns: 500 },
    );
  });
});
