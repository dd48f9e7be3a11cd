import type {
  Alert,
  AlertCause,
  AlertDestination,
  AlertKind,
  AlertMember,
  AlertState,
  Mute,
} from '#domain/alert.ts';
import { type Instant, toMilliseconds } from '#domain/instant.ts';
import { SEVERITIES, type Severity, worstSeverity } from '#domain/severity.ts';
import { causeKey } from './cause.ts';

/** An alert while it is being decided on. */
export interface Draft {
  readonly id: string;
  readonly kind: AlertKind;
  readonly cause: AlertCause;
  readonly openedAt: Instant;
  /** As it was before; null for a new one. */
  readonly before: Alert | null;
  readonly members: Map<string, AlertMember>;
  state: AlertState;
  recoveringSince: Instant | null;
  resolvedAt: Instant | null;
  scansSeen: number;
  /** While it recovers: whether its passing was seen a second time. */
  confirmed: boolean | null;
  mute: Mute | null;
  toldAt: Instant | null;
  hasUntoldNews: boolean;
  destinations: readonly AlertDestination[];
  sequence: number;
  /** A scan has just seen it fail. */
  isSeen: boolean;
  /** Something was learnt that people should be told: a member joined, or an author became known. */
  hasNews: boolean;
  /** The news does not wait for its turn. */
  isUrgent: boolean;
  /** A member is not as it was. */
  isTouched: boolean;
}

/** Makes a digest of a text; alerting itself may not reach for cryptography. */
export type Hash = (text: string) => string;

export function draftOf(alert: Alert): Draft {
  const members = new Map(alert.members.map((member) => [member.key, member]));
  const news = { isSeen: false, hasNews: false, isUrgent: false, isTouched: false };
  return { ...alert, ...news, before: alert, members };
}

/**
 * A new alert. Its id follows from what it is about and from what raised it (`occasion`: the scan, or the instant), so that a
 * decision that is made again raises no second one. What cannot be read waits until enough scans have seen it.
 */
export function newDraft(
  about: { readonly kind: AlertKind; readonly cause: AlertCause },
  occasion: { readonly id: string; readonly at: Instant },
  hash: Hash,
): Draft {
  const { kind, cause } = about;
  return {
    id: `al_${hash(['alert', kind, causeKey(cause), occasion.id].join('\u001f')).slice(0, 32)}`,
    kind,
    cause,
    openedAt: occasion.at,
    before: null,
    members: new Map(),
    state: 'pending',
    recoveringSince: null,
    resolvedAt: null,
    scansSeen: 0,
    confirmed: null,
    mute: null,
    toldAt: null,
    hasUntoldNews: false,
    destinations: [],
    sequence: 0,
    isSeen: true,
    hasNews: false,
    isUrgent: false,
    isTouched: true,
  };
}

/** Puts a member in or replaces it. */
export function putMember(draft: Draft, member: AlertMember): void {
  draft.members.set(member.key, member);
  draft.isTouched = true;
  if (member.state === 'failing') draft.isSeen = true;
}

/** A member that still fails or cannot be looked at. */
export function hasOpenMember(draft: Draft): boolean {
  return draft.members.values().some((member) => member.state !== 'over');
}

/** It stands: somebody is or should be told of it, and nothing says that it is over. */
export function isStanding(draft: Draft): boolean {
  return draft.state === 'firing';
}

function isWorseThan(a: Severity, b: Severity): boolean {
  return SEVERITIES.indexOf(a) < SEVERITIES.indexOf(b);
}

export function severityOfMember(member: AlertMember): Severity {
  return member.kind === 'finding' ? member.finding.severity : member.severity;
}

/** Whether it is worse than it ever was before, with all its members. */
export function isWorse(draft: Draft): boolean {
  if (draft.before === null) return false;
  const before = draft.before.members.map(severityOfMember);
  return before.every((severity) => isWorseThan(severityOf(draft), severity));
}

/** The worst of what is still open; an end is told with the severity that its alert had. */
export function severityOf(draft: Pick<Draft, 'members'>): Severity {
  const members = [...draft.members.values()];
  const open = members.filter((member) => member.state !== 'over');
  let worst: Severity = 'informational';
  for (const member of open.length === 0 ? members : open) {
    worst = worstSeverity(worst, severityOfMember(member));
  }
  return worst;
}

/** The alert as it is now. */
export function toAlert(draft: Draft, at: Instant): Alert {
  const members = [...draft.members.values()];
  const isStale = members.some((member) => member.state === 'unreadable');
  return {
    id: draft.id,
    kind: draft.kind,
    cause: draft.cause,
    state: draft.state,
    severity: severityOf(draft),
    openedAt: draft.openedAt,
    recoveringSince: draft.recoveringSince,
    resolvedAt: draft.resolvedAt,
    scansSeen: draft.scansSeen,
    confirmed: draft.confirmed,
    mute: draft.mute,
    toldAt: draft.toldAt,
    hasUntoldNews: draft.hasUntoldNews,
    destinations: draft.destinations,
    staleSince: isStale ? (draft.before?.staleSince ?? at) : null,
    sequence: draft.sequence,
    members,
  };
}

/** Whether anything of the alert is not as it was. */
export function isChanged(draft: Draft, alert: Alert): boolean {
  return draft.before === null || draft.isTouched || lifeOf(alert) !== lifeOf(draft.before);
}

/** All but the members and what never changes, as one text: what was read back may have its parts in another order. */
function lifeOf(alert: Alert): string {
  const { state, severity, recoveringSince, resolvedAt, staleSince, scansSeen, confirmed } = alert;
  const { mute, toldAt, hasUntoldNews, destinations, sequence } = alert;
  return JSON.stringify([
    [state, severity, recoveringSince, resolvedAt, staleSince, scansSeen, confirmed],
    [mute?.because, mute?.by, toldAt, hasUntoldNews, sequence],
    destinations.map(({ channel, destinationVersion }) => [channel, destinationVersion]),
  ]);
}

/** Milliseconds that have passed; none for what lies ahead or is no instant: a scan is dated by its beginning, the time between scans is not. */
export function elapsedMs(since: Instant, at: Instant): number {
  return Math.max(0, (toMilliseconds(at) ?? 0) - (toMilliseconds(since) ?? 0));
}

/** The later of two instants. */
export function laterOf(a: Instant, b: Instant): Instant {
  return (toMilliseconds(a) ?? 0) >= (toMilliseconds(b) ?? 0) ? a : b;
}
