import type { AlertCause, ClaimWords } from '#domain/alert.ts';
import type { Finding } from '#domain/finding.ts';
import { parseResourceId } from '#domain/resource-id.ts';
import type { ClaimResult, Problem } from '#domain/scan.ts';
import { type Severity, worstSeverity } from '#domain/severity.ts';
import { causeKey } from './cause.ts';

/** How many operations and claims an alert shows of what it counts. */
export const SHOWN = 20;

export type BlindCause = Extract<AlertCause, { kind: 'unreadable' | 'not-understood' }>;

/** Unknown findings with one cause: refused with one code, or not understood by one check, in one subscription. */
export interface Unread {
  readonly cause: BlindCause;
  readonly problems: Problem[];
  count: number;
  severity: Severity;
  readonly claims: Map<string, ClaimWords>;
}

/** All unknown findings by the key of their cause. What is in no subscription (a page) counts as one with an empty id. */
export function unreadByCause(claims: readonly ClaimResult[]): Map<string, Unread> {
  const found = new Map<string, Unread>();
  for (const claim of claims) {
    for (const finding of claim.findings) {
      if (finding.status !== 'unknown') continue;
      const cause = blindCauseOf(finding);
      const key = causeKey(cause);
      const unread = found.get(key) ?? newUnread(cause, claim.severity);
      found.set(key, unread);
      unread.count += 1;
      unread.severity = worstSeverity(unread.severity, claim.severity);
      if (unread.claims.size < SHOWN) unread.claims.set(claimKey(claim), wordsOf(claim));
      if (unread.problems.length < SHOWN) unread.problems.push(problemOf(finding));
    }
  }
  return found;
}

/** A claim's identity; no id contains the divider. */
export function claimKey({ document, id }: Pick<ClaimResult, 'document' | 'id'>): string {
  return `${document}\u001f${id}`;
}

export function wordsOf(claim: ClaimResult): ClaimWords {
  return { document: claim.document, claim: claim.id, summary: claim.summary };
}

function blindCauseOf(finding: Finding): BlindCause {
  const subscriptionId = parseResourceId(finding.resourceId)?.subscriptionId ?? '';
  return finding.problem === undefined
    ? { kind: 'not-understood', subscriptionId, check: finding.check }
    : { kind: 'unreadable', subscriptionId, code: finding.problem.code };
}

function problemOf(finding: Finding): Problem {
  return {
    operation: `${finding.check} on ${finding.resourceId}`,
    code: finding.problem?.code ?? 'MalformedAnswer',
    message: finding.reason,
    permission: finding.problem?.permission ?? null,
  };
}

function newUnread(cause: BlindCause, severity: Severity): Unread {
  return { cause, problems: [], count: 0, severity, claims: new Map() };
}
