import { describe, expect, it } from 'vitest';
import type { Finding } from '#domain/finding.ts';
import { author, databaseId, finding, minute, subscriptionResult } from '../harness/findings.ts';
import { createScans } from '../harness/scan-steps.ts';

/** A database on a server of its own: a cause of its own. */
function each(count: number, changes: Partial<Finding> = {}, from = 0): Finding[] {
  return Array.from({ length: count }, (_, n) =>
    finding({ resourceId: databaseId('db', `sql-${String(from + n)}`), ...changes }),
  );
}
const broken = { status: 'fail' } as const;

describe('storm', () => {
  it('A6: eleven causes at once are one page with the worst first; ten are ten', () => {
    const ten = createScans().scan({ findings: each(10, broken) });
    const scans = createScans();
    const worst = { ...broken, claim: 'flex.tde', severity: 'critical' } as const;
    const findings = [...each(11, broken), ...each(1, worst, 11)];
    const { notifications } = scans.scan({ findings });

    expect(ten.notifications).toHaveLength(10);
    expect(notifications).toMatchObject([
      {
        kind: 'firing',
        about: 'storm',
        severity: 'critical',
        title:
          'Much at once: 12 alerts, the worst: db: database keeps backups for some days (flex.tde)',
        counts: { items: 12, resources: 12, claims: 2 },
      },
    ]);
    expect(notifications[0]?.items[0]).toMatchObject({
      resourceId: databaseId('db', 'sql-11'),
      from: null,
      to: { days: 7 },
      remediation: expect.stringContaining('az sql db'),
    });
    const muted = scans.open().filter(({ kind }) => kind === 'violation');
    expect(muted).toHaveLength(12);
    expect(new Set(muted.map(({ mute }) => mute?.by))).toEqual(
      new Set([notifications[0]?.alertId]),
    );
  });

  it('A6: counts what was told in the last five minutes, and takes in what comes within them', () => {
    const scans = createScans();
    scans.scan({ findings: each(60) });
    const first = scans.scan({ findings: [...each(6, broken), ...each(50, {}, 6)], at: 10 });
    const second = scans.scan({ findings: each(11, broken), at: 13 });
    const third = scans.scan({ findings: each(12, broken), at: 14 });
    const later = scans.scan({ findings: each(13, broken), at: 30 });

    expect(first.notifications).toHaveLength(6);
    expect(second.notifications).toMatchObject([{ about: 'storm', counts: { items: 5 } }]);
    expect(third.notifications).toEqual([]);
    expect(scans.tick(18)).toEqual([]);
    expect(later.notifications.map(({ about, kind }) => [about, kind])).toEqual([
      ['storm', 'updated'],
      ['violation', 'firing'],
    ]);
  });

  it('A6: ends when all of it has ended, and nothing else is told of it', () => {
    const scans = createScans();
    scans.scan({ findings: each(60) });
    scans.scan({ findings: [...each(12, broken), ...each(48, {}, 12)], at: 10 });
    const partly = scans.scan({ findings: [...each(6), ...each(6, broken, 6)], at: 20 });
    const told = scans.tick(26);
    scans.scan({ findings: each(12), at: 30 });

    expect(partly.notifications).toEqual([]);
    expect(told).toEqual([]);
    expect(scans.tick(35)).toMatchObject([{ about: 'storm', kind: 'resolved' }]);
    expect(scans.open()).toEqual([]);
  });

  it('A6: what a silence held back and releases at once is a storm as well', () => {
    const scans = createScans();
    scans.silences.push({
      id: 'si_1',
      match: { kinds: ['violation'] },
      alertId: null,
      by: 'carol',
      reason: 'upgrade',
      ticket: null,
      createdAt: minute(0),
      expiresAt: minute(30),
      endedAt: null,
      warnedAt: null,
    });
    const during = scans.scan({ findings: each(12, broken), at: 1 });

    expect(during.notifications).toEqual([]);
    expect(scans.tick(30)).toMatchObject([{ about: 'storm', kind: 'firing' }]);
  });

  it('A6: an author of one of them is news of the storm', () => {
    const scans = createScans();
    scans.scan({ findings: each(12, broken) });
    const [first, ...others] = each(12, broken);
    if (first === undefined) throw new Error('There are twelve.');
    const named = { ...first, changedBy: author() };

    expect(scans.scan({ findings: [named, ...others], at: 9 }).notifications).toMatchObject([
      { about: 'storm', kind: 'updated', who: { by: 'alice@example.com' } },
    ]);
  });

  it('A6: many subscriptions that become unreadable at once are one page', () => {
    const problem = { operation: 'x', code: 'AuthorizationFailed', message: 'x' } as const;
    const problems = [{ ...problem, permission: null }];
    const subscriptions = Array.from({ length: 12 }, (_, n) => ({
      ...subscriptionResult(problems),
      id: `00000000-0000-0000-0000-0000000000${String(n + 10)}`,
    }));
    const scans = createScans();
    scans.scan({ findings: [], subscriptions });

    const { notifications } = scans.scan({ findings: [], subscriptions });

    // One cause is one page by itself: no storm has to stand for twelve.
    expect(notifications).toMatchObject([{ about: 'blind', counts: { items: 12 } }]);
    expect(notifications[0]?.where.subscriptionIds).toHaveLength(12);
  });

  it('A6: something worse that joins it is told at once', () => {
    const scans = createScans();
    scans.scan({ findings: each(12, broken), at: 0 });
    const critical = each(1, { ...broken, claim: 'flex.tde', severity: 'critical' }, 12);

    const { notifications } = scans.scan({ findings: [...each(12, broken), ...critical], at: 2 });

    expect(notifications).toMatchObject([
      { about: 'storm', kind: 'updated', severity: 'critical', counts: { items: 13 } },
    ]);
  });

  it('A6: old alerts that stand are no part of a storm', () => {
    const scans = createScans();
    const old = (n: number) => each(n, broken);
    for (let n = 1; n <= 15; n += 1) scans.scan({ findings: old(n), at: n * 10 });

    const { notifications } = scans.scan({ findings: old(16), at: 300 });

    expect(scans.alerts().map(({ kind }) => kind)).not.toContain('storm');
    expect(notifications.filter(({ kind }) => kind === 'firing')).toMatchObject([
      { about: 'violation' },
    ]);
  });

  it('A6: is written only when something of it changes', () => {
    const scans = createScans();
    scans.scan({ findings: each(60) });
    scans.scan({ findings: [...each(12, broken), ...each(48, {}, 12)], at: 10 });
    const rest = [...each(6), ...each(6, broken, 6)];
    scans.scan({ findings: rest, at: 20 });
    scans.tick(26);

    expect(scans.scan({ findings: rest, at: 30 }).changedAlerts).toEqual([]);
  });

  it('A8: a fault of the monitor is told beside a storm', () => {
    const scans = createScans();
    scans.scan({ findings: each(12, broken), at: 0 });
    const symptom = { code: 'DiskSpace', severity: 'high', message: 'full', remedy: null } as const;

    expect(scans.tick(1, [symptom])).toMatchObject([{ about: 'blind', kind: 'firing' }]);
  });
});
