import { describe, expect, it } from 'vitest';
import type { NotificationContext } from '#alerting/notification.ts';
import { notificationOf } from '#alerting/notification.ts';
import { author, databaseId, finding, minute, SUBSCRIPTION } from '../harness/findings.ts';
import { createScans, sha256 } from '../harness/scan-steps.ts';
import { alert, member, policy } from './policies.ts';

const context = (changes: Partial<NotificationContext> = {}): NotificationContext => ({
  at: minute(12),
  policy: policy(),
  acknowledgedBy: null,
  notes: [],
  alertOf: () => undefined,
  ...changes,
});

describe('notification', () => {
  it('A2: holds everything that its readers act on', () => {
    const scans = createScans({
      publicUrl: 'https://posture.example.com/',
      runbooks: [
        { claims: 'other.*', url: 'https://wiki.example.com/other' },
        { claims: 'flex.*', url: 'https://wiki.example.com/flex' },
        { claims: '*', url: 'https://wiki.example.com/all' },
      ],
    });
    scans.scan({ findings: [finding()] });

    const changedBy = author({ at: minute(3) });
    const [told] = scans.scan({
      findings: [finding({ status: 'fail', changedBy })],
      at: 5,
    }).notifications;

    const id = told?.alertId ?? '';
    expect(told).toEqual({
      id: expect.stringMatching(/^msg_[0-9a-f]{32}$/u),
      alertId: expect.stringMatching(/^al_[0-9a-f]{32}$/u),
      sequence: 1,
      kind: 'firing',
      about: 'violation',
      severity: 'high',
      title: 'db1: database keeps backups for some days (flex.pitr)',
      at: minute(5),
      openedAt: minute(5),
      who: changedBy,
      changedAt: minute(3),
      resolvedAt: null,
      claims: [
        {
          document: 'flex',
          claim: 'flex.pitr',
          summary: 'Databases can be restored to any point of the last 14 days.',
        },
      ],
      items: [
        {
          document: 'flex',
          claim: 'flex.pitr',
          check: 'sql-point-in-time-retention',
          resourceId: databaseId('db1'),
          fact: 'database keeps backups for some days',
          property: null,
          from: { days: 35 },
          to: { days: 7 },
          expected: { days: 14 },
          reason: 'The database keeps backups for some days.',
          since: minute(5),
          changedBy,
          remediation: "az sql db str-policy set --name 'db1' --retention-days 14",
        },
      ],
      counts: { items: 1, claims: 1, resources: 1, open: 1 },
      where: { subscriptionIds: [SUBSCRIPTION], resourceGroups: ['rg-prod'] },
      evidence: finding().evidence,
      confirmed: true,
      acknowledgedBy: null,
      notes: [],
      runbook: 'https://wiki.example.com/flex',
      // The service serves no page of an alert.
      link: null,
      commands: {
        show: `posture alerts show ${id}`,
        acknowledge: `posture alerts ack ${id}`,
        silence: `posture alerts silence --alert ${id} --for PT4H --reason '…'`,
        explain: 'posture explain flex.pitr',
      },
      logIndex: null,
    });
  });

  it('A2: names who has taken it, and no address where none is configured', () => {
    const told = notificationOf(alert(), 'reminder', context({ acknowledgedBy: 'carol' }), sha256);

    expect(told).toMatchObject({ acknowledgedBy: 'carol', link: null, runbook: null });
  });

  it('A2: shows only what still fails, the worst first, and counts everything', () => {
    const members = Array.from({ length: 30 }, (_, n) => {
      const resourceId = databaseId(`db${String(n)}`);
      const severity = n === 29 ? 'critical' : 'low';
      return {
        ...member({ resourceId, severity }, n === 0 ? 'over' : 'failing'),
        key: `k${String(n)}`,
      };
    });

    const told = notificationOf(alert({}, members), 'updated', context(), sha256);

    expect(told.items).toHaveLength(20);
    expect(told.items[0]?.resourceId).toBe(databaseId('db29'));
    expect(told.counts).toMatchObject({ items: 29, resources: 29, open: 29 });
    expect(told.items.map((item) => item.resourceId)).not.toContain(databaseId('db0'));
  });

  it('A12: an end says what became of each, who mended it, and since when it is over', () => {
    const over = {
      at: minute(9),
      because: 'passes',
      observed: { days: 35 },
      changedBy: author({ by: 'carol@example.com', at: minute(8) }),
    } as const;
    const ended = alert({ state: 'resolved', recoveringSince: minute(9), resolvedAt: minute(12) }, [
      { ...member({}, 'over'), over },
    ]);

    const told = notificationOf(ended, 'resolved', context(), sha256);

    expect(told).toMatchObject({
      title: 'db1: restored, was: database keeps backups for some days (flex.pitr)',
      who: { by: 'carol@example.com' },
      changedAt: minute(8),
      resolvedAt: minute(9),
      counts: { open: 0, items: 1 },
      items: [
        {
          from: { days: 7 },
          to: { days: 35 },
          reason: 'It is as claimed again.',
          remediation: null,
          changedBy: { by: 'carol@example.com' },
        },
      ],
    });
  });

  it('A12: a member that cannot be read is shown as it was last seen, and said to be so', () => {
    const told = notificationOf(
      alert({}, [member({}, 'unreadable')]),
      'reminder',
      context(),
      sha256,
    );

    expect(told.items[0]).toMatchObject({ to: { days: 7 } });
    expect(told.items[0]?.reason).toContain('It cannot be read now; so it was seen last.');
  });

  it('has the same id for the same event, and another one for another', () => {
    const id = (...[of, kind]: [Parameters<typeof alert>[0], 'firing' | 'updated']) =>
      notificationOf(alert(of), kind, context(), sha256).id;

    expect(id({ sequence: 1 }, 'firing')).toBe(id({ sequence: 1, severity: 'low' }, 'firing'));
    const all = [
      id({ sequence: 1 }, 'firing'),
      id({ sequence: 2 }, 'firing'),
      id({ sequence: 1 }, 'updated'),
      id({ sequence: 1, id: 'al_2' }, 'firing'),
    ];
    expect(new Set(all).size).toBe(4);
  });

  it('names one more claim in the singular and several in the plural', () => {
    const of = (claims: readonly string[]) =>
      notificationOf(
        alert(
          {},
          claims.map((claim) => ({ ...member({ claim }), key: claim })),
        ),
        'firing',
        context(),
        sha256,
      ).title;

    expect(of(['a', 'b'])).toBe('db1: database keeps backups for some days (a and 1 more)');
    expect(of(['a', 'b', 'c'])).toBe('db1: database keeps backups for some days (a and 2 more)');
  });
});
