import { type Finding, findingKey } from '#domain/finding.ts';
import type { Instant } from '#domain/instant.ts';
import { attach, detach } from './attached.ts';
import { type Draft, type Hash, newDraft } from './draft.ts';
import { hasAuthor } from './follow-finding.ts';
import type { SeenScan } from './reconcile-input.ts';

/** So much of what one check looks at, and at least so many, failing at once is rather a fault of the monitor. Source: alerting A6. */
const SHARE = 0.3;
const LEAST = 10;

/**
 * Opens an alert that stands for everything that one check suddenly sees failing with nobody who changed it. It gives them back to
 * be told one by one when Azure names an author after all, or when another full scan sees the same. A first scan suspects nothing:
 * there nothing has passed before.
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
    const isReal = attached.some(hasAuthor) || isSeenAgain(attached, suspect, scan);
    detach(suspect, (id) => isReal || (byId.get(id)?.state ?? 'resolved') === 'resolved');
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
    const cause = { kind: 'suspect', check, from: at } as const;
    const suspect = newDraft({ kind: 'suspect', cause }, { id: scan.scanId, at }, hash);
    for (const draft of concerned) attach(suspect, draft);
    drafts.push(suspect);
  }
}

function isSeenAgain(attached: readonly Draft[], suspect: Draft, scan: SeenScan | null): boolean {
  if (scan === null || scan.mode !== 'full' || !scan.whole || scan.at === suspect.openedAt)
    return false;
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
