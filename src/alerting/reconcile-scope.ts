import type { FindingMember } from '#domain/alert.ts';
import type { Change } from '#domain/change.ts';
import { type Finding, findingKey } from '#domain/finding.ts';
import type { FindingEnd } from '#domain/finding-end.ts';
import type { Instant } from '#domain/instant.ts';
import { causeKey } from './cause.ts';
import { type Draft, type Hash, newDraft, putMember } from './draft.ts';
import { endMember } from './follow-finding.ts';
import type { SeenScan } from './reconcile-input.ts';
import { claimKey } from './unread.ts';

/**
 * Brings the alerts about violations that left the scope to the level of the scan, one for each rule by which they left. Whoever
 * writes a tag can switch off a claim, so that this is told by itself, and stands until the statement speaks of the resource again, it
 * is gone, the claim is no longer made, the configuration leaves it out by name, or somebody acknowledges it.
 */
export function reconcileScope(drafts: Draft[], scan: SeenScan, hash: Hash): void {
  const open = drafts.filter(({ kind }) => kind === 'left-scope');
  follow(open, scan);
  const claims = new Map(scan.claims.map((claim) => [claimKey(claim), claim]));
  const byCause = new Map(open.map((draft) => [causeKey(draft.cause), draft]));
  for (const change of scan.changes) {
    const claim = claims.get(claimKey({ ...change.finding, id: change.finding.claim }));
    if (!isEscape(change) || claim === undefined || claim.id === scan.canary) continue;
    const how = change.ended?.how ?? '';
    const cause = { kind: 'left-scope', document: claim.document, rule: how } as const;
    let draft = byCause.get(causeKey(cause));
    if (draft === undefined) {
      draft = newDraft({ kind: 'left-scope', cause }, { id: scan.scanId, at: scan.at }, hash);
      drafts.push(draft);
      byCause.set(causeKey(cause), draft);
    }
    const key = findingKey(change.finding);
    if (!draft.members.has(key)) draft.hasNews = true;
    const words = scan.factOf(change.finding);
    putMember(draft, { ...memberOf(change, claim.summary, claim.severity), words });
  }
}

/** Ends what somebody has acknowledged. */
export function acceptEscapes(
  drafts: readonly Draft[],
  takenBy: ReadonlyMap<string, string>,
  at: Instant,
): void {
  for (const draft of drafts) {
    const by = takenBy.get(draft.id);
    if (draft.kind === 'left-scope' && by !== undefined)
      for (const key of draft.members.keys()) end(draft, key, 'accepted', `by ${by}`, at);
  }
}

/** The keys of violations that left the scope and that nobody has accepted yet. */
export function escapedKeys(drafts: readonly Draft[]): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const draft of drafts) {
    if (draft.kind !== 'left-scope') continue;
    for (const { key, state } of draft.members.values()) if (state !== 'over') keys.add(key);
  }
  return keys;
}

function follow(open: readonly Draft[], scan: SeenScan): void {
  if (open.length === 0) return;
  const present = new Map<string, Finding>();
  for (const { findings } of scan.claims)
    for (const finding of findings) present.set(findingKey(finding), finding);
  for (const draft of open) {
    for (const member of draft.members.values()) {
      if (member.kind !== 'finding' || member.state === 'over') continue;
      const { key } = member;
      const now = present.get(key);
      if (now !== undefined) {
        const isMended = now.status === 'pass' || now.status === 'excepted';
        const because = now.status === 'excepted' ? 'excepted' : 'passes';
        end(draft, key, isMended ? because : 'back-in-scope', null, scan.at);
        continue;
      }
      const absent = scan.absentBecause?.(member.finding);
      if (absent === undefined || absent === 'unseen') continue;
      if (absent.because !== 'left-scope') end(draft, key, absent.because, absent.how, scan.at);
      else if (absent.where === 'configuration' && !isByConfiguration(draft, absent.how))
        end(draft, key, 'accepted', absent.how, scan.at);
      else {
        draft.isSeen = true;
        nameAuthor(draft, member, scan);
      }
    }
  }
}

/** Azure's records may come after the tag that they tell of. */
function nameAuthor(draft: Draft, member: FindingMember, scan: SeenScan): void {
  if (member.finding.changedBy !== null) return;
  const changedBy = scan.whoTookOut?.(member.finding) ?? null;
  if (changedBy === null) return;
  putMember(draft, { ...member, finding: { ...member.finding, changedBy } });
  draft.hasNews = draft.isUrgent = true;
}

/** It was the configuration by which it left: that it still does is no further word. */
function isByConfiguration({ cause }: Draft, how: string | null): boolean {
  return cause.kind === 'left-scope' && cause.rule === (how ?? '');
}

function isEscape({ kind, before }: Change): boolean {
  return kind === 'left-scope' && before?.status === 'fail';
}

function memberOf(
  { finding, ended, removedBy }: Change,
  summary: string,
  severity: Finding['severity'],
): FindingMember {
  const how = ended?.how ?? 'the statement no longer speaks of it';
  return {
    kind: 'finding',
    key: findingKey(finding),
    state: 'failing',
    finding: {
      ...finding,
      severity,
      reason: `It left the scope, still failing: ${how}. When it was last read: ${finding.reason}`,
      // What mends it brings it back under the claim, or mends the violation; the first is what is asked for here.
      changedBy: removedBy ?? null,
    },
    summary,
    from: null,
    over: null,
  };
}

function end(draft: Draft, key: string, because: FindingEnd, how: string | null, at: Instant) {
  endMember(draft, key, { because, how, observed: null, changedBy: null, at });
}
