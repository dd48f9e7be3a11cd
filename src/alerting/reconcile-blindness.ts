import type { ClaimWords, ProblemMember } from '#domain/alert.ts';
import type { Problem, SubscriptionResult } from '#domain/scan.ts';
import { type Severity, worstSeverity } from '#domain/severity.ts';
import { causeKey } from './cause.ts';
import { type Draft, type Hash, newDraft, putMember } from './draft.ts';
import type { SeenScan } from './reconcile-input.ts';
import { type BlindCause, claimKey, SHOWN, type Unread, unreadByCause, wordsOf } from './unread.ts';

/**
 * Brings the alerts about what cannot be read to the level of the scan: one per subscription and code, however many resources;
 * one per subscription and check for values that the check does not understand.
 */
export function reconcileBlindness(drafts: Draft[], input: SeenScan, hash: Hash): void {
  const unread = unreadByCause(input.claims);
  const board = boardOf(drafts, input, hash);
  /** Subscriptions (lower case) whose blindness has a cause already. */
  const explained = new Set<string>();
  for (const subscription of input.subscriptions) {
    const subscriptionId = subscription.id.toLowerCase();
    for (const [code, problems] of problemsByCode(subscription)) {
      explained.add(subscriptionId);
      const cause: BlindCause = { kind: 'unreadable', subscriptionId, code };
      const concerned = claimsOf(unread.get(causeKey(cause)), input);
      const examples = problems.slice(0, SHOWN);
      board.put(cause, { subscriptionId, code, count: problems.length, examples, ...concerned });
    }
  }
  const lasting = board.untouched().filter(({ cause }) => !isOver(cause, unread, input));
  for (const { cause } of lasting)
    if (cause.kind === 'unreadable') explained.add(cause.subscriptionId);
  for (const [key, { cause, problems, count, severity, claims }] of unread) {
    const { subscriptionId } = cause;
    // The subscription's own problem is the cause of what it leaves unread, whatever the code there.
    if (cause.kind === 'unreadable' && explained.has(subscriptionId) && !board.has(key)) continue;
    if (board.isSeen(key)) continue;
    const code = cause.kind === 'unreadable' ? cause.code : cause.check;
    board.put(cause, {
      subscriptionId,
      code,
      count,
      examples: problems,
      severity,
      claims: [...claims.values()],
    });
  }
  for (const { draft, cause } of board.untouched()) if (isOver(cause, unread, input)) end(draft);
}

/**
 * Whether what could not be read is read now. A scan of a part proves nothing; an incremental scan asks again only for what was
 * written, so it proves the end of a problem only where it left nothing unread in the subscription.
 */
function isOver(cause: BlindCause, unread: ReadonlyMap<string, Unread>, input: SeenScan): boolean {
  if (!input.whole || unread.has(causeKey(cause))) return false;
  const subscription = input.subscriptions.find(
    ({ id }) => id.toLowerCase() === cause.subscriptionId,
  );
  if (input.mode === 'full' || subscription === undefined) return true;
  const leftUnread = [...unread.values()].some(
    (other) => other.cause.subscriptionId === cause.subscriptionId,
  );
  return subscription.status === 'complete' && !leftUnread;
}

type ProblemState = Omit<ProblemMember, 'kind' | 'key' | 'state'>;

function boardOf(drafts: Draft[], { scanId, at }: SeenScan, hash: Hash) {
  const byCause = new Map<string, { draft: Draft; cause: BlindCause }>();
  for (const draft of drafts) {
    const { cause } = draft;
    if (cause.kind !== 'unreadable' && cause.kind !== 'not-understood') continue;
    byCause.set(causeKey(cause), { draft, cause });
  }
  const seen = new Set<string>();
  return {
    has: (key: string): boolean => byCause.has(key),
    isSeen: (key: string): boolean => seen.has(key),
    /** Open alerts that the scan has said nothing about. */
    untouched: () => [...byCause].flatMap(([key, entry]) => (seen.has(key) ? [] : [entry])),
    put(cause: BlindCause, state: ProblemState): void {
      const key = causeKey(cause);
      seen.add(key);
      let draft = byCause.get(key)?.draft;
      if (draft === undefined) {
        draft = newDraft({ kind: 'blind', cause }, { id: scanId, at }, hash);
        drafts.push(draft);
        byCause.set(key, { draft, cause });
      }
      draft.isSeen = true;
      const member: ProblemMember = { kind: 'problem', key, state: 'failing', ...state };
      if (!isSameMember(draft, member)) putMember(draft, member);
    },
  };
}

/** By their text: both were made by the same code, or read back from the text that it made. */
function isSameMember(draft: Draft, member: ProblemMember): boolean {
  const before = draft.members.get(member.key);
  if (before?.kind !== 'problem') return false;
  const text = ({ state, count, severity, examples, claims }: ProblemMember) =>
    JSON.stringify([state, count, severity, examples, claims]);
  return text(before) === text(member);
}

function end(draft: Draft): void {
  for (const member of draft.members.values()) {
    if (member.kind === 'problem' && member.state !== 'over')
      putMember(draft, { ...member, state: 'over' });
  }
}

function problemsByCode(subscription: SubscriptionResult): Map<string, readonly Problem[]> {
  const byCode = Map.groupBy(subscription.problems, (problem) => problem.code);
  const found = new Map<string, readonly Problem[]>(byCode);
  // Not complete without saying why is still not complete.
  if (found.size === 0 && subscription.status !== 'complete') found.set('Incomplete', []);
  return found;
}

/** The claims that a problem leaves unverified; where no finding tells, all that are unverified. */
function claimsOf(
  unread: Unread | undefined,
  input: SeenScan,
): { severity: Severity; claims: readonly ClaimWords[] } {
  const concerned = input.claims.filter(
    (claim) =>
      claim.status === 'unverified' && (unread === undefined || unread.claims.has(claimKey(claim))),
  );
  let severity: Severity = unread?.severity ?? 'informational';
  for (const claim of concerned) severity = worstSeverity(severity, claim.severity);
  return { severity, claims: concerned.slice(0, SHOWN).map(wordsOf) };
}
