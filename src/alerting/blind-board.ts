import type { ProblemMember } from '#domain/alert.ts';
import { causeKey } from './cause.ts';
import { type Draft, elapsedMs, type Hash, newDraft, putMember } from './draft.ts';
import type { SeenScan } from './reconcile-input.ts';
import type { BlindCause } from './unread.ts';

/** What begins within this time for the same reason is one cause: one permission, one identity, one throttled API. */
const WINDOW_MS = 10 * 60_000;

export type ProblemState = Omit<ProblemMember, 'kind' | 'key' | 'state'>;

interface Entry {
  readonly draft: Draft;
  readonly cause: BlindCause;
}

/** The alerts about what cannot be read; each holds one member for each subscription and code (or check) that it is about. */
export interface BlindBoard {
  has(key: string): boolean;
  isSeen(key: string): boolean;
  /** What still fails in an open alert and the scan has said nothing about. */
  untouched(): readonly Entry[];
  /** Brings a cause to its level: in the alert that has it, in one that began for the same reason, or in a new one. */
  put(cause: BlindCause, state: ProblemState): void;
  /** `isNotAsked`: nobody asks any more, so that nobody knows whether it could be read. */
  end(cause: BlindCause, isNotAsked: boolean): void;
}

export function createBlindBoard(
  drafts: Draft[],
  { scanId, at }: Pick<SeenScan, 'scanId' | 'at'>,
  hash: Hash,
): BlindBoard {
  // In several alerts where an older version told it by several checks; then each goes on with it.
  const known = new Map<string, readonly Entry[]>();
  for (const draft of drafts) {
    for (const { key } of draft.members.values()) {
      const cause = causeOfMember(draft, key);
      if (cause !== undefined) known.set(key, withEntry(known.get(key), { draft, cause }));
    }
  }
  const seen = new Set<string>();
  const kin = (cause: BlindCause, state: ProblemState): Draft | undefined =>
    drafts.find(
      (draft) =>
        elapsedMs(draft.openedAt, at) <= WINDOW_MS &&
        (draft.before === null || draft.state === 'pending' || draft.state === 'firing') &&
        isSameReason(draft, cause, state),
    );
  return {
    has: (key) => known.has(key),
    isSeen: (key) => seen.has(key),
    untouched: () =>
      [...known].flatMap(([key, entries]) =>
        seen.has(key)
          ? []
          : entries.filter(({ draft }) => draft.members.get(key)?.state === 'failing').slice(0, 1),
      ),
    put(cause, state) {
      const key = causeKey(cause);
      seen.add(key);
      if (!known.has(key)) {
        const like = kin(cause, state);
        const draft = like ?? newDraft({ kind: 'blind', cause }, { id: scanId, at }, hash);
        if (like === undefined) drafts.push(draft);
        known.set(key, [{ draft, cause }]);
      }
      const member: ProblemMember = { kind: 'problem', key, state: 'failing', ...state };
      for (const { draft } of known.get(key) ?? []) {
        draft.isSeen = true;
        if (isSameMember(draft, member)) continue;
        // A subscription that joins, or goes blind once more while others are: whoever was told knows nothing of it.
        const isRejoined = draft.members.get(key)?.state !== 'failing' && draft.state === 'firing';
        if (isRejoined) draft.hasNews = true;
        putMember(draft, member);
      }
    },
    end(cause, isNotAsked) {
      const key = causeKey(cause);
      for (const { draft } of known.get(key) ?? []) {
        const member = draft.members.get(key);
        if (member?.kind === 'problem' && member.state !== 'over')
          putMember(draft, { ...member, state: 'over', ...(isNotAsked ? { isNotAsked } : {}) });
      }
    },
  };
}

/** Where it is over it is the newest that counts. */
function withEntry(entries: readonly Entry[] | undefined, entry: Entry): readonly Entry[] {
  const key = causeKey(entry.cause);
  const isOver = ({ draft }: Entry): boolean => draft.members.get(key)?.state === 'over';
  if (entries === undefined || entries.every(isOver)) return [entry];
  return isOver(entry) ? entries : [...entries, entry];
}

/** What a member is about; the cause of its alert is that of its first one. */
function causeOfMember({ cause, members }: Draft, key: string): BlindCause | undefined {
  const member = members.get(key);
  if (member?.kind !== 'problem') return undefined;
  const { subscriptionId, code } = member;
  if (cause.kind === 'unreadable') return { kind: 'unreadable', subscriptionId, code };
  return cause.kind === 'not-understood'
    ? { kind: 'not-understood', subscriptionId, check: code }
    : undefined;
}

function isSameReason(draft: Draft, cause: BlindCause, { examples }: ProblemState): boolean {
  if (draft.cause.kind !== cause.kind) return false;
  if (cause.kind === 'unreadable')
    return draft.cause.kind === 'unreadable' && draft.cause.code === cause.code;
  // One answer that is in another form than before puzzles every check that reads it.
  const resources = new Set(examples.map(({ operation }) => resourceIn(operation)));
  return draft.members.values().some((member) => {
    if (member.kind !== 'problem') return false;
    if (member.code === cause.check) return true;
    return member.examples.some(({ operation }) => resources.has(resourceIn(operation)));
  });
}

/** The resource of `check on /subscriptions/…`. */
function resourceIn(operation: string): string {
  return operation.slice(operation.indexOf(' on ') + 4).toLowerCase();
}

/** By their text: both were made by the same code, or read back from the text that it made. */
function isSameMember(draft: Draft, member: ProblemMember): boolean {
  const before = draft.members.get(member.key);
  if (before?.kind !== 'problem') return false;
  const text = ({ state, count, severity, examples, claims }: ProblemMember) =>
    JSON.stringify([state, count, severity, examples, claims]);
  return text(before) === text(member);
}
