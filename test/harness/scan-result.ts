import type { ClaimResult, DocumentResult, ScanResult, SubscriptionResult } from '#domain/scan.ts';
import { CLAIM_STATUSES, FINDING_STATUSES, worstStatus } from '#domain/status.ts';
import { SUBSCRIPTION } from './findings.ts';

/** A scan of the given claims, with counts that agree with them. */
export function scanResult(
  claims: readonly ClaimResult[],
  changes: {
    scan?: Partial<ScanResult['scan']>;
    documents?: readonly Partial<DocumentResult>[];
  } = {},
): ScanResult {
  const ids = [...new Set(claims.map(({ document }) => document))];
  const findings = claims.flatMap((claim) => claim.findings);
  return {
    schemaVersion: '1',
    scan: {
      id: '01KA0000000000000000000001',
      mode: 'full',
      startedAt: '2026-11-21T03:00:00.000Z',
      finishedAt: '2026-11-21T03:00:12.500Z',
      tool: { name: 'azure-posture-monitor', version: '0.1.0' },
      azure: {
        resourceManager: 'https://management.azure.com',
        tenantId: '11111111-1111-1111-1111-111111111111',
        requests: 42,
        retries: 1,
        throttled: 0,
      },
      subscriptions: [subscription()],
      ...changes.scan,
    },
    documents: ids.map((id, index) => ({
      id,
      title: `Statement ${id}`,
      status:
        worstStatus(claims.filter((c) => c.document === id).map((c) => c.status)) ?? 'vacuous',
      counts: count(
        CLAIM_STATUSES,
        claims.filter((c) => c.document === id),
      ),
      warnings: [],
      ...changes.documents?.[index],
    })),
    claims,
    summary: { claims: count(CLAIM_STATUSES, claims), findings: count(FINDING_STATUSES, findings) },
  };
}

export function subscription(changes: Partial<SubscriptionResult> = {}): SubscriptionResult {
  return {
    id: SUBSCRIPTION,
    name: 'Production',
    status: 'complete',
    resources: 12,
    problems: [],
    ...changes,
  };
}

function count<S extends string>(
  statuses: readonly S[],
  items: readonly { readonly status: S }[],
): Partial<Record<S, number>> {
  const counts: Partial<Record<S, number>> = {};
  for (const status of statuses) {
    const found = items.filter((item) => item.status === status).length;
    if (found > 0) counts[status] = found;
  }
  return counts;
}
