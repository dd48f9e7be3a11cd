import type { Alert } from '#domain/alert.ts';
import type { Change } from '#domain/change.ts';
import { findingKey } from '#domain/finding.ts';
import type { Instant } from '#domain/instant.ts';
import type { MessageStatus } from '#domain/outbox-message.ts';

/** What alerting made of a change. */
export interface ChangeAlert {
  readonly alertId: string;
  readonly openedAt: Instant;
  /** When the first channel accepted the first word of it; null: none did. */
  readonly pagedAt: Instant | null;
  readonly ackedAt: Instant | null;
  readonly ackedBy: string | null;
  readonly resolvedAt: Instant | null;
  /** Place of its first word in the evidence log. */
  readonly logIndex: number | null;
}

const ABOUT: ReadonlySet<Change['kind']> = new Set([
  'started-failing',
  'found-failing',
  'stopped-failing',
  'gone',
]);

/** Finds the alert that a change belongs to: the first opened of those that were not over when it was seen. */
export function changeAlerts(
  alerts: readonly { readonly alert: Alert; readonly messages: readonly MessageStatus[] }[],
): (change: Change) => ChangeAlert | undefined {
  const byFinding = new Map<string, ChangeAlert[]>();
  const oldestFirst = [...alerts].sort((a, b) => (a.alert.openedAt < b.alert.openedAt ? -1 : 1));
  for (const { alert, messages } of oldestFirst) {
    const told = toldOf(alert, messages);
    for (const member of alert.members) {
      if (member.kind === 'finding')
        byFinding.set(member.key, [...(byFinding.get(member.key) ?? []), told]);
    }
  }
  return (change) =>
    ABOUT.has(change.kind)
      ? byFinding
          .get(findingKey(change.finding))
          ?.find(({ resolvedAt }) => resolvedAt === null || resolvedAt >= change.at)
      : undefined;
}

function toldOf(
  { id, openedAt, resolvedAt }: Alert,
  messages: readonly MessageStatus[],
): ChangeAlert {
  const accepted = messages
    .filter(({ message }) => message.kind === 'trigger')
    .flatMap(({ attempts }) => attempts)
    .filter(({ outcome }) => outcome === 'delivered' || outcome === 'accepted_unconfirmed')
    .map(({ at }) => at)
    .sort();
  const acked = messages.find(({ message }) => message.kind === 'ack')?.message;
  const first = messages.find(({ message }) => message.notification.logIndex !== null);
  return {
    alertId: id,
    openedAt,
    resolvedAt,
    pagedAt: accepted[0] ?? null,
    ackedAt: acked?.notification.at ?? null,
    ackedBy: acked?.notification.acknowledgedBy ?? null,
    logIndex: first?.message.notification.logIndex ?? null,
  };
}
