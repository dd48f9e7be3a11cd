import { describe, expect, it } from 'vitest';
import type { Finding } from '#domain/finding.ts';
import { author, databaseId, finding } from '../harness/findings.ts';
import { createScans } from '../harness/scan-steps.ts';

/** Databases on four servers, of which the first `broken` fail. */
function estate(broken: number, changes: Partial<Finding> = {}, count = 40): Finding[] {
  return Array.from({ length: count }, (_, n) =>
    finding({
      resourceId: databaseId(`db${String(n)}`, `sql-${String(n % 4)}`),
      ...(n < broken ? { status: 'fail', ...changes } : {}),
    }),
  );
}

function afterFirst(broken: number, changes: Partial<Finding> = {}) {
  const scans = createScans();
  scans.scan({ findings: estate(0) });
  return { scans, ...scans.scan({ findings: estate(broken, changes), at: 10 }) };
}

describe('suspect', () => {
  it('A6: more than thirty percent of a check at once by nobody doubts the monitor first, in one page', () => {
    const { notifications, scans } = afterFirst(13);

    expect(notifications).toMatchObject([{ about: 'suspect', kind: 'firing' }]);
    expect(notifications[0]?.title).toBe(
      'Doubt the monitor first: sql-point-in-time-retention fails for 13 resources at once, and nobody is known to have changed anything',
    );
    expect(notifications[0]?.notes[0]).toContain('compare one of the resources');
    expect(notifications[0]?.items).toHaveLength(13);
    expect(notifications[0]?.counts).toMatchObject({ items: 13, resources: 13 });
    expect(notifications[0]?.items[0]).toMatchObject({
      from: { days: 35 },
      to: { days: 7 },
      reason: 'The database keeps backups for some days.',
      remediation: null,
    });
    const violations = scans.open().filter(({ kind }) => kind === 'violation');
    expect(violations.map(({ mute }) => mute?.because)).toEqual(Array(4).fill('suspect'));
  });

  it('A2: shows the first lines of each alert that it stands for, and how many more there are', () => {
    const { notifications } = afterFirst(26);

    const lines = notifications[0]?.items ?? [];
    expect(lines).toHaveLength(20);
    const more = lines.flatMap(
      ({ reason }) => /\(and (\d) more in the same alert\)/u.exec(reason)?.[1],
    );
    expect(more.filter((count) => count !== undefined).toSorted()).toEqual(['1', '1', '2', '2']);
    expect(notifications[0]?.counts.items).toBe(26);
  });

  it.each([
    ['thirty percent exactly', () => afterFirst(12)],
    ['one that somebody changed', () => afterFirst(20, { changedBy: author() })],
    ['the first scan', () => createScans().scan({ findings: estate(30) })],
    [
      'fewer than ten',
      () => {
        const scans = createScans();
        scans.scan({ findings: estate(0, {}, 9) });
        return scans.scan({ findings: estate(9, {}, 9) });
      },
    ],
  ])('A6: %s is no reason to doubt', (_, run) => {
    const about = run().notifications.map((told) => told.about);

    expect(about.length).toBeGreaterThan(0);
    expect(new Set(about)).toEqual(new Set(['violation']));
  });

  it('A1, A6: when one author is named after all, the one page says so and goes on standing for all', () => {
    const { scans } = afterFirst(20);

    const named = scans.scan({ findings: estate(20, { changedBy: author() }), at: 20 });

    expect(named.notifications).toMatchObject([{ about: 'suspect', kind: 'updated' }]);
    expect(named.notifications[0]?.who).not.toBeNull();
    expect(named.notifications[0]?.title).toBe(
      '20 SQL databases: database keeps backups for some days (flex.pitr)',
    );
    expect(named.notifications[0]?.notes[0]).toContain('no longer in doubt');
    expect(named.notifications[0]?.items[0]?.remediation).not.toBeNull();
    const mended = [scans.scan({ findings: estate(0), at: 30 }).notifications, scans.tick(40)];
    expect(mended.flat()).toMatchObject([{ about: 'suspect', kind: 'resolved' }]);
  });

  it('A1, A6: when two causes turn out to have met by chance, each is told by itself', () => {
    const { scans } = afterFirst(20);
    const two = estate(20).map((one, n) => ({
      ...one,
      changedBy:
        one.status === 'fail'
          ? author({ by: `person${String(n % 2)}`, correlationId: `c${String(n % 2)}` })
          : null,
    }));

    const { notifications } = scans.scan({ findings: two, at: 20 });

    expect(
      notifications.filter(({ about, kind }) => about === 'violation' && kind === 'firing'),
    ).toHaveLength(4);
    expect(notifications).toContainEqual(
      expect.objectContaining({ about: 'suspect', kind: 'resolved' }),
    );
  });

  it('A6: another full scan that sees the same ends the doubt, once; an incremental one does not', () => {
    const { scans } = afterFirst(20);

    const incremental = scans.scan({ findings: estate(20), mode: 'incremental', at: 20 });
    const full = scans.scan({ findings: estate(20), at: 30 });
    const again = scans.scan({ findings: estate(20), at: 40 });

    expect(incremental.notifications).toEqual([]);
    expect(full.notifications).toMatchObject([{ about: 'suspect', kind: 'updated' }]);
    expect(again.notifications).toEqual([]);
  });

  it('A6: when it was a wrong reading, only the doubt is told of', () => {
    const { scans } = afterFirst(20);
    const right = scans.scan({ findings: estate(0), at: 20 });
    const over = scans.tick(30);

    expect(right.notifications).toEqual([]);
    expect(over).toMatchObject([{ about: 'suspect', kind: 'resolved' }]);
    expect(scans.open()).toEqual([]);
  });

  it('A6: what the claim does not bear on is no part of the share', () => {
    const scans = createScans();
    const beside = Array.from({ length: 100 }, (_, n) =>
      finding({ resourceId: databaseId('x', `sql-x${String(n)}`), status: 'not-applicable' }),
    );
    scans.scan({ findings: [...estate(0), ...beside] });

    expect(
      scans.scan({ findings: [...estate(20), ...beside], at: 10 }).notifications,
    ).toMatchObject([{ about: 'suspect' }]);
  });

  it('A6: a scan of a part proves nothing', () => {
    const { scans } = afterFirst(20);

    expect(scans.scan({ findings: estate(20), whole: false, at: 20 }).notifications).toEqual([]);
  });

  it('A6: what cannot be read in the next full scan is not the same', () => {
    const { scans } = afterFirst(20);
    const unread = estate(20, {
      status: 'unknown',
      problem: { code: 'Timeout', permission: null },
    });

    const { notifications } = scans.scan({ findings: unread, at: 20 });

    expect(notifications).toEqual([]);
  });

  it('A6: what was told before is not taken back', () => {
    const scans = createScans();
    const [first] = estate(1);
    if (first === undefined) throw new Error('There is one.');
    scans.scan({ findings: estate(0) });
    const told = scans.scan({ findings: estate(1), at: 5 }).notifications;
    const doubted = scans.scan({ findings: estate(20), at: 10 }).notifications;

    expect(told).toHaveLength(1);
    expect(doubted).toMatchObject([{ about: 'suspect' }]);
    const before = scans.open().find(({ id }) => id === told[0]?.alertId);
    expect(before?.mute).toBeNull();
  });

  it('A16: canaries that sing in choir are no reason to doubt', () => {
    const canary = 'flex.pitr';
    const scans = createScans({ canary });
    scans.scan({ findings: estate(1) });

    scans.scan({ findings: estate(30), at: 10 });

    expect(scans.alerts().map(({ kind }) => kind)).not.toContain('suspect');
  });
});
