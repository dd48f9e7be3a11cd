import type { Alert, AlertCause, AlertKind, AlertMember, NotificationKind } from '#domain/alert.ts';
import type { Instant } from '#domain/instant.ts';
import { type Severity, worstSeverity } from '#domain/severity.ts';
import { causeKey } from './cause.ts';

/** An alert while a scan is being reconciled with it. */
export interface Draft {
  readonly id: string;
  readonly kind: AlertKind;
  readonly cause: AlertCause;
  /** As it was before the scan; null for a new one. */
  readonly before: Alert | null;
  readonly members: Map<string, AlertMember>;
  /** Something was learnt that people should be told: a member joined, or an author became known. */
  hasNews: boolean;
  /** A member is not as it was. */
  isTouched: boolean;
}

/** Makes a digest of a text; alerting itself may not reach for cryptography. */
export type Hash = (text: string) => string;

export function draftOf(alert: Alert): Draft {
  const members = new Map(alert.members.map((member) => [member.key, member]));
  const { id, kind, cause } = alert;
  return { id, kind, cause, before: alert, members, hasNews: false, isTouched: false };
}

/** A new alert. Its id follows from what it is about and the scan that raised it, so that a scan that is recorded again raises no second one. */
export function newDraft(kind: AlertKind, cause: AlertCause, scanId: string, hash: Hash): Draft {
  const id = `al_${hash(['alert', kind, causeKey(cause), scanId].join('\u001f')).slice(0, 32)}`;
  return { id, kind, cause, before: null, members: new Map(), hasNews: true, isTouched: true };
}

/** Puts a member in or replaces it. */
export function putMember(draft: Draft, member: AlertMember): void {
  draft.members.set(member.key, member);
  draft.isTouched = true;
}

/**
 * The alert after the scan, and what there is to tell: its beginning, its end when every member is over, news, or nothing.
 * undefined: it is as it was.
 */
export function settle(
  draft: Draft,
  at: Instant,
): { readonly alert: Alert; readonly tell: NotificationKind | null } | undefined {
  if (!draft.isTouched) return undefined;
  const members = [...draft.members.values()];
  const open = members.filter((member) => member.state !== 'over');
  const isOver = open.length === 0;
  const isStale = open.some((member) => member.state === 'unreadable');
  const tell = isOver
    ? 'resolved'
    : draft.before === null
      ? 'firing'
      : draft.hasNews
        ? 'updated'
        : null;
  const alert: Alert = {
    id: draft.id,
    kind: draft.kind,
    cause: draft.cause,
    state: isOver ? 'resolved' : 'firing',
    // An end is told with the severity that its alert had.
    severity: severityOf(isOver ? members : open),
    openedAt: draft.before?.openedAt ?? at,
    resolvedAt: isOver ? at : null,
    staleSince: isStale ? (draft.before?.staleSince ?? at) : null,
    sequence: (draft.before?.sequence ?? 0) + (tell === null ? 0 : 1),
    members,
  };
  return { alert, tell };
}

function severityOf(members: readonly AlertMember[]): Severity {
  let worst: Severity = 'informational';
  for (const member of members) {
    worst = worstSeverity(
      worst,
      member.kind === 'finding' ? member.finding.severity : member.severity,
    );
  }
  return worst;
}
