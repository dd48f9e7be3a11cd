import { describe, expect, it } from 'vitest';
import type { ClaimChange } from '#domain/change.ts';
import { author, finding, minute } from '../../harness/findings.ts';
import { historyState, type KeptHistory } from '../../harness/history-state.ts';
import { postureEvidence } from '../../harness/posture-evidence.ts';
import { scanResult } from '../../harness/scan-result.ts';

const CLAIM = { document: 'flex-applications', claim: 'flex.pitr' } as const;
/** Every quarter of an hour from the evening before until noon, but not at five and a quarter past. */
const RUNS = Array.from({ length: 60 }, (_, index) => -180 + 15 * index).filter(
  (n) => n !== 300 && n !== 315,
);

function kept(changes: Partial<KeptHistory> = {}): KeptHistory {
  const { scan, documents, summary } = scanResult([]);
  return {
    scans: RUNS.map((n) => ({
      id: `run-${n}`,
      mode: 'incremental',
      startedAt: minute(n),
      finishedAt: minute(n + 1),
      whole: true,
      scan,
      documents,
      summary,
    })),
    claims: [{ ...CLAIM, status: 'holds', since: minute(0), reason: null, brokenSince: null }],
    claimChanges: [
      step(-180, null, 'holds'),
      step(60, 'holds', 'broken'),
      step(120, 'broken', 'holds'),
    ],
    changes: [
      {
        kind: 'started-failing',
        at: minute(60),
        before: null,
        finding: finding({ ...CLAIM, status: 'fail', changedBy: author({ at: minute(52) }) }),
      },
    ],
    ...changes,
  };
}

function step(n: number, from: ClaimChange['from'], to: ClaimChange['to']): ClaimChange {
  return { ...CLAIM, at: minute(n), from, to, reason: null };
}

async function posture(...args: readonly string[]) {
  return await postureWith({}, ...args);
}

async function postureWith(changes: Partial<KeptHistory>, ...args: readonly string[]) {
  return await postureEvidence(
    {
      openStateReader: async () => historyState(kept(changes)),
      clock: { now: () => Date.parse(minute(720)), sleep: async () => undefined },
    },
    ...args,
  );
}

