import type { Alert, AlertMember, Notification, NotificationKind } from '#domain/alert.ts';
import { type Finding, findingKey } from '#domain/finding.ts';
import type { HeldNotification, MessageKind, OutboxMessage } from '#domain/outbox-message.ts';
import type { Silence } from '#domain/silence.ts';
import type { AlertRecord } from '#domain/state-store.ts';
import { databaseId, finding, minute } from '../harness/findings.ts';

/** A finding that fails, as a member of an alert. */
export function member(changes: Partial<Finding> = {}, isOver = false): AlertMember {
  const failing = finding({ status: 'fail', ...changes });
  const over = { at: minute(9), because: 'passes', observed: null, changedBy: null } as const;
  return {
    kind: 'finding',
    key: findingKey(failing),
    state: isOver ? 'over' : 'failing',
    finding: failing,
    summary: 'Databases can be restored to any point of the last 14 days.',
    from: { days: 35 },
    over: isOver ? over : null,
  };
}

/** A violation that fires; a case names only what it is about. */
export function alert(id: string, changes: Partial<Alert> = {}): Alert {
  return {
    id,
    kind: 'violation',
    cause: { kind: 'scan', scanId: 'scan-1', parent: databaseId('db1'), family: 'sql' },
    state: 'firing',
    severity: 'high',
    openedAt: minute(1),
    recoveringSince: null,
    resolvedAt: changes.state === 'resolved' ? minute(9) : null,
    scansSeen: 1,
    confirmed: null,
    mute: null,
    toldAt: minute(1),
    hasUntoldNews: false,
    destinations: [],
    staleSince: null,
    sequence: 1,
    members: [member({}, changes.state === 'resolved')],
    ...changes,
  };
}

const KINDS: Readonly<Record<MessageKind, NotificationKind>> = {
  trigger: 'firing',
  update: 'updated',
  ack: 'acknowledged',
  resolve: 'resolved',
  digest: 'digest',
  test: 'test',
};

export function notification(changes: Partial<Notification> = {}): Notification {
  const { alertId = 'a', sequence = 1 } = changes;
  return {
    id: `${alertId}-${String(sequence)}`,
    alertId,
    sequence,
    kind: 'firing',
    about: 'violation',
    severity: 'critical',
    title: 'Broken: Databases can be restored to any point of the last 14 days. (db1)',
    at: minute(sequence),
    openedAt: minute(1),
    who: null,
    claims: [{ document: 'flex', claim: 'flex.pitr', summary: 'Databases can be restored.' }],
    items: [],
    counts: { items: 1, claims: 1, resources: 1, open: 1 },
    where: { subscriptionIds: ['s'], resourceGroups: ['rg-prod'] },
    evidence: [],
    changedAt: null,
    resolvedAt: null,
    confirmed: null,
    acknowledgedBy: null,
    notes: [],
    runbook: null,
    link: null,
    commands: null,
    logIndex: null,
    ...changes,
  };
}

/** A message of alert `a` to the channel `hook`, unless told otherwise. */
export function message(
  kind: MessageKind,
  sequence: number,
  changes: Partial<OutboxMessage> = {},
): OutboxMessage {
  const { alertId = 'a', channel = 'hook' } = changes;
  const told = notification({ alertId, sequence, kind: KINDS[kind] });
  return {
    id: `${told.id}-${channel}`,
    alertId,
    sequence,
    channel,
    destinationVersion: '1',
    kind,
    notification: told,
    createdAt: minute(sequence),
    fallback: [],
    ...changes,
  };
}

export function held(id: string, changes: Partial<HeldNotification> = {}): HeldNotification {
  return {
    id,
    channel: 'chat',
    route: 'route 1',
    notification: notification(),
    heldAt: minute(1),
    ...changes,
  };
}

export function silence(id: string, changes: Partial<Silence> = {}): Silence {
  return {
    id,
    match: { claims: ['flex.*'], severities: ['high'] },
    alertId: null,
    by: 'alice',
    reason: 'maintenance',
    ticket: 'T-1',
    createdAt: minute(1),
    expiresAt: minute(60),
    endedAt: null,
    warnedAt: null,
    ...changes,
  };
}

/** What a tick between scans records. */
export function alertRecord(n: number, changes: Partial<AlertRecord> = {}): AlertRecord {
  return {
    at: minute(n),
    alerts: [],
    messages: [],
    held: [],
    released: [],
    warnedSilences: [],
    log: [],
    ...changes,
  };
}
