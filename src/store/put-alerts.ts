import type { Alert, Mute } from '#domain/alert.ts';
import type { Instant } from '#domain/instant.ts';
import type { LogEntry } from '#domain/log-entry.ts';
import type { AlertRecord, ScanRecord } from '#domain/state-store.ts';
import type { Standing } from './alerts-store.ts';
import type { Stores } from './stores.ts';

/** How many claims an entry names. */
const NAMED = 20;

/**
 * Writes what becomes of alerts, inside a transaction: each alert that took another state, or was muted or is no longer, gets its
 * entry in the evidence log, and what is told of an alert carries the place of its newest entry.
 */
export async function putAlerts(
  { alerts, queue, fallback, held, log }: Stores,
  record: Pick<ScanRecord | AlertRecord, 'alerts' | 'messages' | 'held'>,
  at: Instant,
): Promise<void> {
  for (const alert of record.alerts) {
    const before = await alerts.standing(alert.id);
    await alerts.put(alert);
    if (before?.state === alert.state && isSameMute(before.mute, alert.mute)) continue;
    await alerts.putPlace(alert.id, await log.append(alertEntry(alert, before, at)));
  }
  for (const message of record.messages)
    await queue.add(message, await alerts.place(message.alertId));
  for (const { id, state } of record.alerts) {
    if (state === 'resolved') await fallback.completeEnds(id);
  }
  for (const one of record.held) await held.put(one, await alerts.place(one.notification.alertId));
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
