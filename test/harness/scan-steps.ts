import { createHash } from 'node:crypto';
import { reconcile } from '#alerting/reconcile.ts';
import type { Alert, Notification } from '#domain/alert.ts';
import type { Change } from '#domain/change.ts';
import { type Finding, findingKey } from '#domain/finding.ts';
import type { RecordedFinding } from '#domain/recorded.ts';
import type { ClaimResult, ScanMode, SubscriptionResult } from '#domain/scan.ts';
import { compareResource, type ResourceDifference } from '#drift/compare-resource.ts';
import { claimResult, minute, subscriptionResult } from './findings.ts';

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Stands in for the catalogue: `sql-tls` is of the family `sql`. */
export function familyOf(check: string): string {
  return check.split('-')[0] ?? check;
}

/** What one made-up scan sees. */
export interface Step {
  readonly findings: readonly Finding[];
  readonly claims?: readonly ClaimResult[];
  readonly problems?: SubscriptionResult['problems'];
  readonly mode?: ScanMode;
  readonly whole?: boolean;
  /** Keys of claims that nothing can verify. */
  readonly unverifiable?: readonly string[];
  /** Ids of resources that were seen to be gone. */
  readonly gone?: readonly string[];
}

export interface Told {
  readonly notifications: readonly Notification[];
  readonly changes: readonly Change[];
  readonly differences: readonly ResourceDifference[];
  readonly changedAlerts: readonly Alert[];
}

/** A monitor without Azure and without a file: compares and reconciles one step after the other. */
export function createScans() {
  const state = new Map<string, RecordedFinding>();
  const alerts = new Map<string, Alert>();
  let count = 0;
  return {
    alerts: (): Alert[] => [...alerts.values()],
    open: (): Alert[] => [...alerts.values()].filter((alert) => alert.state === 'firing'),
    scan(step: Step): Told {
      const at = minute(count);
      const firstScan = count === 0;
      count += 1;
      const ids = new Map<string, string>();
      for (const { resourceId } of step.findings) ids.set(resourceId.toLowerCase(), resourceId);
      for (const id of step.gone ?? []) ids.set(id.toLowerCase(), id);
      const differences = [...ids].map(([key, resourceId]) =>
        compareResource({
          resourceId,
          previous: [...state.values()].filter(
            ({ finding }) => finding.resourceId.toLowerCase() === key,
          ),
          current: step.findings.filter((finding) => finding.resourceId.toLowerCase() === key),
          at,
          firstScan,
          absence: () => (step.gone === undefined ? 'not-asked' : 'gone'),
        }),
      );
      for (const { update } of differences) {
        for (const entry of update.changed) state.set(findingKey(entry.finding), entry);
        for (const key of update.removed) state.delete(key);
      }
      const changes = differences.flatMap((difference) => difference.changes);
      const findings = differences.flatMap((difference) => difference.findings);
      const byClaim = Map.groupBy(findings, ({ document, claim }) => `${document} ${claim}`);
      const claims = step.claims ?? [...byClaim.values()].map((group) => claimResult(group));
      const result = reconcile(
        {
          scanId: `scan-${String(count)}`,
          mode: step.mode ?? 'full',
          whole: step.whole ?? true,
          at,
          open: [...alerts.values()].filter((alert) => alert.state === 'firing'),
          claims,
          changes,
          subscriptions: [subscriptionResult(step.problems)],
          unverifiable: new Set(step.unverifiable),
        },
        familyOf,
        sha256,
      );
      for (const alert of result.alerts) alerts.set(alert.id, alert);
      return {
        notifications: result.notifications,
        changes,
        differences,
        changedAlerts: result.alerts,
      };
    },
  };
}
