import type { FindingMember, OverBecause } from '#domain/alert.ts';
import type { Change } from '#domain/change.ts';
import { type Finding, findingKey } from '#domain/finding.ts';
import { type Instant, toMilliseconds } from '#domain/instant.ts';
import { causeOf } from './cause.ts';
import { type CauseIndex, createCauseIndex } from './cause-index.ts';
import { type Draft, type Hash, newDraft, putMember } from './draft.ts';
import type { ReconcileInput } from './reconcile-input.ts';

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
  input: ReconcileInput,
  familyOf: (check: string) => string,
  hash: Hash,
): void {
  const watched = new Map<string, Draft>();
  for (const draft of drafts) {
    for (const member of draft.members.values()) {
      if (member.kind === 'finding' && member.state !== 'over') watched.set(member.key, draft);
    }
  }
  const present = new Set<string>();
  const fresh: Violation[] = [];
  for (const { summary, findings } of input.claims) {
    for (const finding of findings) {
      const key = findingKey(finding);
      present.add(key);
      const draft = watched.get(key);
      if (draft !== undefined) follow(draft, key, finding, input.at);
      else if (finding.status === 'fail') fresh.push({ key, finding, summary });
    }
  }
  const before = new Map<string, Change>();
  for (const change of input.changes) {
    const key = findingKey(change.finding);
    before.set(key, change);
    const draft = watched.get(key);
    if (draft === undefined || present.has(key)) continue;
    if (change.kind === 'gone' || change.kind === 'left-scope') {
      const changedBy = change.removedBy ?? null;
      end(draft, key, { because: change.kind, observed: null, changedBy }, input.at);
    }
  }
  const index = indexOf(drafts);
  for (const violation of fresh.toSorted(byTimeOfChange)) {
    const cause = causeOf(violation.finding, { scanId: input.scanId, familyOf });
    let draft = index.find(cause);
    if (draft === undefined) {
      draft = newDraft('violation', cause, input.scanId, hash);
      drafts.push(draft);
      index.add(cause, draft);
    }
    putMember(draft, memberOf(violation, before.get(violation.key)));
    draft.hasNews = true;
  }
}

/** By the causes of the open alerts, and by the authors that were found after an alert had been raised without one. */
function indexOf(drafts: readonly Draft[]): CauseIndex<Draft> {
  const index = createCauseIndex<Draft>();
  const violations = drafts.filter((draft) => draft.kind === 'violation' && hasOpenMember(draft));
  for (const draft of violations) index.add(draft.cause, draft);
  for (const draft of violations) {
    if (draft.cause.kind !== 'scan') continue;
    for (const member of draft.members.values()) {
      if (member.kind !== 'finding' || member.finding.changedBy === null) continue;
      index.add(causeOf(member.finding, { scanId: '', familyOf: () => '' }), draft);
    }
  }
  return index;
}

/** An alert whose last member has just ended takes no new one: its end is told, and what comes is an alert of its own. */
function hasOpenMember(draft: Draft): boolean {
  return [...draft.members.values()].some((member) => member.state !== 'over');
}

function memberOf({ key, finding, summary }: Violation, change: Change | undefined): FindingMember {
  // What the check itself saw before is in the check's own words; Azure's record names the raw setting.
  const from = change?.before?.observed ?? finding.changedBy?.from ?? null;
  return { kind: 'finding', key, state: 'failing', finding, summary, from, over: null };
}

function follow(draft: Draft, key: string, finding: Finding, at: Instant): void {
  const member = draft.members.get(key);
  if (member?.kind !== 'finding') return;
  if (finding.status === 'unknown') {
    if (member.state !== 'unreadable') putMember(draft, { ...member, state: 'unreadable' });
    return;
  }
  if (finding.status !== 'fail') {
    const because = finding.status === 'pass' ? 'passes' : finding.status;
    end(draft, key, { because, observed: finding.observed, changedBy: finding.changedBy }, at);
    return;
  }
  const becameKnown = member.finding.changedBy === null && finding.changedBy !== null;
  const isAsBefore =
    member.state === 'failing' && !becameKnown && isShownAlike(member.finding, finding);
  if (isAsBefore) return;
  const from = member.from ?? finding.changedBy?.from ?? null;
  putMember(draft, { ...member, state: 'failing', finding, from });
  if (becameKnown) draft.hasNews = true;
}

function isShownAlike(a: Finding, b: Finding): boolean {
  const shown = ({ observed, expected, severity, remediation, changedBy }: Finding) =>
    JSON.stringify([observed, expected, severity, remediation, changedBy]);
  return shown(a) === shown(b);
}

function end(
  draft: Draft,
  key: string,
  over: { because: OverBecause; observed: unknown; changedBy: Finding['changedBy'] },
  at: Instant,
): void {
  const member = draft.members.get(key);
  if (member?.kind === 'finding')
    putMember(draft, { ...member, state: 'over', over: { ...over, at } });
}

/** The earliest first, so that a window of time starts where it should; the unknown ones last, in their order. */
function byTimeOfChange(a: Violation, b: Violation): number {
  return timeOf(a) - timeOf(b) || (a.key < b.key ? -1 : 1);
}

function timeOf({ finding }: Violation): number {
  const at = finding.changedBy === null ? undefined : toMilliseconds(finding.changedBy.at);
  return at ?? Number.MAX_SAFE_INTEGER;
}
