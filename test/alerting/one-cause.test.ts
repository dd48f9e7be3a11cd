import { describe, expect, it } from 'vitest';
import { textLines } from '#channels/words-text.ts';
import type { UnavailableCode } from '#domain/reading.ts';
import { author, databaseId, finding, subscriptionResult } from '../harness/findings.ts';
import { createPromptScans } from '../harness/scan-steps.ts';

const GRANT = 'Microsoft.Sql/servers/databases/transparentDataEncryption/read';
const subscription = (n: number) => `${String(n).repeat(8)}-0000-4000-8000-000000000001`;
const idIn = (n: number, name = 'db') =>
  databaseId(name).replace(/^\/subscriptions\/[^/]+/u, `/subscriptions/${subscription(n)}`);

/** What one database says that cannot be read, as long as Azure's own words are. */
function unread(n: number, code: UnavailableCode, permission: string | null, name = 'db') {
  const reason = `transparent data encryption of SQL database sql-a/${name}: Azure answered 403 AuthorizationFailed: ${'The client does not have authorization to perform the action. '.repeat(6)}`;
  return finding({
    status: 'unknown',
    resourceId: idIn(n, name),
    reason,
    problem: { code, permission },
  });
}

const subscriptions = [1, 2, 3, 4].map((n) => ({ ...subscriptionResult(), id: subscription(n) }));

describe('21: one cause is one page', () => {
  it('21: one missing permission in four subscriptions, the grant first and every line short', () => {
    const findings = [1, 2, 3, 4].flatMap((n) =>
      ['a', 'b', 'c'].map((name) => unread(n, 'AuthorizationFailed', GRANT, name)),
    );

    const { notifications } = createPromptScans().scan({ findings, subscriptions });

    expect(notifications).toHaveLength(1);
    const [told] = notifications;
    if (told === undefined) throw new Error('nobody was told');
    expect(told.title).toBe(`Grant ${GRANT} in 4 subscriptions: 1 claim cannot be verified`);
    expect(told.counts.items).toBe(12);
    const lines = textLines(told);
    expect(lines[1]).toBe(`  Mend       Grant ${GRANT} (see: posture permissions)`);
    expect(lines.filter((line) => line.includes('Grant '))).toHaveLength(2);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(240);
    expect(told.where.subscriptionIds).toHaveLength(4);
  });

  it.each(['Throttled', 'NetworkError', 'ServerError', 'Timeout'] as const)(
    '21: %s in many subscriptions at once, which no permission mends',
    (code) => {
      const findings = [1, 2, 3, 4].map((n) => unread(n, code, GRANT));

      const { notifications } = createPromptScans().scan({ findings, subscriptions });

      expect(notifications).toHaveLength(1);
      expect(notifications[0]?.title).toContain(`${code}) in 4 subscriptions`);
      expect(JSON.stringify(notifications[0])).not.toContain('"Grant ');
    },
  );

  it('21: two missing permissions of one identity', () => {
    const findings = [
      unread(1, 'AuthorizationFailed', GRANT),
      unread(2, 'AuthorizationFailed', 'Microsoft.KeyVault/vaults/read'),
    ];

    const { notifications } = createPromptScans().scan({ findings, subscriptions });

    expect(notifications).toHaveLength(1);
    expect(notifications[0]?.title).toContain('and 1 more in 2 subscriptions');
    expect(notifications[0]?.items.map(({ remediation }) => remediation)).toEqual([
      expect.stringContaining(GRANT),
      expect.stringContaining('Microsoft.KeyVault/vaults/read'),
    ]);
  });

  it('21: one answer in another form puzzles several checks', () => {
    const checks = ['key-vault-purge-protection', 'key-vault-soft-delete', 'key-vault-audit-log'];
    const findings = checks.map((check) => finding({ status: 'unknown', check }));

    const { notifications } = createPromptScans().scan({ findings });

    expect(notifications).toHaveLength(1);
    expect(notifications[0]?.title).toContain('and 2 more');
  });

  it('21: what goes blind an hour later is told by itself, and each subscription ends by itself', () => {
    const scans = createPromptScans();
    const first = unread(1, 'AuthorizationFailed', GRANT);
    const second = unread(2, 'AuthorizationFailed', GRANT);
    const fine = (n: number) => finding({ resourceId: idIn(n) });
    scans.scan({ findings: [first, fine(2)], subscriptions, at: 0 });

    const later = scans.scan({ findings: [first, second], subscriptions, at: 60 });
    const half = scans.scan({ findings: [fine(1), second], subscriptions, at: 61 });
    const over = scans.scan({ findings: [fine(1), fine(2)], subscriptions, at: 62 });

    expect(later.notifications).toMatchObject([{ kind: 'firing', about: 'blind' }]);
    expect(half.notifications).toMatchObject([{ kind: 'resolved', about: 'blind' }]);
    expect(over.notifications).toMatchObject([{ kind: 'resolved', about: 'blind' }]);
  });

  it('21: one page stands until every subscription can be read again, and tells of one that joins', () => {
    const scans = createPromptScans();
    const blind = (n: number) => unread(n, 'AuthorizationFailed', GRANT);
    const fine = (n: number) => finding({ resourceId: idIn(n) });
    scans.scan({ findings: [blind(1), blind(2), fine(3)], subscriptions, at: 0 });

    const joined = scans.scan({ findings: [1, 2, 3].map(blind), subscriptions, at: 5 });
    const part = scans.scan({ findings: [fine(1), blind(2), fine(3)], subscriptions, at: 6 });
    const again = scans.scan({ findings: [blind(1), blind(2), fine(3)], subscriptions, at: 7 });

    expect(joined.notifications).toMatchObject([{ kind: 'updated', counts: { open: 3 } }]);
    expect(part.notifications).toEqual([]);
    expect(again.notifications).toMatchObject([{ kind: 'updated', counts: { open: 2 } }]);
    expect(scans.open()).toHaveLength(1);
  });

  it('21: two servers of one failover pair that one identity changes within a second', () => {
    const failing = (server: string, at: string, correlationId: string, by = 'ci@example.com') =>
      finding({
        status: 'fail',
        resourceId: databaseId('x', server).replace(/\/databases\/x$/u, ''),
        changedBy: author({ by, at, correlationId, operation: 'Microsoft.Sql/servers/write' }),
      });
    const pair = [
      failing('sql-north', '2026-01-01T00:00:00.200Z', 'c-1'),
      failing('sql-west', '2026-01-01T00:00:01.000Z', 'c-2'),
    ];
    const others = [
      failing('sql-other', '2026-01-01T00:00:00.500Z', 'c-3', 'bob@example.com'),
      failing('sql-late', '2026-01-01T00:09:00.000Z', 'c-4'),
    ];

    const scans = createPromptScans();
    const { notifications } = scans.scan({ findings: [...pair, ...others] });
    const joined = scans.scan({
      findings: [...pair, ...others, failing('sql-three', '2026-01-01T00:00:02.000Z', 'c-5')],
    });

    expect(notifications.map(({ counts }) => counts.resources).toSorted((a, b) => a - b)).toEqual([
      1, 1, 2,
    ]);
    expect(joined.notifications).toMatchObject([{ kind: 'updated', counts: { resources: 3 } }]);
  });
});
