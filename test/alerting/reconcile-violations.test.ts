import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding } from '#domain/finding.ts';
import { FINDING_STATUSES } from '#domain/status.ts';
import { author, claimResult, databaseId, finding, minute } from '../harness/findings.ts';
import { createPromptScans } from '../harness/scan-steps.ts';

const failing = (changes: Partial<Finding> = {}): Finding =>
  finding({ status: 'fail', ...changes });
const db = (name: string, server?: string) => ({ resourceId: databaseId(name, server) });

describe('reconcile: violations', () => {
  it('tells a violation of the first scan, grouped by server and family', () => {
    const { notifications } = createPromptScans().scan({
      findings: [
        failing(db('db1')),
        failing(db('db2')),
        failing({ ...db('db1'), check: 'location-region', claim: 'flex.eu' }),
        failing(db('db3', 'sql-b')),
        finding(db('db4')),
      ],
    });

    const grouped = notifications.map(({ items }) =>
      items.map((item) => [item.resourceId, item.check]),
    );
    expect(grouped).toHaveLength(3);
    expect(grouped).toContainEqual([
      [databaseId('db1'), 'sql-point-in-time-retention'],
      [databaseId('db2'), 'sql-point-in-time-retention'],
    ]);
    expect(grouped).toContainEqual([[databaseId('db1'), 'location-region']]);
    expect(grouped).toContainEqual([[databaseId('db3', 'sql-b'), 'sql-point-in-time-retention']]);
  });

  it('A9: is as bad as the claim that it breaks, whatever the check thinks of it', () => {
    const found = failing({ ...db('db1'), severity: 'low' });
    const { notifications } = createPromptScans().scan({
      findings: [found],
      claims: [claimResult([found], { severity: 'critical' })],
    });

    expect(notifications).toMatchObject([{ kind: 'firing', severity: 'critical' }]);
  });

  it('makes one alert of five hundred resources that one operation changed, and two of two actors', () => {
    const one = author();
    const findings = Array.from({ length: 500 }, (_, n) =>
      failing({ ...db(`db${String(n)}`, `sql-${String(n % 9)}`), changedBy: one }),
    );
    const other = failing({
      ...db('other'),
      changedBy: author({ by: 'bob@example.com', correlationId: null }),
    });

    const { notifications } = createPromptScans().scan({ findings: [...findings, other] });

    expect(notifications.map(({ counts }) => counts.resources)).toEqual([500, 1]);
    expect(notifications[0]?.items).toHaveLength(20);
  });

  it('takes the same actor and operation within ten minutes for one cause', () => {
    const by = (n: number) => ({ changedBy: author({ correlationId: null, at: minute(n) }) });
    const { notifications } = createPromptScans().scan({
      findings: [
        failing({ ...db('db11'), ...by(11) }),
        failing({ ...db('db10'), ...by(10) }),
        failing({ ...db('db0'), ...by(0) }),
        failing({
          ...db('dbx'),
          changedBy: author({ correlationId: null, operation: 'other/write' }),
        }),
      ],
    });

    const grouped = notifications.map(({ items }) => items.map((item) => item.resourceId));
    expect(grouped.map((ids) => ids.length).toSorted((a, b) => a - b)).toEqual([1, 1, 2]);
    expect(grouped).toContainEqual([databaseId('db0'), databaseId('db10')]);
  });

  it('names every claim that one setting violates in one alert', () => {
    const findings = [failing(), failing({ claim: 'flex.backup' }), failing({ document: 'terms' })];

    const { notifications } = createPromptScans().scan({ findings });

    expect(notifications).toHaveLength(1);
    expect(notifications[0]).toMatchObject({ counts: { claims: 3, resources: 1, items: 3 } });
  });

  it('says what, from what to what, who, where and the command that mends it', () => {
    const scans = createPromptScans();
    scans.scan({ findings: [finding()] });

    const [told] = scans.scan({ findings: [failing({ changedBy: author() })] }).notifications;

    expect(told).toMatchObject({
      kind: 'firing',
      title: 'db1: database keeps backups for some days (flex.pitr)',
      severity: 'high',
      sequence: 1,
      at: minute(1),
      who: { by: 'alice@example.com' },
      where: { resourceGroups: ['rg-prod'] },
      items: [
        {
          from: { days: 35 },
          to: { days: 7 },
          expected: { days: 14 },
          since: minute(1),
          remediation: "az sql db str-policy set --name 'db1' --retention-days 14",
        },
      ],
      evidence: finding().evidence,
    });
  });

  it('shows the value before from the last scan where Azure does not say it', () => {
    const scans = createPromptScans();
    scans.scan({ findings: [finding()] });

    const [told] = scans.scan({ findings: [failing()] }).notifications;

    expect(told?.items[0]).toMatchObject({ from: { days: 35 }, to: { days: 7 } });
  });

  it('tells nothing twice', () => {
    const scans = createPromptScans();
    scans.scan({ findings: [failing()] });

    const again = scans.scan({ findings: [failing()] });

    expect(again.notifications).toEqual([]);
    expect(again.changedAlerts).toEqual([]);
  });

  it('ends only when every member passes, is excepted or gone', () => {
    const scans = createPromptScans();
    const three = ['db1', 'db2', 'db3'].map((name) => failing(db(name)));
    scans.scan({ findings: three });

    const partly = scans.scan({ findings: [finding(db('db1')), ...three.slice(1)] });
    const over = scans.scan({
      findings: [finding(db('db1')), finding({ ...db('db2'), status: 'excepted' })],
      gone: [databaseId('db3')],
    });

    expect(partly.notifications).toEqual([]);
    expect(over.notifications).toMatchObject([
      { kind: 'resolved', sequence: 2, counts: { open: 0, items: 3 } },
    ]);
    expect(over.notifications[0]?.items.map(({ reason }) => reason)).toEqual([
      'It is as claimed again.',
      'It still deviates, under an approved exception.',
      'It was seen to be gone.',
    ]);
    expect(scans.open()).toEqual([]);
  });

  it('does not end while a member cannot be read, and says since when', () => {
    const scans = createPromptScans();
    scans.scan({ findings: [failing()] });

    const blind = scans.scan({ findings: [finding({ status: 'unknown' })] });
    const stale = scans.open().find(({ kind }) => kind === 'violation');
    const back = scans.scan({ findings: [failing()] });

    expect(blind.notifications.map(({ about }) => about)).toEqual(['blind']);
    expect(stale).toMatchObject({ state: 'firing', staleSince: minute(1) });
    expect(back.notifications.map(({ about, kind }) => [about, kind])).toEqual([
      ['blind', 'resolved'],
    ]);
    expect(scans.open()).toMatchObject([{ staleSince: null, sequence: 1 }]);
  });

  it('does not end by silence: a scan that does not mention a member changes nothing', () => {
    const scans = createPromptScans();
    scans.scan({ findings: [failing()] });

    expect(scans.scan({ findings: [] }).changedAlerts).toEqual([]);
    expect(scans.open()).toHaveLength(1);
  });

  it('lets a later violation of the same operation join, and tells of it', () => {
    const scans = createPromptScans();
    const changedBy = author();
    scans.scan({ findings: [failing({ changedBy })] });

    const { notifications } = scans.scan({
      findings: [failing({ changedBy }), failing({ ...db('db2'), changedBy })],
    });

    expect(notifications).toMatchObject([
      { kind: 'updated', sequence: 2, counts: { resources: 2 } },
    ]);
    expect(scans.open()).toHaveLength(1);
  });

  it('tells the author when Azure names one later, and knows the cause by it from then on', () => {
    const scans = createPromptScans();
    scans.scan({ findings: [finding()] });
    scans.scan({ findings: [failing()] });

    const named = scans.scan({ findings: [failing({ changedBy: author() })] });
    const joined = scans.scan({
      findings: [
        failing({ changedBy: author() }),
        failing({ ...db('db2', 'sql-b'), changedBy: author() }),
      ],
    });

    expect(named.notifications).toMatchObject([
      { kind: 'updated', who: { by: 'alice@example.com' } },
    ]);
    expect(joined.notifications).toMatchObject([{ kind: 'updated', sequence: 3 }]);
    expect(scans.open()).toHaveLength(1);
  });

  it('raises a new alert when a violation comes back after its end', () => {
    const scans = createPromptScans();
    const [first] = scans.scan({ findings: [failing({ changedBy: author() })] }).notifications;
    scans.scan({ findings: [finding()] });

    const [second] = scans.scan({ findings: [failing({ changedBy: author() })] }).notifications;

    expect(second).toMatchObject({ kind: 'firing', sequence: 1 });
    expect(second?.alertId).not.toBe(first?.alertId);
    expect(second?.id).not.toBe(first?.id);
  });

  it('gives the same ids for the same scan, so that repeating it tells nothing new', () => {
    const told = () =>
      createPromptScans()
        .scan({ findings: [failing()] })
        .notifications.map(({ id }) => id);

    expect(told()).toEqual(told());
    expect(told()[0]).toMatch(/^msg_[0-9a-f]{32}$/u);
  });
});

