import type { ClaimWords } from '#domain/alert.ts';
import { parseResourceId } from '#domain/resource-id.ts';
import type { ClaimResult, Problem } from '#domain/scan.ts';
import { type Severity, worstSeverity } from '#domain/severity.ts';

/** How many operations and claims an alert shows of what it counts. */
export const SHOWN = 20;

/** What one check could not say in one subscription. */
export interface UnreadCheck {
  readonly subscriptionId: string;
  readonly check: string;
  readonly problems: Problem[];
  count: number;
  severity: Severity;
  readonly claims: Map<string, ClaimWords>;
}

/** All unknown findings by subscription (lower case) and check. */
export function unreadChecks(claims: readonly ClaimResult[]): Map<string, UnreadCheck[]> {
  const bySubscription = new Map<string, Map<string, UnreadCheck>>();
  for (const claim of claims) {
    for (const finding of claim.findings) {
      if (finding.status !== 'unknown') continue;
      const subscriptionId = parseResourceId(finding.resourceId)?.subscriptionId ?? '';
      const checks = bySubscription.get(subscriptionId) ?? new Map<string, UnreadCheck>();
      bySubscription.set(subscriptionId, checks);
      const unread =
        checks.get(finding.check) ?? newUnread(subscriptionId, finding.check, claim.severity);
      checks.set(finding.check, unread);
      unread.count += 1;
      unread.severity = worstSeverity(unread.severity, claim.severity);
      if (unread.claims.size < SHOWN) unread.claims.set(claimKey(claim), wordsOf(claim));
      if (unread.problems.length < SHOWN) {
        const operation = `${finding.check} on ${finding.resourceId}`;
        unread.problems.push({
          operation,
          code: 'MalformedAnswer',
          message: finding.reason,
          permission: null,
        });
      }
    }
  }
  return new Map([...bySubscription].map(([id, checks]) => [id, [...checks.values()]]));
}

/** A claim's identity; no id contains the divider. */
export function claimKey({ document, id }: Pick<ClaimResult, 'document' | 'id'>): string {
  return `${document}\u001f${id}`;
}

export function wordsOf(claim: ClaimResult): ClaimWords {
  return { document: claim.document, claim: claim.id, summary: claim.summary };
}

function newUnread(subscriptionId: string, check: string, severity: Severity): UnreadCheck {
  return { subscriptionId, check, problems: [], count: 0, severity, claims: new Map() };
}
