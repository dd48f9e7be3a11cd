import type { ClaimMember } from '#domain/alert.ts';
import type { ClaimResult } from '#domain/scan.ts';
import { type Draft, type Hash, newDraft, putMember } from './draft.ts';
import type { SeenScan } from './reconcile-input.ts';
import { claimKey } from './unread.ts';

/**
 * Brings the alerts about claims that are unverified although everything in Azure was read to the level of the scan, one per document.
 */
export function reconcileClaims(drafts: Draft[], input: SeenScan, hash: Hash): void {
  // Where something in Azure could not be read, that is the cause, and it has an alert of its own.
  const azureWasRead = input.subscriptions.every(
    ({ status, problems }) => status === 'complete' && problems.length === 0,
  );
  const open = new Map<string, Draft>();
  for (const draft of drafts) {
    if (draft.kind === 'blind' && draft.cause.kind === 'document')
      open.set(draft.cause.document, draft);
  }
  const mentioned = new Set<string>();
  for (const claim of input.claims) {
    const key = claimKey(claim);
    mentioned.add(key);
    const draft = open.get(claim.document);
    const member = draft?.members.get(key);
    const isWatched = member?.state === 'failing';
    const isStill = claim.status === 'unverified';
    if (draft !== undefined && isWatched && isStill) draft.isSeen = true;
    if (isWatched && !isStill) endClaim(draft, key);
    if (isWatched || !isStill || !azureWasRead || hasUnknown(claim)) continue;
    // A canary that does not sing has an alert of its own.
    if (input.unverifiable.has(key) || claim.id === input.canary) continue;
    const cause = { kind: 'document', document: claim.document } as const;
    const occasion = { id: input.scanId, at: input.at };
    const target = draft ?? newDraft({ kind: 'blind', cause }, occasion, hash);
    if (draft === undefined) drafts.push(target);
    open.set(claim.document, target);
    if (member === undefined) target.hasNews = true;
    putMember(target, claimMember(claim));
  }
  if (input.whole) endUnmentioned(open.values(), mentioned);
}

function hasUnknown(claim: ClaimResult): boolean {
  return claim.findings.some((finding) => finding.status === 'unknown');
}

/** A claim as a member of an alert about it. */
export function claimMember(claim: ClaimResult): ClaimMember {
  const { document, id, summary, severity, status, reason } = claim;
  return {
    kind: 'claim',
    key: claimKey(claim),
    state: 'failing',
    document,
    claim: id,
    summary,
    severity,
    status,
    reason,
  };
}

/** Of alerts that a whole scan mentions no more: the claims are no longer made. */
export function endUnmentioned(drafts: Iterable<Draft>, mentioned: ReadonlySet<string>): void {
  for (const draft of drafts) {
    for (const key of draft.members.keys()) if (!mentioned.has(key)) endClaim(draft, key, true);
  }
}

/** It is no longer so; `isNotAsked`: for the claim is no longer made. */
export function endClaim(draft: Draft | undefined, key: string, isNotAsked = false): void {
  const member = draft?.members.get(key);
  if (draft === undefined || member?.kind !== 'claim' || member.state === 'over') return;
  putMember(draft, { ...member, state: 'over', ...(isNotAsked ? { isNotAsked } : {}) });
}