describe('posture evidence period', () => {
  it('E8: says how long it was broken, who did it, and of what nothing is known', async () => {
    const { exitCode, stdout } = await posture(
      'period',
      '--from',
      minute(0),
      '--to',
      minute(720),
      '--claim',
      'flex.pitr',
    );

    expect(exitCode).toBe(0);
    expect(stdout).toContain('46 of 48 runs that were due took place (95.83 %)');
    expect(stdout).toContain('broken 1 h 9 min (9.58 %) in one spell');
    expect(stdout).toContain(
      'first by alice@example.com via Microsoft.Sql/servers/databases/write',
    );
    expect(stdout).toContain('nothing is known of 31 min in one gap');
  });

  it('names who broke it however long ago that was', async () => {
    const old = minute(-40 * 1440);
    const broken = finding({ ...CLAIM, status: 'fail', changedBy: author({ at: old }) });
    const { stdout } = await postureWith(
      {
        claimChanges: [
          step(-50 * 1440, null, 'holds'),
          { ...step(0, 'holds', 'broken'), at: old },
          step(120, 'broken', 'holds'),
        ],
        changes: [{ kind: 'started-failing', at: old, before: null, finding: broken }],
      },
      'period',
      '--from',
      minute(0),
      '--to',
      minute(720),
      '--claim',
      'flex.pitr',
    );

    expect(stdout).toContain('first by alice@example.com');
  });

  it('takes a date as the end of that day, and an offset as it is written', async () => {
    const whole = await posture(
      'period',
      '--from',
      '2026-01-01',
      '--to',
      '2026-01-01',
      '--format',
      'json',
    );
    const shifted = await posture(
      'period',
      '--from',
      '2026-01-01T01:00:00+01:00',
      '--to',
      minute(60),
      '--format',
      'json',
    );

    // That day has not ended: it is told up to now.
    expect(JSON.parse(whole.stdout)).toMatchObject({ from: minute(0), to: minute(720) });
    const over = await posture(
      'period',
      '--from',
      '2025-12-31',
      '--to',
      '2025-12-31',
      '--format',
      'json',
    );
    expect(JSON.parse(over.stdout)).toMatchObject({ from: minute(-180), to: minute(0) });
    expect(JSON.parse(shifted.stdout)).toMatchObject({ from: minute(0), to: minute(60) });
  });

  it('25: a period that is not over ends now: what is broken has lasted until now, and no longer', async () => {
    const { exitCode, stdout, stderr } = await postureWith(
      { claimChanges: [step(-180, null, 'holds'), step(702, 'holds', 'broken')] },
      'period',
      '--from',
      '2026-01-01',
      '--to',
      '2026-01-01',
      '--claim',
      'flex.pitr',
    );

    expect(exitCode).toBe(0);
    expect(stderr).toContain(`told up to now, ${minute(720)}`);
    expect(stdout).toContain(`From ${minute(0)} to ${minute(720)}`);
    expect(stdout).toMatch(/not mended by the end of the period, 18 min/u);
    expect(stdout).not.toContain('future');
  });

  it('25: a period begins when the monitor began: nothing was due before', async () => {
    const asked = ['--from', '2025-12-01', '--to', minute(-60), '--format', 'json'];
    const { stdout, stderr } = await posture('period', ...asked);

    expect(stderr).toContain(`the monitor began at ${minute(-180)}`);
    expect(JSON.parse(stdout)).toMatchObject({
      from: minute(-180),
      to: minute(-60),
      coverage: { expected: 8, observed: 8 },
    });
  });

  it('25: of a period before the monitor nothing was due and nothing is known', async () => {
    const asked = ['--from', '2025-11-01', '--to', '2025-11-30', '--format', 'json'];
    const { stdout } = await posture('period', ...asked);

    expect(JSON.parse(stdout)).toMatchObject({
      coverage: { expected: 0, observed: 0 },
      gaps: [{ cause: 'before-first-scan' }],
    });
  });

  it('25: runs are counted by the schedule that was in force, also in another time zone', async () => {
    const hourly = {
      scan: '0 * * * *',
      full: '0 3 * * *',
      evidence: '0 3 * * *',
      timezone: 'Asia/Kolkata',
    };
    const { scans } = kept();
    // Until two it ran on the half hour of UTC, every hour of Kolkata; since then by what is configured today.
    const before = scans
      .filter(({ id }) => /^run-(-?\d+)$/u.test(id) && Number(id.slice(4)) < 120)
      .filter(({ id }) => (Number(id.slice(4)) + 1440) % 60 === 30)
      .map((scan) => ({ ...scan, schedules: hourly }));
    const after = scans.filter(({ id }) => Number(id.slice(4)) >= 120);
    const asked = ['--from', minute(0), '--to', minute(180), '--format', 'json'];

    const { stdout } = await postureWith({ scans: [...before, ...after] }, 'period', ...asked);

    expect(JSON.parse(stdout)).toMatchObject({ coverage: { expected: 6, observed: 6 }, gaps: [] });
  });

  it('25: a period that is still to come is refused', async () => {
    const { exitCode, stderr } = await posture(
      'period',
      '--from',
      '2027-01-01',
      '--to',
      '2027-01-02',
    );

    expect(exitCode).toBe(3);
    expect(stderr).toContain('still to come');
  });

  it.each([
    ['no date', ['--from', 'yesterday', '--to', '2026-01-02'], '"yesterday" is neither a date'],
    ['a day that no calendar has', ['--from', '2026-02-30', '--to', '2026-03-02'], '2026-02-30'],
    [
      'an end before the begin',
      ['--from', '2026-01-02', '--to', '2026-01-01'],
      'does not lie before',
    ],
    [
      'an unknown claim',
      ['--from', '2026-01-01', '--to', '2026-01-01', '--claim', 'x.y'],
      '--claim x.y',
    ],
    ['an unknown format', ['--from', '2026-01-01', '--to', '2026-01-01', '--format', 'pdf'], 'pdf'],
    ['no end', ['--from', '2026-01-01'], '--to'],
  ])('refuses %s with one clear error', async (_, args, words) => {
    const { exitCode, stdout, stderr } = await posture('period', ...args);

    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' });
    expect(stderr).toContain(words);
    expect(stderr).not.toContain('    at ');
  });
});

describe('posture evidence at', () => {
  it.each([
    [minute(30), 'holds'],
    [minute(55), 'broken'],
    [minute(90), 'broken'],
    [minute(310), 'not-known'],
    ['2025-06-01', 'not-known'],
    ['2027-06-01', 'not-known'],
  ])('E8: at %s it is %s', async (at, status) => {
    const { exitCode, stdout } = await posture(
      'at',
      at,
      '--claim',
      'flex.pitr',
      '--format',
      'json',
    );

    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ claims: [{ claim: 'flex.pitr', status }] });
  });

  it('tells a person the readings before and after it', async () => {
    const { stdout } = await posture('at', minute(310), '--claim', 'flex.pitr');

    expect(stdout).toContain('? not known at');
    expect(stdout).toContain(`last reading before: ${minute(286)} holds (scan run-285)`);
    expect(stdout).toContain(`next reading after:  ${minute(331)} holds (scan run-330)`);
  });

  it('a claim that was never verified is not known', async () => {
    const { stdout } = await posture('at', minute(30), '--document', 'flinker', '--format', 'json');
    const { claims } = JSON.parse(stdout) as { claims: { status: string }[] };

    expect(claims.length).toBeGreaterThan(10);
    expect(new Set(claims.map(({ status }) => status))).toEqual(new Set(['not-known']));
  });
});
