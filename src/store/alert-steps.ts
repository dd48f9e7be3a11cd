import type { Alert, Mute } from '#domain/alert.ts';
import type { Instant } from '#domain/instant.ts';
import type { LogEntry } from '#domain/log-entry.ts';
import type { AlertRecord, ScanRecord } from '#domain/state-store.ts';
import type { Standing } from './alerts-store.ts';
import type { Stores } from './stores.ts';

/** How many claims an entry names. */
const NAMED = 20;

/**
 * What a transaction writes of alerts, in small steps: each alert that took another state, or was muted or is no longer, gets its
 * entry in the evidence log, and what is told of an alert carries the place of its newest entry.
 */
export function* alertSteps(
  { alerts, queue, fallback, held, log }: Stores,
  record: Pick<ScanRecord | AlertRecord, 'alerts' | 'messages' | 'held'>,
  at: Instant,
): Generator<() => void> {
  const place = (alertId: string): number | null => alerts.standing(alertId)?.logIndex ?? null;
  for (const alert of record.alerts) {
    yield () => {
      const before = alerts.standing(alert.id);
      alerts.put(alert);
      if (before?.state !== alert.state || !isSameMute(before.mute, alert.mute)) {
        alerts.putPlace(alert.id, log.append(alertEntry(alert, before, at)));
      }
    };
  }
  for (const message of record.messages) yield () => queue.add(message, place(message.alertId));
  for (const { id, state } of record.alerts) {
    if (state === 'resolved') yield () => fallback.completeEnds(id);
  }
  for (const one of record.held) yield () => held.put(one, place(one.notification.alertId));
}

function isSameMute(a: Mute | null, b: Mute | null): boolean {
  return a?.because === b?.because && a?.by === b?.by;
}

function alertEntry(alert: Alert, before: Standing | undefined, at: Instant): LogEntry {
  const { id, kind, cause, state, severity, sequence, mute, members } = alert;
  const claims = new Set(members.flatMap(claimsOf));
  const resources = new Set(
    members.flatMap((one) =>
      one.kind === 'finding' ? [one.finding.resourceId.toLowerCase()] : [],
    ),
  );
  return {
    type: 'alert',
    at,
    body: {
      alertId: id,
      kind,
      cause: cause.kind,
      before: before?.state ?? null,
      after: state,
      severity,
      sequence,
      mute,
      claims: [...claims].slice(0, NAMED),
      resources: resources.size,
    },
  };
}

function claimsOf(member: Alert['members'][number]): readonly string[] {
  switch (member.kind) {
    case 'finding':
      return [member.finding.claim];
    case 'problem':
      return member.claims.map(({ claim }) => claim);
    case 'claim':
      return [member.claim];
    case 'attached':
      return [];
  }
}
