import type { FindingMember } from '#domain/alert.ts';
import type { Change } from '#domain/change.ts';
import { findingKey, findingKeys } from '#domain/finding.ts';
import { type Instant, toMilliseconds } from '#domain/instant.ts';
import type { Transition } from '#domain/state-store.ts';
import { type Draft, elapsedMs, type Hash, newDraft, putMember } from './draft.ts';
import type { SeenScan } from './reconcile-input.ts';

/** This many beginnings and ends of one violation within the window are flapping, until it has stood still. Source: alerting A5. */
const TRANSITIONS = 4;
const WINDOW_MS = 60 * 60_000;
/** For so long nothing has begun or ended before it is believed that it stands still. */
export const STILL_MS = 30 * 60_000;

/** The beginnings and ends of a scan's violations. */
export function transitionsOf(changes: readonly Change[]): readonly Transition[] {
  return changes.flatMap((change): Transition[] => {
    const finding = findingKey(change.finding);
    const { at, before } = change;
    switch (change.kind) {
      case 'found-failing':
      case 'started-failing':
        return [{ finding, at, isFailing: true }];
      case 'stopped-failing':
        return [{ finding, at, isFailing: false }];
      case 'gone':
      case 'left-scope':
      case 'not-claimed':
        return before?.status === 'fail' ? [{ finding, at, isFailing: false }] : [];
      case 'became-unreadable':
      case 'readable-again':
      case 'value-changed':
      case 'appeared':
        return [];
    }
  });
}

/** How often each finding began or ceased to fail within the last hour, the last scan included; in order. */
export function recentTransitions(
  transitions: readonly Transition[],
  at: Instant,
): ReadonlyMap<string, readonly Transition[]> {
  const recent = transitions.filter((one) => elapsedMs(one.at, at) <= WINDOW_MS);
  const ordered = recent.toSorted((a, b) => milliseconds(a) - milliseconds(b));
  return Map.groupBy(ordered, ({ finding }) => finding);
}

/**
 * Opens one alert for each finding that a scan saw change once too often while an alert tells of it, and ends those that have stood
 * still for half an hour. What cannot be read has not stood still.
 */
export function reconcileFlapping(
  drafts: Draft[],
  scan: SeenScan | null,
  recent: ReadonlyMap<string, readonly Transition[]>,
  at: Instant,
  hash: Hash,
): void {
  const flapping = new Map<string, Draft>();
  for (const draft of drafts) {
    if (draft.cause.kind === 'flapping') flapping.set(draft.cause.finding, draft);
  }
  const violations = drafts.filter(({ kind }) => kind === 'violation');
  for (const [finding, draft] of flapping) {
    const own = draft.members.get(finding);
    const keys = own?.kind === 'finding' ? findingKeys(own.finding, own.formerly) : [finding];
    const stillMs = keys
      .flatMap((key) => recent.get(key) ?? [])
      .map((one) => elapsedMs(one.at, at));
    if (Math.min(...stillMs, Infinity) < STILL_MS) continue;
    const watched = watching(violations, finding);
    const now = watched?.members.get(finding);
    if (now?.state === 'unreadable') continue;
    stop(draft, now?.kind === 'finding' ? now : undefined);
    // It stays broken: those who were told that it changes to and fro should know where it came to rest.
    if (watched !== undefined && now?.state === 'failing') watched.hasNews = true;
  }
  if (scan === null) return;
  for (const finding of new Set(transitionsOf(scan.changes).map((one) => one.finding))) {
    if (flapping.has(finding) || (recent.get(finding)?.length ?? 0) < TRANSITIONS) continue;
    const watched = watching(violations, finding);
    const member = watched?.members.get(finding);
    if (watched === undefined || member?.kind !== 'finding') continue;
    const cause = { kind: 'flapping', finding } as const;
    const draft = newDraft({ kind: 'flapping', cause }, { id: scan.scanId, at }, hash);
    putMember(draft, { ...member, state: 'failing', over: null });
    drafts.push(draft);
    watched.hasNews = true;
  }
}

/** The findings that flap now, each with its alert. */
export function flappingFindings(drafts: readonly Draft[]): ReadonlyMap<string, Draft> {
  const found = new Map<string, Draft>();
  for (const draft of drafts) {
    if (draft.cause.kind !== 'flapping') continue;
    const isOpen = draft.members.get(draft.cause.finding)?.state === 'failing';
    if (isOpen) found.set(draft.cause.finding, draft);
  }
  return found;
}

/** The alert that tells of a finding: the one in which it is open, else the newest in which it is over. */
export function watching(violations: readonly Draft[], finding: string): Draft | undefined {
  const having = violations.filter((draft) => draft.members.has(finding));
  return (
    having.find((draft) => draft.members.get(finding)?.state !== 'over') ??
    having[having.length - 1]
  );
}

function stop(draft: Draft, now: FindingMember | undefined): void {
  for (const member of draft.members.values()) {
    if (member.kind !== 'finding' || member.state === 'over') continue;
    putMember(draft, { ...member, ...now, key: member.key, state: 'over' });
  }
}

function milliseconds({ at }: Transition): number {
  return toMilliseconds(at) ?? 0;
}
