import type { Alert, Notification } from '#domain/alert.ts';
import { draftOf, type Hash, settle } from './draft.ts';
import { notificationOf } from './notification.ts';
import { reconcileBlindness } from './reconcile-blindness.ts';
import { reconcileClaims } from './reconcile-claims.ts';
import type { ReconcileInput } from './reconcile-input.ts';
import { reconcileViolations } from './reconcile-violations.ts';

export interface Reconciliation {
  /** Alerts that were opened, resolved, or are not as they were. */
  readonly alerts: readonly Alert[];
  /** What to tell, in the order in which it is to be told. */
  readonly notifications: readonly Notification[];
}

/**
 * Compares what a scan found with the alerts that are open, level by level and not event by event: whatever was lost in between,
 * the next scan puts it right, and what was told is not told again. One cause is one alert. An alert ends when every member
 * passes, is excepted or gone; what cannot be read keeps it open. Same input, same answer; ids included.
 */
export function reconcile(
  input: ReconcileInput,
  familyOf: (check: string) => string,
  hash: Hash,
): Reconciliation {
  const drafts = input.open.map(draftOf);
  reconcileViolations(drafts, input, familyOf, hash);
  reconcileBlindness(drafts, input, hash);
  reconcileClaims(drafts, input, hash);
  const alerts: Alert[] = [];
  const notifications: Notification[] = [];
  for (const draft of drafts) {
    const settled = settle(draft, input.at);
    if (settled === undefined) continue;
    alerts.push(settled.alert);
    if (settled.tell !== null) {
      notifications.push(notificationOf(settled.alert, settled.tell, input.at, hash));
    }
  }
  return { alerts, notifications };
}
