import type { AlertKind, ClaimMember } from '#domain/alert.ts';
import type { ClaimResult } from '#domain/scan.ts';
import { type Draft, type Hash, newDraft, putMember } from './draft.ts';
import type { SeenScan } from './reconcile-input.ts';
import { claimKey } from './unread.ts';

/**
 * Brings the alerts about claims that nothing in a subscription explains to the level of the scan, one per document: `expired`
 * (attestations), and `blind` for claims that are unverified although everything in Azure was read.
 */
export function reconcileClaims(drafts: Draft[], input: SeenScan, hash: Hash): void {
  // Where something in Azure could not be read, that is the cause, and it has an alert of its own.
  const azureWasRead = input.subscriptions.every(
    ({ status, problems }) => status === 'complete' && problems.length === 0,
  );
  for (const kind of ['expired', 'blind'] as const) {
    const open = new Map<string, Draft>();
    for (const draft of drafts) {
      if (draft.kind === kind && draft.cause.kind === 'document')
        open.set(draft.cause.document, draft);
    }
    const mentioned = new Set<string>();
    for (const claim of input.claims) {
      const key = claimKey(claim);
      mentioned.add(key);
      const draft = open.get(claim.document);
      const member = draft?.members.get(key);
      const isWatched = member?.state === 'failing';
      const isStill = claim.status === statusOf(kind) || isHidden(kind, claim, input);
      if (draft !== undefined && isWatched && isStill) draft.isSeen = true;
      if (isWatched && !isStill) end(draft, key);
      if (isWatched || claim.status !== statusOf(kind)) continue;
      if (kind === 'blind' && (!azureWasRead || hasUnknown(claim))) continue;
      // A canary that does not sing has an alert of its own.
      if (kind === 'blind' && (input.unverifiable.has(key) || claim.id === input.canary)) continue;
      const cause = { kind: 'document', document: claim.document } as const;
      const occasion = { id: input.scanId, at: input.at };
      const target = draft ?? newDraft({ kind, cause }, occasion, hash);
      if (draft === undefined) drafts.push(target);
      open.set(claim.document, target);
      if (member === undefined) target.hasNews = true;
      putMember(target, memberOf(claim, key));
    }
    if (!input.whole) continue;
    for (const draft of open.values()) {
      for (const key of draft.members.keys()) if (!mentioned.has(key)) end(draft, key, true);
    }
  }
}

function statusOf(kind: Extract<AlertKind, 'expired' | 'blind'>): ClaimResult['status'] {
  return kind === 'expired' ? 'expired' : 'unverified';
}

function hasUnknown(claim: ClaimResult): boolean {
  return claim.findings.some((finding) => finding.status === 'unknown');
}

function memberOf(claim: ClaimResult, key: string): ClaimMember {
  const { document, id, summary, severity, status, reason } = claim;
  return {
    kind: 'claim',
    key,
    state: 'failing',
    document,
    claim: id,
    summary,
    severity,
    status,
    reason,
  };
}

/** Something worse stands for the claim, and the attestation is out of date all the same. */
function isHidden(
  kind: Extract<AlertKind, 'expired' | 'blind'>,
  { status, attestation }: ClaimResult,
  { at }: SeenScan,
): boolean {
  if (kind !== 'expired' || attestation === null) return false;
  const isWorse = status === 'broken' || status === 'unverified';
  return isWorse && (attestation.validUntil === null || attestation.validUntil <= at);
}

function end(draft: Draft | undefined, key: string, isNotAsked = false): void {
  const member = draft?.members.get(key);
  if (draft === undefined || member?.kind !== 'claim' || member.state === 'over') return;
  putMember(draft, { ...member, state: 'over', ...(isNotAsked ? { isNotAsked } : {}) });
}
