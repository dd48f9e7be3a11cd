import { createHash } from 'node:crypto';
import type { Route } from '#alerting/channel.ts';
import { messagesFor } from '#alerting/messages.ts';
import { reconcile } from '#alerting/reconcile.ts';
import type { Finding } from '#domain/finding.ts';
import type { Instant } from '#domain/instant.ts';
import type { StateStore } from '#domain/state-store.ts';
import { FINDING_STATUSES, type FindingStatus } from '#domain/status.ts';
import { compareClaims } from '#drift/compare-claims.ts';
import { compareResource } from '#drift/compare-resource.ts';
import { scanRecord } from '../store/scan-records.ts';
import { claimResult, databaseId, finding, subscriptionResult } from './findings.ts';
import { familyOf, sha256 } from './scan-steps.ts';

const DATABASES = ['db1', 'db2', 'db3', 'db4', 'db5'];

export const SCRIPTED_IDS = DATABASES.map((name, n) => databaseId(name, `sql-${String(n % 2)}`));

/** The first day of the year for the script; its clock stands on the second. */
export const DAY_MS = 86_400_000;
export const SCRIPT_START_MS = Date.UTC(2026, 0, 1);

function instantOf(n: number): Instant {
  return new Date(SCRIPT_START_MS + n).toISOString();
}

/** What the nth scan of the script sees: always the same for the same n. */
function seen(n: number): Finding[] {
  return SCRIPTED_IDS.map((resourceId, index) =>
    finding({ resourceId, status: statusAt(n, index), readAt: instantOf(n) }),
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

/** Compares, reconciles and records the nth scan as the monitor does. */
export async function recordScripted(
  store: StateStore,
  n: number,
  routes: readonly Route[],
): Promise<void> {
  const at = instantOf(n);
  const differences = [];
  for (const current of seen(n)) {
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
    [claimResult(differences.flatMap((difference) => difference.findings))],
    at,
  );
  const { alerts, notifications } = reconcile(
    {
      scanId: `scan-${String(n)}`,
      mode: 'full',
      whole: true,
      at,
      open: await store.openAlerts(),
      claims: claims.claims,
      changes,
      subscriptions: [subscriptionResult()],
      unverifiable: new Set(),
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
      alerts,
      messages: messagesFor(notifications, routes),
    }),
  );
}