describe('reconcile over random histories', () => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
  const databases = ['db1', 'db2', 'db3'];

  it(`an alert is open exactly while a violation stands, and beginnings and ends alternate (seed ${String(seed)})`, () => {
    const step = fc.tuple(...databases.map(() => fc.constantFrom(...FINDING_STATUSES)));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (history) => {
        const scans = createPromptScans();
        const standing = new Set<string>();
        const ids = new Set<string>();
        const numbers = new Map<string, number>();
        for (const statuses of history) {
          const findings = databases.map((name, n) =>
            finding({ ...db(name), status: statuses[n] ?? 'pass' }),
          );
          const { notifications } = scans.scan({ findings });
          for (const { resourceId, status } of findings) {
            if (status === 'fail') standing.add(resourceId);
            else if (status !== 'unknown') standing.delete(resourceId);
          }
          const watched = scans
            .open()
            .filter(({ kind }) => kind === 'violation')
            .flatMap((alert) => alert.members)
            .filter((member) => member.kind === 'finding' && member.state !== 'over')
            .map((member) => (member.kind === 'finding' ? member.finding.resourceId : ''));
          // What passed and then cannot be seen before that is believed stands as well; it mended nothing.
          const unseen = findings.filter(({ status }) => status === 'unknown');
          const unread = new Set(unseen.map(({ resourceId }) => resourceId));
          expect(standing.difference(new Set(watched))).toEqual(new Set());
          expect(new Set(watched).difference(standing).difference(unread)).toEqual(new Set());
          expect(new Set(watched).size).toBe(watched.length);
          for (const { id, alertId, sequence, kind } of notifications) {
            expect(ids.has(id)).toBe(false);
            ids.add(id);
            expect(sequence).toBe((numbers.get(alertId) ?? 0) + 1);
            expect(kind === 'firing').toBe(sequence === 1);
            numbers.set(alertId, sequence);
          }
        }
      }),
      { seed, numRuns: 300 },
    );
  });
});
