import type { ScanRecord } from '#domain/state-store.ts';
import { minute, subscriptionResult } from '../harness/findings.ts';

/** The record of the nth scan; parts that a case is not about are empty. */
export function scanRecord(n: number, changes: Partial<ScanRecord> = {}): ScanRecord {
  const id = `scan-${String(n)}`;
  const [startedAt, finishedAt] = [minute(n), minute(n)];
  return {
    scan: {
      id,
      mode: 'full',
      startedAt,
      finishedAt,
      whole: true,
      scan: {
        id,
        mode: 'full',
        startedAt,
        finishedAt,
        tool: { name: 'azure-posture-monitor', version: '0.0.0' },
        azure: {
          resourceManager: 'https://management.azure.com',
          tenantId: null,
          requests: 1,
          retries: 0,
          throttled: 0,
        },
        subscriptions: [subscriptionResult()],
      },
      documents: [
        { id: 'flex', title: 'Flex', status: 'broken', counts: { broken: 1 }, warnings: [] },
      ],
      summary: { claims: { broken: 1 }, findings: { fail: 1 } },
    },
    resources: [],
    claims: [],
    retiredClaims: [],
    changes: [],
    claimChanges: [],
    alerts: [],
    messages: [],
    held: [],
    log: [],
    watermarks: {},
    ...changes,
  };
}
