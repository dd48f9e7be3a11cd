import { createHash } from 'node:crypto';
import { decide } from '#alerting/decide.ts';
import { alertsAt } from '#delivery/alert-desk.ts';
import type { AlertPolicy } from '#domain/alert-policy.ts';
import { type Finding, findingKey } from '#domain/finding.ts';
import type { Instant } from '#domain/instant.ts';
import type { Severity } from '#domain/severity.ts';
import type { StateStore } from '#domain/state-store.ts';
import { FINDING_STATUSES, type FindingStatus } from '#domain/status.ts';
import { compareClaims } from '#drift/compare-claims.ts';
import { compareResource } from '#drift/compare-resource.ts';
import { scanRecord } from '../store/scan-records.ts';
import { claimResult, databaseId, finding, subscriptionResult } from './findings.ts';
import { POLICY } from './monitor-desk.ts';
import { familyOf, sha256 } from './scan-steps.ts';

const DATABASES = ['db1', 'db2', 'db3', 'db4', 'db5'];

export const SCRIPTED_IDS = DATABASES.map((name, n) => databaseId(name, `sql-${String(n % 2)}`));

/** When the nth scan of the script takes place, milliseconds since the epoch: one an hour, so that what happens is no flapping. */
export function scriptedMs(n: number): number {
  return Date.UTC(2026, 0, 1) + n * 3_600_000;
}

function instantOf(n: number): Instant {
  return new Date(scriptedMs(n)).toISOString();
}

/** What the nth scan of the script sees: always the same for the same n. */
function seen(n: number, severity: Severity): Finding[] {
  return SCRIPTED_IDS.map((resourceId, index) =>
    finding({ resourceId, status: statusAt(n, index), readAt: instantOf(n), severity }),
  );
}

/** Thrown anew now and then, so that some things last for a while. */
function statusAt(n: number, index: number): FindingStatus {
  const dice =
    createHash('sha256')
      .update(`${String(n)} ${String(index)}`)
      .digest()[0] ?? 0;
  if (dice < 150 && n > 0) return statusAt(n - 1, index);
  return FINDING_STATUSES[dice % FINDING_STATUSES.length] ?? 'pass';
}

/** How many scans of the script the state has recorded. */
export async function scansDone(store: Pick<StateStore, 'scans'>): Promise<number> {
  const [last] = await store.scans(1);
  return last === undefined ? 0 : Number(last.id.split('-')[1]) + 1;
}

/** Compares, decides and records the nth scan as the monitor does, with second readings that agree. */
export async function recordScripted(
  store: StateStore,
  n: number,
  policy: Partial<AlertPolicy>,
  severity: Severity = 'high',
): Promise<void> {
  const at = instantOf(n);
  const differences = [];
  for (const current of seen(n, severity)) {
    const { resourceId } = current;
    const previous = await store.findingsOf(resourceId);
    differences.push(
      compareResource({
        resourceId,
        previous,
        current: [current],
        at,
        firstScan: n === 0,
        absence: () => 'gone',
      }),
    );
  }
  const changes = differences.flatMap((difference) => difference.changes);
  const claims = compareClaims(
    await store.claims(),
    [
      claimResult(
        differences.flatMap((difference) => difference.findings),
        { severity },
      ),
    ],
    at,
  );
  const decision = decide(
    {
      ...(await alertsAt(store, at)),
      scan: {
        scanId: `scan-${String(n)}`,
        mode: 'full',
        whole: true,
        claims: claims.claims,
        changes,
        subscriptions: [subscriptionResult()],
        unverifiable: new Set(),
      },
      confirmed: new Map(changes.map((change) => [findingKey(change.finding), true])),
      symptoms: null,
      policy: { ...POLICY, ...policy },
    },
    familyOf,
    sha256,
  );
  await store.recordScan(
    scanRecord(n, {
      resources: differences.map((difference) => difference.update),
      claims: claims.recorded,
      changes,
      claimChanges: claims.changes,
      alerts: decision.alerts,
      messages: decision.messages,
      held: decision.held,
    }),
  );
}
