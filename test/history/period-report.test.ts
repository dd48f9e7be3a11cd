import {
  array,
  assert,
  boolean,
  constantFrom,
  record as fcRecord,
  integer,
  property,
} from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Alert } from '#domain/alert.ts';
import type { Change } from '#domain/change.ts';
import { findingKey } from '#domain/finding.ts';
import { CLAIM_STATUSES, type ClaimStatus } from '#domain/status.ts';
import { periodReport } from '#history/period-report.ts';
import { author, databaseId, finding, minute } from '../harness/findings.ts';
import { subscription } from '../harness/scan-result.ts';
import { history, record, run, step } from './history.ts';

const QUARTERS = Array.from({ length: 17 }, (_, index) => index * 15 - 15);
const MINUTE = 60_000;

function report(runs = history(QUARTERS), claims = [record([step(-15, null, 'holds')])], to = 120) {
  return periodReport({ runs, claims, alerts: [] }, minute(0), minute(to));
}

function change(kind: Change['kind'], n: number, more: Partial<Change> = {}): Change {
  return { kind, at: minute(n), finding: finding(), before: null, ...more };
}

describe('period report', () => {
  it('E8: is covered where each due run took place, and holds all the time', () => {
    const { coverage, gaps, claims } = report();

    expect(coverage).toEqual({ expected: 8, observed: 8 });
    expect(gaps).toEqual([]);
    expect(claims[0]?.milliseconds).toEqual({ holds: 120 * MINUTE });
  });

  it('E8: a run that did not take place is a gap from when it was due to the next result, with its cause; nothing holds in it', () => {
    const { coverage, gaps, claims } = report(
      history(
        QUARTERS.filter((n) => n !== 30 && n !== 45),
        { missed: [{ schedule: 'scan', due: minute(30), reason: 'nothing was running' }] },
      ),
    );

    expect(coverage).toEqual({ expected: 8, observed: 6 });
    expect(gaps).toEqual([
      {
        from: minute(30),
        to: minute(61),
        cause: 'missed-run',
        detail: 'Missed runs: scan: nothing was running.',
      },
    ]);
    expect(claims[0]?.milliseconds).toEqual({ holds: 89 * MINUTE, 'not-known': 31 * MINUTE });
    expect(claims[0]?.timeline.map(({ status }) => status)).toEqual([
      'holds',
      'not-known',
      'holds',
    ]);
  });

  it.each([
    ['before the first scan', history([60, 75, 90, 105, 120]), 'before-first-scan', 0, 61],
    ['when nothing is recorded', history([-15, 0, 60, 75, 90, 105, 120]), 'no-run', 15, 61],
    [
      'when only a part was looked at',
      history(QUARTERS, {
        scans: QUARTERS.map((n) => run(n, { whole: n !== 30 })),
      }),
      'partial-scan',
      30,
      46,
    ],
    ['in the future', history([-15, 0, 15, 30], { now: minute(40) }), 'not-yet', 40, 120],
  ] as const)('has a gap %s', (_, runs, cause, from, to) => {
    const { gaps, claims } = report(runs);

    expect(gaps).toMatchObject([{ cause, from: minute(from), to: minute(to) }]);
    expect(claims[0]?.milliseconds['not-known']).toBe((to - from) * MINUTE);
  });

  it('a run that takes longer than until the next one is due leaves a gap until its result', () => {
    const scans = [run(-15), run(0), run(15, { finishedAt: minute(55) }), run(60), run(75)];
    const { gaps } = report(history([], { scans }), undefined, 75);

    expect(gaps).toMatchObject([{ from: minute(30), to: minute(55) }]);
  });

  it('a full run stands for those that come due while it is under way', () => {
    const scans = [run(-15), run(0), run(15, { mode: 'full', finishedAt: minute(55) }), run(60)];
    const { gaps, coverage } = report(history([], { scans, now: minute(75) }), undefined, 75);

    expect(gaps).toEqual([]);
    expect(coverage).toEqual({ expected: 5, observed: 5 });
  });

  it('E8: tells who broke it and who mended it, from when Azure says to when it was seen', () => {
    const alice = author({ at: minute(50) });
    const bob = author({ by: 'bob@example.com', at: minute(70) });
    const { claims } = report(undefined, [
      record(
        [step(-15, null, 'holds'), step(60, 'holds', 'broken'), step(75, 'broken', 'holds')],
        [
          change('started-failing', 60, { finding: finding({ status: 'fail', changedBy: alice }) }),
          change('stopped-failing', 75, { finding: finding({ changedBy: bob }) }),
        ],
      ),
    ]);

    expect(claims[0]?.spells).toEqual([
      {
        from: minute(50),
        to: minute(76),
        brokenBy: alice,
        mendedBy: bob,
        reason: 'It is broken.',
        resourceIds: [databaseId('db1')],
      },
    ]);
    expect(claims[0]?.milliseconds).toEqual({ holds: 94 * MINUTE, broken: 26 * MINUTE });
  });

  it.each([
    ['before the reading in which it still held', 20],
    ['after the run that saw it', 61],
  ])('a change %s did not break it: it is broken from the begin of that run', (_, made) => {
    const { claims } = report(undefined, [
      record(
        [step(-15, null, 'holds'), step(60, 'holds', 'broken')],
        [
          change('started-failing', 60, {
            finding: finding({ status: 'fail', changedBy: author({ at: minute(made) }) }),
          }),
        ],
      ),
    ]);

    expect(claims[0]?.timeline[1]).toMatchObject({ status: 'broken', from: minute(60) });
  });

  it('a claim that is broken when it is first verified was not known before, whenever the setting was changed', () => {
    const { claims } = report(undefined, [
      record(
        [step(60, null, 'broken')],
        [
          change('found-failing', 60, {
            finding: finding({ status: 'fail', changedBy: author({ at: minute(50) }) }),
          }),
        ],
      ),
    ]);

    expect(claims[0]?.milliseconds).toEqual({ 'not-known': 60 * MINUTE, broken: 60 * MINUTE });
  });

  it('takes authors that came late from the alert, but not the author of a later breakage', () => {
    const broken = finding({ status: 'fail' });
    const member = (at: number, mended: number) => ({
      kind: 'finding',
      key: findingKey(broken),
      finding: { ...broken, changedBy: author({ at: minute(at) }) },
      over: {
        at: minute(mended),
        changedBy: author({ by: 'bob@example.com', at: minute(mended - 1) }),
      },
    });
    const record_ = record(
      [step(-15, null, 'holds'), step(15, 'holds', 'broken'), step(30, 'broken', 'holds')],
      [change('started-failing', 15, { finding: broken }), change('stopped-failing', 30)],
    );
    const spellWith = (members: readonly object[]) =>
      periodReport(
        { runs: history(QUARTERS), claims: [record_], alerts: [{ members } as unknown as Alert] },
        minute(0),
        minute(120),
      ).claims[0]?.spells[0];

    expect(spellWith([member(10, 30)])).toMatchObject({
      brokenBy: { by: 'alice@example.com' },
      mendedBy: { by: 'bob@example.com' },
    });
    expect(spellWith([member(90, 105)])).toMatchObject({ brokenBy: null, mendedBy: null });
  });

  it('each gap has the cause of its own time, and when nothing comes any more there is one until now', () => {
    const { gaps } = report(
      history([-15, 0, 45, 60], {
        now: minute(110),
        missed: [{ schedule: 'scan', due: minute(15), reason: 'asleep' }],
      }),
    );

    expect(gaps).toMatchObject([
      { from: minute(15), to: minute(46), cause: 'missed-run' },
      { from: minute(75), to: minute(110), cause: 'no-run' },
      { from: minute(110), to: minute(120), cause: 'not-yet' },
    ]);
  });

  it('a stretch in which it could not be verified ends no spell, and is not counted as broken', () => {
    const { claims } = report(undefined, [
      record([
        step(-15, null, 'broken'),
        step(30, 'broken', 'unverified'),
        step(45, 'unverified', 'broken'),
      ]),
    ]);

    expect(claims[0]?.spells).toMatchObject([{ from: minute(-15), to: null, brokenBy: null }]);
    expect(claims[0]?.milliseconds).toEqual({ broken: 106 * MINUTE, unverified: 14 * MINUTE });
  });

  it('never lets the last status of a claim that is no longer made go on', () => {
    const { claims } = report(undefined, [
      record([step(-15, null, 'broken'), step(30, 'broken', 'holds')], [], false),
    ]);

    expect(claims[0]?.milliseconds).toEqual({ broken: 31 * MINUTE, 'not-known': 89 * MINUTE });
  });

  it('lists what could not be read, by subscription', () => {
    const problem = {
      operation: 'SQL servers',
      code: 'AuthorizationFailed',
      message: '',
      permission: 'Microsoft.Sql/servers/read',
    } as const;
    const blind = (n: number) => {
      const whole = run(n);
      const subscriptions = [subscription({ status: 'unreadable', problems: [problem] })];
      return { ...whole, scan: { ...whole.scan, subscriptions } };
    };
    const { blind: stretches } = report(
      history([], { scans: [run(0), blind(15), blind(30), run(45)] }),
    );

    expect(stretches).toEqual([
      {
        subscriptionId: subscription().id,
        status: 'unreadable',
        from: minute(16),
        to: minute(46),
        runs: 2,
        codes: ['AuthorizationFailed'],
        permissions: ['Microsoft.Sql/servers/read'],
      },
    ]);
  });

  it('whatever happened: the lengths add up to the period, and nothing but not-known lies in a gap', () => {
    const seed = Date.now();
    const runs = array(
      fcRecord({
        at: integer({ min: -60, max: 230 }),
        took: integer({ min: 1, max: 40 }),
        whole: boolean(),
      }),
      { maxLength: 25 },
    );
    const statuses = array(constantFrom<ClaimStatus[]>(...CLAIM_STATUSES), { maxLength: 25 });
    let withGaps = 0;
    assert(
      property(runs, statuses, integer({ min: -30, max: 230 }), (drawn, taken, now) => {
        const scans = drawn
          .map(({ at, took, whole }, index) =>
            run(at, { id: String(index), finishedAt: minute(at + took), whole }),
          )
          .sort((a, b) => (a.finishedAt < b.finishedAt ? -1 : 1));
        let before: ClaimStatus | null = null;
        const steps = scans
          .filter(({ whole }) => whole)
          .flatMap(({ startedAt }, index) => {
            const to = taken[index];
            if (to === undefined || to === before) return [];
            const made = { ...step(0, before, to), at: startedAt };
            before = to;
            return [made];
          });
        const { claims, gaps } = report(history([], { scans, now: minute(now) }), [record(steps)]);
        const [claim] = claims;
        const sum = Object.values(claim?.milliseconds ?? {}).reduce((a, b) => a + b, 0);

        expect(sum).toBe(120 * MINUTE);
        for (const stretch of claim?.timeline ?? []) {
          const inGap = gaps.some((gap) => gap.from < stretch.to && stretch.from < gap.to);
          if (inGap) expect(stretch.status).toBe('not-known');
        }
        if (gaps.length > 0) withGaps += 1;
      }),
      { seed, numRuns: 300 },
    );
    process.stdout.write(`period property: seed ${seed}\n`);

    expect(withGaps).toBeGreaterThan(50);
  });
});
