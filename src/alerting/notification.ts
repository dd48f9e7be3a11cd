import type {
  Alert,
  AlertMember,
  ClaimWords,
  Notification,
  NotificationKind,
} from '#domain/alert.ts';
import type { ChangeAuthor } from '#domain/finding.ts';
import type { Instant } from '#domain/instant.ts';
import { parseResourceId, resourceName } from '#domain/resource-id.ts';
import { SEVERITIES, type Severity } from '#domain/severity.ts';
import type { Hash } from './draft.ts';
import { itemsOf } from './notification-items.ts';

/** How many lines, claims and digests a notification carries; the counts say how many there are. */
const SHOWN = 20;

/** What there is to tell of an alert as it is now. The id follows from alert, number and kind: the same event has one id. */
export function notificationOf(
  alert: Alert,
  kind: NotificationKind,
  at: Instant,
  hash: Hash,
): Notification {
  const members = alert.members.toSorted(worstFirst);
  const open = members.filter((member) => member.state !== 'over');
  // While it lasts, what is over is no longer the matter.
  const told = kind === 'resolved' ? members : open;
  const claims = claimsOf(told);
  const resources = new Set(told.map(resourceOf).filter((id) => id !== null));
  const items = told.flatMap(itemsOf);
  return {
    id: `msg_${hash([alert.id, String(alert.sequence), kind].join('\u001f')).slice(0, 32)}`,
    alertId: alert.id,
    sequence: alert.sequence,
    kind,
    about: alert.kind,
    severity: alert.severity,
    title: titleOf(alert, kind, claims, [...resources]),
    at,
    openedAt: alert.openedAt,
    who: told.map((member) => authorOf(member)).find((author) => author !== null) ?? null,
    claims: claims.slice(0, SHOWN),
    items: items.slice(0, SHOWN),
    counts: {
      items: sum(told.map(sizeOf)),
      claims: claims.length,
      resources: resources.size,
      open: open.length,
    },
    where: whereOf(told),
    evidence: [...new Set(told.flatMap(evidenceOf))].slice(0, SHOWN),
  };
}

function titleOf(
  alert: Alert,
  kind: NotificationKind,
  claims: readonly ClaimWords[],
  resources: readonly string[],
): string {
  const words = kind === 'resolved' ? RESOLVED[alert.kind] : FIRING[alert.kind];
  const [first] = claims;
  const others = claims.length - 1;
  const further =
    others > 0 ? ` and ${String(others)} more ${others === 1 ? 'claim' : 'claims'}` : '';
  // A claim is a sentence: its full stop would end the title in the middle.
  const claim = first === undefined ? '' : `: ${first.summary.replace(/\.$/u, '')}${further}`;
  const [only] = resources;
  const place =
    only === undefined
      ? placeOf(alert)
      : ` (${resources.length === 1 ? resourceName(only) : `${String(resources.length)} resources`})`;
  return `${words}${claim}${place}`;
}

const FIRING = {
  violation: 'Broken',
  blind: 'Cannot be verified',
  expired: 'Attestation missing or out of date',
};
const RESOLVED = {
  violation: 'Restored',
  blind: 'Can be verified again',
  expired: 'Attested again',
};

function placeOf({ cause }: Alert): string {
  switch (cause.kind) {
    case 'unreadable':
      return ` (${cause.code}${inSubscription(cause.subscriptionId)})`;
    case 'not-understood':
      return ` (${cause.check}${inSubscription(cause.subscriptionId)})`;
    case 'document':
      return ` (${cause.document})`;
    case 'correlation':
    case 'operation':
    case 'scan':
      return '';
  }
}

/** A page is in no subscription. */
function inSubscription(id: string): string {
  return id === '' ? '' : ` in subscription ${id}`;
}

function claimsOf(members: readonly AlertMember[]): ClaimWords[] {
  const claims = new Map<string, ClaimWords>();
  for (const member of members) {
    for (const words of claimWordsOf(member)) {
      claims.set(`${words.document}\u001f${words.claim}`, words);
    }
  }
  return [...claims.values()];
}

function claimWordsOf(member: AlertMember): readonly ClaimWords[] {
  if (member.kind === 'problem') return member.claims;
  const { document, claim } = member.kind === 'finding' ? member.finding : member;
  return [{ document, claim, summary: member.summary }];
}

function whereOf(members: readonly AlertMember[]): Notification['where'] {
  const subscriptionIds = new Set<string>();
  const resourceGroups = new Map<string, string>();
  for (const member of members) {
    // A page is in no subscription.
    if (member.kind === 'problem' && member.subscriptionId !== '')
      subscriptionIds.add(member.subscriptionId);
    const id = resourceOf(member);
    const parts = id === null ? undefined : parseResourceId(id);
    if (parts === undefined) continue;
    subscriptionIds.add(parts.subscriptionId);
    const group = parts.resourceGroup;
    if (group !== undefined) resourceGroups.set(group.toLowerCase(), group);
  }
  return {
    subscriptionIds: [...subscriptionIds].slice(0, SHOWN),
    resourceGroups: [...resourceGroups.values()].slice(0, SHOWN),
  };
}

function resourceOf(member: AlertMember): string | null {
  return member.kind === 'finding' ? member.finding.resourceId : null;
}

function authorOf(member: AlertMember): ChangeAuthor | null {
  if (member.kind !== 'finding') return null;
  return member.over === null ? member.finding.changedBy : member.over.changedBy;
}

/** A problem stands for everything that it counts. */
function sizeOf(member: AlertMember): number {
  return member.kind === 'problem' ? Math.max(1, member.count) : 1;
}

function sum(numbers: readonly number[]): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}

function evidenceOf(member: AlertMember): readonly string[] {
  return member.kind === 'finding' ? member.finding.evidence : [];
}

function worstFirst(a: AlertMember, b: AlertMember): number {
  const rank = (member: AlertMember): number => {
    const severity: Severity =
      member.kind === 'finding' ? member.finding.severity : member.severity;
    return SEVERITIES.indexOf(severity);
  };
  return rank(a) - rank(b) || (a.key < b.key ? -1 : 1);
}
