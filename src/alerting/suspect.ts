import { type Finding, findingKey } from '#domain/finding.ts';
import type { Instant } from '#domain/instant.ts';
import { attach, detach } from './attached.ts';
import { causeKey, causeOf } from './cause.ts';
import { createCauseIndex } from './cause-index.ts';
import { type Draft, type Hash, isStanding, newDraft } from './draft.ts';
import { hasAuthor } from './follow-finding.ts';
import type { SeenScan } from './reconcile-input.ts';

/** So much of what one check looks at, and at least so many, failing at once is rather a fault of the monitor. Source: alerting A6. */
const SHARE = 0.3;
const LEAST = 10;

/** `scansSeen` of a suspect that is no longer in doubt. */
const BELIEVED = 2;

/**
 * Opens an alert that stands for everything that one check suddenly sees failing with nobody who changed it. When Azure names an
 * author after all, or another full scan sees the same, it is no longer in doubt and says so; it goes on standing for all of them,
 * because one deployment is one page. Only when it turns out that several causes met by chance, each is told by itself. A first
 * scan suspects nothing: there nothing has passed before.
 */
export function reconcileSuspects(
  drafts: Draft[],
  scan: SeenScan | null,
  at: Instant,
  hash: Hash,
): void {
  const byId = new Map(drafts.map((draft) => [draft.id, draft]));
  for (const suspect of drafts) {
    if (suspect.kind !== 'suspect') continue;
    const attached = [...suspect.members.keys()].flatMap((id) => byId.get(id) ?? []);
    const isSeveral = causesOf(attached).size > 1;
    detach(suspect, (id) => isSeveral || (byId.get(id)?.state ?? 'resolved') === 'resolved');
    if (isSeveral || suspect.scansSeen >= BELIEVED) continue;
    if (!attached.some(hasAuthor) && !isSeenAgain(attached, suspect, scan)) continue;
    suspect.scansSeen = BELIEVED;
    suspect.hasNews = suspect.isUrgent = suspect.isTouched = true;
  }
  if (scan === null) return;
  for (const [check, keys] of suddenFailures(scan)) {
    const concerned = drafts.filter(
      (draft) =>
        draft.kind === 'violation' &&
        draft.before === null &&
        draft.members.keys().every((key) => keys.has(key)),
    );
    if (concerned.length === 0) continue;
    const earlier = drafts.find((draft) => isOfThisScan(draft, check, scan));
    const cause = { kind: 'suspect', check, from: at } as const;
    const suspect = earlier ?? newDraft({ kind: 'suspect', cause }, { id: scan.scanId, at }, hash);
    for (const draft of concerned) attach(suspect, draft);
    if (earlier === undefined) drafts.push(suspect);
    else earlier.hasNews = true;
  }
}

/** An earlier part of the scan has raised it: what the parts see together is one suspicion. */
function isOfThisScan(draft: Draft, check: string, { startedAt }: SeenScan): boolean {
  const { cause } = draft;
  const isSame = cause.kind === 'suspect' && cause.check === check;
  return isSame && isStanding(draft) && startedAt !== undefined && draft.openedAt >= startedAt;
}

/** What Azure names as the causes of them, by their keys. */
function causesOf(attached: readonly Draft[]): ReadonlySet<string> {
  const known = attached.flatMap((draft) => [...draft.members.values()]);
  const authored = known.flatMap((member) =>
    member.kind === 'finding' && member.finding.changedBy !== null ? [member.finding] : [],
  );
  const causes = createCauseIndex<string>();
  const found = new Set<string>();
  for (const finding of authored) {
    const cause = causeOf(finding, { scanId: '', familyOf: () => '' });
    const key = causes.find(cause, finding.changedBy) ?? causeKey(cause);
    causes.add(cause, key, finding.changedBy);
    found.add(key);
  }
  return found;
}

function isSeenAgain(attached: readonly Draft[], suspect: Draft, scan: SeenScan | null): boolean {
  if (scan === null || !scan.whole) return false;
  const { readAllSince = scan.mode === 'full' ? (scan.startedAt ?? scan.at) : null } = scan;
  if (readAllSince === null || suspect.openedAt >= readAllSince) return false;
  return attached.some((draft) => draft.members.values().some(({ state }) => state === 'failing'));
}

/** Keys of findings that passed and now fail, by check, where they are suspiciously many. */
function suddenFailures(scan: SeenScan): ReadonlyMap<string, ReadonlySet<string>> {
  const sudden = scan.changes.filter(
    ({ kind, before }) => kind === 'started-failing' && before?.status === 'pass',
  );
  if (sudden.length < LEAST) return new Map();
  const looked = new Map<string, number>();
  const authors = new Set<string>();
  for (const { check, status, count } of scan.claims.flatMap(({ stood = [] }) => stood))
    if (status !== 'not-applicable') looked.set(check, (looked.get(check) ?? 0) + count);
  for (const finding of scan.claims.flatMap(({ findings }) => findings)) {
    if (finding.status === 'not-applicable') continue;
    looked.set(finding.check, (looked.get(finding.check) ?? 0) + 1);
    if (isAuthored(finding)) authors.add(findingKey(finding));
  }
  const found = new Map<string, ReadonlySet<string>>();
  for (const [check, changes] of Map.groupBy(sudden, ({ finding }) => finding.check)) {
    const keys = new Set(changes.map(({ finding }) => findingKey(finding)));
    const isMuch = keys.size >= LEAST && keys.size > SHARE * (looked.get(check) ?? 0);
    if (isMuch && keys.isDisjointFrom(authors)) found.set(check, keys);
  }
  return found;
}

function isAuthored({ status, changedBy }: Finding): boolean {
  return status === 'fail' && changedBy !== null;
}
