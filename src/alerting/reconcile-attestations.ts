import type { AlertCause, ClaimMember } from '#domain/alert.ts';
import type { Instant } from '#domain/instant.ts';
import type { ClaimResult } from '#domain/scan.ts';
import { causeKey } from './cause.ts';
import { type Draft, type Hash, newDraft, putMember } from './draft.ts';
import { claimMember, endClaim, endUnmentioned } from './reconcile-claims.ts';
import type { SeenScan } from './reconcile-input.ts';
import { claimKey } from './unread.ts';

/**
 * Brings the alerts about attestations to the level of the scan, one per owner, who is the cause and the one who can end it: a reminder
 * before the end, which becomes the alert when nobody has renewed it until then.
 */
export function reconcileAttestations(drafts: Draft[], input: SeenScan, hash: Hash): void {
  const open = drafts.filter(({ kind }) => kind === 'expired');
  const byCause = new Map(open.map((draft) => [causeKey(draft.cause), draft]));
  const watched = new Map<string, Draft>();
  for (const draft of open) {
    for (const { key, state } of draft.members.values())
      if (state === 'failing') watched.set(key, draft);
  }
  const mentioned = new Set<string>();
  for (const claim of input.claims) {
    const key = claimKey(claim);
    mentioned.add(key);
    const draft = watched.get(key);
    const due = dueOf(claim, input.at, draft?.members.get(key));
    if (due === undefined) endClaim(draft, key);
    else if (draft !== undefined) goOn(draft, due);
    else {
      const cause = causeOf(claim);
      const occasion = { id: input.scanId, at: input.at };
      const known = byCause.get(causeKey(cause));
      const target = known ?? newDraft({ kind: 'expired', cause }, occasion, hash);
      if (known === undefined) drafts.push(target);
      byCause.set(causeKey(cause), target);
      if (!target.members.has(key)) target.hasNews = true;
      putMember(target, due);
    }
  }
  if (input.whole) endUnmentioned(open, mentioned);
}

/** An earlier version told of them by document; what is recorded as such goes on so until it is over. */
function causeOf({ attestation, document }: ClaimResult): AlertCause {
  return attestation === null
    ? { kind: 'document', document }
    : { kind: 'owner', owner: attestation.owner };
}

/** It still is so; that a reminder was in vain is news. */
function goOn(draft: Draft, due: ClaimMember): void {
  const known = draft.members.get(due.key);
  draft.isSeen = true;
  if (known?.kind !== 'claim' || known.status === due.status) return;
  if (due.status === 'expired') draft.hasNews = true;
  putMember(draft, due);
}

/** What its owner is to be told of a claim; undefined: nothing. */
function dueOf(
  claim: ClaimResult,
  at: Instant,
  known: ReturnType<Draft['members']['get']>,
): ClaimMember | undefined {
  const { status, attestation } = claim;
  const owned = attestation === null ? {} : { owner: attestation.owner };
  if (status === 'expired') return { ...claimMember(claim), ...owned };
  if (attestation === null) return undefined;
  const { validUntil, remindFrom = null, owner } = attestation;
  if (validUntil === null || validUntil <= at) {
    // Something worse stands for the claim, and the attestation is out of date all the same: what was told goes on.
    const isWorse = status === 'broken' || status === 'unverified';
    return isWorse && known?.kind === 'claim' && known.state === 'failing' ? known : undefined;
  }
  if (remindFrom === null || remindFrom > at) return undefined;
  const reason = `the attestation ends on ${validUntil.slice(0, 10)}: ${owner} must renew it`;
  return { ...claimMember(claim), ...owned, status: 'attested', severity: 'low', reason };
}
