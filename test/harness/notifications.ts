import type { Notification } from '#domain/alert.ts';
import { author, databaseId } from './findings.ts';

/** A firing notification with so many lines. */
export function notification(changes: Partial<Notification> = {}, items = 1): Notification {
  return {
    id: 'msg_0123456789abcdef0123456789abcdef',
    alertId: 'al_1',
    sequence: 1,
    kind: 'firing',
    about: 'violation',
    severity: 'high',
    title: 'Broken: Databases can be restored to any point of the last 14 days. (db1)',
    at: '2026-01-01T00:00:00.000Z',
    openedAt: '2026-01-01T00:00:00.000Z',
    who: author(),
    claims: [{ document: 'flex', claim: 'flex.pitr', summary: 'Databases can be restored.' }],
    items: Array.from({ length: Math.min(items, 20) }, (_, n) => ({
      document: 'flex',
      claim: 'flex.pitr',
      check: 'sql-point-in-time-retention',
      resourceId: databaseId(`db${String(n)}`),
      from: { days: 35 },
      to: { days: 7 },
      expected: { days: 14 },
      reason: 'Backups are kept for 7 days.',
      since: '2026-01-01T00:00:00.000Z',
      changedBy: author(),
      remediation: `az sql db str-policy set --name 'db${String(n)}' --retention-days 14`,
    })),
    counts: { items, claims: 1, resources: items, open: items },
    where: { subscriptionIds: ['s'], resourceGroups: ['rg-prod'] },
    evidence: [`sha256:${'0'.repeat(64)}`],
    changedAt: '2025-12-31T23:56:51.000Z',
    resolvedAt: null,
    confirmed: true,
    acknowledgedBy: null,
    notes: [],
    runbook: 'https://runbooks.example.com/pitr',
    link: 'https://posture.example.com/alerts/al_1',
    commands: {
      show: 'posture alerts show al_1',
      acknowledge: 'posture alerts ack al_1',
      silence: "posture alerts silence --alert al_1 --for 4h --reason '...'",
    },
    logIndex: 1187,
    ...changes,
  };
}
