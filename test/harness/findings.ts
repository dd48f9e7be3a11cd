import type { ChangeAuthor, Finding } from '#domain/finding.ts';
import type { Instant } from '#domain/instant.ts';
import type { ClaimResult, SubscriptionResult } from '#domain/scan.ts';

export const SUBSCRIPTION = '00000000-0000-0000-0000-000000000001';

/** The id of a database of the given server. */
export function databaseId(name: string, server = 'sql-a'): string {
  return `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-prod/providers/Microsoft.Sql/servers/${server}/databases/${name}`;
}

/** A passing finding on a database; a case names only what it is about. */
export function finding(changes: Partial<Finding> = {}): Finding {
  return {
    document: 'flex',
    claim: 'flex.pitr',
    check: 'sql-point-in-time-retention',
    resourceId: databaseId('db1'),
    resourceType: 'microsoft.sql/servers/databases',
    location: 'westeurope',
    status: 'pass',
    severity: 'high',
    expected: { days: 14 },
    observed:
      changes.status === 'fail' ? { days: 7 } : changes.status === 'unknown' ? null : { days: 35 },
    reason: 'The database keeps backups for some days.',
    remediation: "az sql db str-policy set --name 'db1' --retention-days 14",
    since: null,
    changedBy: null,
    exception: null,
    evidence: [`sha256:${'0'.repeat(64)}`],
    readAt: '2026-01-01T00:00:00.000Z',
    ...changes,
  };
}

export function author(changes: Partial<ChangeAuthor> = {}): ChangeAuthor {
  return {
    by: 'alice@example.com',
    byType: 'User',
    at: '2026-01-01T00:00:00.000Z',
    client: 'Azure Portal',
    operation: 'Microsoft.Sql/servers/databases/write',
    correlationId: 'c0ffee00-0000-4000-8000-000000000001',
    from: { days: 35 },
    to: { days: 7 },
    source: 'resourcechanges',
    ...changes,
  };
}

/** A claim with the status that its findings fold to, unless told otherwise. */
export function claimResult(
  findings: readonly Finding[],
  changes: Partial<ClaimResult> = {},
): ClaimResult {
  const statuses = new Set(findings.map(({ status }) => status));
  const status = statuses.has('fail') ? 'broken' : statuses.has('unknown') ? 'unverified' : 'holds';
  return {
    document: findings[0]?.document ?? 'flex',
    id: findings[0]?.claim ?? 'flex.pitr',
    section: '1. Data Protection',
    summary: 'Databases can be restored to any point of the last 14 days.',
    severity: 'high',
    kinds: ['auto'],
    status,
    since: null,
    reason: null,
    attestation: null,
    measurement: null,
    findings,
    ...changes,
  };
}

/** The instant of the nth minute of a made-up day. */
export function minute(n: number): Instant {
  return new Date(Date.UTC(2026, 0, 1, 0, n)).toISOString();
}

export function subscriptionResult(
  problems: SubscriptionResult['problems'] = [],
): SubscriptionResult {
  const status = problems.length === 0 ? 'complete' : 'partial';
  return { id: SUBSCRIPTION, name: 'prod', status, resources: 1, problems };
}
