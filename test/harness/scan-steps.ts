import { createHash } from 'node:crypto';
import { decide } from '#alerting/decide.ts';
import type { DecideInput, Decision } from '#alerting/decide-input.ts';
import type { Alert, Notification } from '#domain/alert.ts';
import type { AlertPolicy } from '#domain/alert-policy.ts';
import type { Change } from '#domain/change.ts';
import { type Finding, findingKey } from '#domain/finding.ts';
import type { HeldNotification } from '#domain/outbox-message.ts';
import type { RecordedFinding } from '#domain/recorded.ts';
import type { ClaimResult, ScanMode, SubscriptionResult } from '#domain/scan.ts';
import type { Acknowledgement, Silence } from '#domain/silence.ts';
import type { Transition } from '#domain/state-store.ts';
import type { Symptom } from '#domain/symptom.ts';
import { compareResource, type ResourceDifference } from '#drift/compare-resource.ts';
import { LOG, policy } from '../alerting/policies.ts';
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
  readonly subscriptions?: readonly SubscriptionResult[];
  readonly mode?: ScanMode;
  readonly whole?: boolean;
  /** Keys of claims that nothing can verify. */
  readonly unverifiable?: readonly string[];
  /** Ids of resources that were seen to be gone. */
  readonly gone?: readonly string[];
  /** Minutes after the beginning; one after the last decision when absent. */
  readonly at?: number;
  /** What a second reading says of everything that changed, or by key; null: there was none. */
  readonly confirmed?: true | null | ReadonlyMap<string, boolean>;
}

export interface Told {
  readonly notifications: readonly Notification[];
  readonly changes: readonly Change[];
  readonly differences: readonly ResourceDifference[];
  readonly changedAlerts: readonly Alert[];
  readonly decision: Decision;
}

/** One that believes everything at once and tells each news at once, for cases that are about what is told and not when. */
export function createPromptScans() {
  const { timing } = policy();
  return createScans({
    timing: { ...timing, recoverAfterMs: 0, updateEveryMs: 0, blindAfterScans: 1 },
  });
}

/** A monitor without Azure and without a file: compares and decides one step after the other, told through one channel. */
export function createScans(changes: Partial<AlertPolicy> = {}) {
  const findings = new Map<string, RecordedFinding>();
  const alerts = new Map<string, Alert>();
  const transitions: Transition[] = [];
  const silences: Silence[] = [];
  const acknowledgements: Acknowledgement[] = [];
  let held: readonly HeldNotification[] = [];
  let count = 0;
  let now = -1;
  const rules = policy({ channels: [LOG], ...changes });

  function run(input: Pick<DecideInput, 'scan' | 'confirmed' | 'symptoms'>): Decision {
    const at = minute(now);
    const asked: DecideInput = {
      ...input,
      at,
      alerts: [...alerts.values()].filter(({ state }) => state !== 'resolved'),
      transitions: transitions.filter((one) => one.at >= minute(now - 60)),
      acknowledgements,
      silences: silences.filter((one) => one.createdAt <= at && at < one.expiresAt),
      held,
      policy: rules,
    };
    const decision = decide(asked, familyOf, sha256);
    for (const alert of decision.alerts) alerts.set(alert.id, alert);
    held = [...held, ...decision.held].filter(({ id }) => !decision.released.includes(id));
    for (const [n, silence] of silences.entries())
      if (decision.warnedSilences.includes(silence.id)) silences[n] = { ...silence, warnedAt: at };
    return decision;
  }

  return {
    silences,
    acknowledgements,
    held: () => held,
    alerts: (): Alert[] => [...alerts.values()],
    /** Those that stand. */
    open: (): Alert[] => [...alerts.values()].filter((alert) => alert.state === 'firing'),
    /** What the passing of time, or what the monitor sees in itself, makes of it; at a minute after the beginning. */
    tick(at: number, symptoms: readonly Symptom[] | null = null): readonly Notification[] {
      now = at;
      const decision = run({ scan: null, confirmed: new Map(), symptoms });
      return decision.messages.map(({ notification }) => notification);
    },
    scan(step: Step): Told {
      now = step.at ?? now + 1;
      const at = minute(now);
      const firstScan = count === 0;
      count += 1;
      const ids = new Map<string, string>();
      for (const { resourceId } of step.findings) ids.set(resourceId.toLowerCase(), resourceId);
      for (const id of step.gone ?? []) ids.set(id.toLowerCase(), id);
      const differences = [...ids].map(([key, resourceId]) =>
        compareResource({
          resourceId,
          previous: [...findings.values()].filter(
            ({ finding }) => finding.resourceId.toLowerCase() === key,
          ),
          current: step.findings.filter((finding) => finding.resourceId.toLowerCase() === key),
          at,
          firstScan,
          absence: () => (step.gone === undefined ? 'not-asked' : 'gone'),
        }),
      );
      for (const { update } of differences) {
        for (const entry of update.changed) findings.set(findingKey(entry.finding), entry);
        for (const key of update.removed) findings.delete(key);
      }
      const found = differences.flatMap((difference) => difference.changes);
      const current = differences.flatMap((difference) => difference.findings);
      const byClaim = Map.groupBy(current, ({ document, claim }) => `${document} ${claim}`);
      const claims =
        step.claims ??
        [...byClaim.values()].map((group) =>
          claimResult(group, { severity: group[0]?.severity ?? 'high' }),
        );
      const keys = step.confirmed === null ? [] : found.map((one) => findingKey(one.finding));
      const decision = run({
        scan: {
          scanId: `scan-${String(count)}`,
          mode: step.mode ?? 'full',
          whole: step.whole ?? true,
          claims,
          changes: found,
          subscriptions: step.subscriptions ?? [subscriptionResult(step.problems)],
          unverifiable: new Set(step.unverifiable),
        },
        confirmed:
          step.confirmed instanceof Map ? step.confirmed : new Map(keys.map((key) => [key, true])),
        symptoms: null,
      });
      for (const { kind, finding } of found) {
        const isFailing = kind === 'started-failing' || kind === 'found-failing';
        if (isFailing || kind === 'stopped-failing' || kind === 'gone')
          transitions.push({ finding: findingKey(finding), at, isFailing });
      }
      const notifications = decision.messages.map(({ notification }) => notification);
      const changedAlerts = decision.alerts;
      return { notifications, changes: found, differences, changedAlerts, decision };
    },
  };
}
