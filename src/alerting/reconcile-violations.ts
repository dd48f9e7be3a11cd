import type { FindingMember } from '#domain/alert.ts';
import type { Change } from '#domain/change.ts';
import { type Finding, findingKey } from '#domain/finding.ts';
import type { EndedBecause } from '#domain/finding-end.ts';
import { toMilliseconds } from '#domain/instant.ts';
import { causeOf } from './cause.ts';
import { type CauseIndex, createCauseIndex } from './cause-index.ts';
import { type Draft, type Hash, newDraft, putMember } from './draft.ts';
import { endMember, followFinding } from './follow-finding.ts';
import type { SeenScan } from './reconcile-input.ts';
import { createSecondReading } from './second-reading.ts';

interface Violation {
  readonly key: string;
  readonly finding: Finding;
  readonly summary: string;
}

/**
 * Brings the violation alerts to the level of the findings: known members follow their finding, a violation that is in no alert
 * joins the one with its cause or opens one. Adds new drafts to `drafts`.
 */
export function reconcileViolations(
  drafts: Draft[],
  scan: SeenScan,
  familyOf: (check: string) => string,
  hash: Hash,
): void {
  const known = drafts.filter((draft) => draft.kind === 'violation');
  const watched = watchedBy(known);
  const second = createSecondReading(scan);
  const ended = endsOf(scan.changes);
  const present = new Set<string>();
  const fresh: Violation[] = [];
  for (const claim of scan.claims) {
    for (const found of claim.findings) {
      // How bad it is follows from what was promised and not from how it is checked (alerting A9): routes are told of claims.
      const finding = { ...found, severity: claim.severity };
      const key = findingKey(finding);
      present.add(key);
      // Believed by the second reading, which is the later one.
      if (finding.status === 'fail' && scan.confirmed.get(key) === false) continue;
      const following = (watched.get(key) ?? []).filter(
        (draft) => !isAnothersDoing(draft, key, finding),
      );
      for (const draft of following) {
        const was = draft.members.get(key)?.state;
        followFinding(draft, key, finding, { at: scan.at, ended: ended.get(key) });
        second.note(draft, key, was);
      }
      if (following.length === 0 && finding.status === 'fail' && claim.id !== scan.canary)
        fresh.push({ key, finding, summary: claim.summary });
    }
  }
  const before = new Map<string, Change>();
  for (const change of scan.changes) {
    const key = findingKey(change.finding);
    if (!before.has(key)) before.set(key, change);
    if (present.has(key)) continue;
    const { kind: because } = change;
    if (because !== 'gone' && because !== 'left-scope' && because !== 'not-claimed') continue;
    const changedBy = change.removedBy ?? null;
    const how = change.ended?.how ?? null;
    for (const draft of watched.get(key) ?? []) {
      const was = draft.members.get(key)?.state;
      endMember(draft, key, { because, how, observed: null, changedBy, at: scan.at });
      second.note(draft, key, was);
    }
  }
  const index = indexOf(known);
  for (const violation of fresh.toSorted(byTimeOfChange)) {
    const { key, finding } = violation;
    const cause = causeOf(finding, { scanId: scan.scanId, familyOf });
    let draft = index.find(cause, finding.changedBy);
    if (draft === undefined) {
      const occasion = { id: scan.scanId, at: scan.at };
      draft = newDraft({ kind: 'violation', cause }, occasion, hash);
      drafts.push(draft);
      index.add(cause, draft, finding.changedBy);
    }
    // One that was over and fails again belongs here already: that is no news.
    if (!draft.members.has(key)) draft.hasNews = true;
    putMember(draft, memberOf(violation, before.get(key)));
    second.note(draft, key, undefined);
  }
  second.settle(drafts, present);
  putWords(drafts, scan);
}

/** Keeps with each violation the words for it as it is now: whoever tells of it later knows no checks. */
function putWords(drafts: readonly Draft[], { factOf }: SeenScan): void {
  for (const draft of drafts) {
    if (draft.kind !== 'violation' || !draft.isTouched) continue;
    for (const member of draft.members.values()) {
      if (member.kind === 'finding' && member.state === 'failing')
        draft.members.set(member.key, { ...member, words: factOf(member.finding) });
    }
  }
}

/** How findings ended that are still looked at, by their keys. */
function endsOf(changes: readonly Change[]): ReadonlyMap<string, EndedBecause> {
  return new Map(
    changes.flatMap(({ kind, finding, ended }) =>
      kind === 'stopped-failing' && ended !== undefined
        ? [[findingKey(finding), ended] as const]
        : [],
    ),
  );
}

/**
 * Which alert watches a finding: the one in which it is open, else the newest in which it is over. It is open in several where it was
 * several findings to an older version; then each goes on with it.
 */
function watchedBy(known: readonly Draft[]): ReadonlyMap<string, readonly Draft[]> {
  const watched = new Map<string, readonly Draft[]>();
  for (const draft of known) {
    for (const { key, state } of draft.members.values()) {
      const others = watched.get(key) ?? [];
      const areOver = others.every((other) => other.members.get(key)?.state === 'over');
      if (areOver) watched.set(key, [draft]);
      else if (state !== 'over') watched.set(key, [...others, draft]);
    }
  }
  return watched;
}

/** A setting that was mended while its alert goes on, and that somebody has broken anew, is to be grouped by that cause. */
function isAnothersDoing(draft: Draft, key: string, finding: Finding): boolean {
  if (finding.status !== 'fail' || finding.changedBy === null) return false;
  return draft.before?.state === 'firing' && draft.members.get(key)?.state === 'over';
}

/** By the causes of the alerts, and by the authors that were found after an alert had been raised without one. */
function indexOf(violations: readonly Draft[]): CauseIndex<Draft> {
  const index = createCauseIndex<Draft>();
  for (const draft of violations) index.add(draft.cause, draft);
  for (const draft of violations) {
    if (draft.cause.kind !== 'scan' && draft.cause.kind !== 'correlation') continue;
    for (const { finding } of authoredOf(draft)) {
      const cause = causeOf(finding, { scanId: '', familyOf: () => '' });
      index.add(cause, draft, finding.changedBy);
    }
  }
  return index;
}

function memberOf({ key, finding, summary }: Violation, change: Change | undefined): FindingMember {
  // What the check itself saw before is in the check's own words; Azure's record names the raw setting.
  const from = change?.before?.observed ?? finding.changedBy?.from ?? null;
  return { kind: 'finding', key, state: 'failing', finding, summary, from, over: null };
}

function authoredOf(draft: Draft): readonly FindingMember[] {
  return [...draft.members.values()].flatMap((member) =>
    member.kind === 'finding' && member.finding.changedBy !== null ? [member] : [],
  );
}

/** The earliest first, so that a window of time starts where it should; the unknown ones last, in their order. */
function byTimeOfChange(a: Violation, b: Violation): number {
  return timeOf(a) - timeOf(b) || (a.key < b.key ? -1 : 1);
}

function timeOf({ finding }: Violation): number {
  const at = finding.changedBy === null ? undefined : toMilliseconds(finding.changedBy.at);
  return at ?? Number.MAX_SAFE_INTEGER;
}
