import type { AlertMember, ClaimWords, Notification } from '#domain/alert.ts';
import type { ChangeAuthor } from '#domain/finding.ts';
import { parseResourceId } from '#domain/resource-id.ts';
import { SEVERITIES } from '#domain/severity.ts';
import { severityOfMember } from './draft.ts';

/** The worst first; equal ones in the order of their keys. */
export function worstFirst(a: AlertMember, b: AlertMember): number {
  const rank = (member: AlertMember) => SEVERITIES.indexOf(severityOfMember(member));
  return rank(a) - rank(b) || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
}

/** The claims of members, once each. */
export function claimsOf(members: readonly AlertMember[]): readonly ClaimWords[] {
  const claims = new Map<string, ClaimWords>();
  for (const words of members.flatMap(claimWordsOf)) {
    const key = `${words.document}\u001f${words.claim}`;
    if (!claims.has(key)) claims.set(key, words);
  }
  return [...claims.values()];
}

/** The resources of members, once each, as Azure writes them. */
export function resourcesOf(members: readonly AlertMember[]): readonly string[] {
  const resources = new Map<string, string>();
  for (const member of members) {
    if (member.kind !== 'finding') continue;
    const { resourceId } = member.finding;
    resources.set(resourceId.toLowerCase(), resourceId);
  }
  return [...resources.values()];
}

/** Subscriptions (lower case) and resource groups of members. */
export function placesOf(members: readonly AlertMember[]): Notification['where'] {
  const subscriptionIds = new Set<string>();
  const resourceGroups = new Map<string, string>();
  for (const member of members) {
    // A page is in no subscription.
    if (member.kind === 'problem' && member.subscriptionId !== '')
      subscriptionIds.add(member.subscriptionId);
    const parts =
      member.kind === 'finding' ? parseResourceId(member.finding.resourceId) : undefined;
    if (parts === undefined) continue;
    subscriptionIds.add(parts.subscriptionId);
    const group = parts.resourceGroup;
    if (group !== undefined) resourceGroups.set(group.toLowerCase(), group);
  }
  return { subscriptionIds: [...subscriptionIds], resourceGroups: [...resourceGroups.values()] };
}

/** Who broke it or, where it is over, who mended it; null where Azure names nobody. */
export function authorOf(member: AlertMember): ChangeAuthor | null {
  if (member.kind !== 'finding') return null;
  return member.over === null ? member.finding.changedBy : member.over.changedBy;
}

function claimWordsOf(member: AlertMember): readonly ClaimWords[] {
  switch (member.kind) {
    case 'problem':
      return member.claims;
    case 'attached':
      return [];
    case 'finding': {
      const { document, claim } = member.finding;
      return [{ document, claim, summary: member.summary }];
    }
    case 'claim': {
      const { document, claim, summary } = member;
      return [{ document, claim, summary }];
    }
  }
}
