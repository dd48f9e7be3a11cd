import type { ClaimWords } from '#domain/alert.ts';
import type { Problem, SubscriptionResult } from '#domain/scan.ts';
import { type Severity, worstSeverity } from '#domain/severity.ts';
import { createBlindBoard } from './blind-board.ts';
import { causeKey } from './cause.ts';
import type { Draft, Hash } from './draft.ts';
import type { SeenScan } from './reconcile-input.ts';
import { type BlindCause, claimKey, SHOWN, type Unread, unreadByCause, wordsOf } from './unread.ts';

/**
 * Brings the alerts about what cannot be read to the level of the scan: one for everything that a code begins to hide at about the
 * same time, however many subscriptions and resources; the same for values that checks do not understand.
 */
export function reconcileBlindness(drafts: Draft[], input: SeenScan, hash: Hash): void {
  const unread = unreadByCause(input.claims);
  const board = createBlindBoard(drafts, input, hash);
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
  for (const { cause } of board.untouched())
    if (isOver(cause, unread, input)) board.end(cause, isNotAsked(cause, input));
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
  // A page is in no subscription.
  if (input.mode === 'full' && subscription !== undefined) return true;
  if (cause.subscriptionId === '') return true;
  const leftUnread = [...unread.values()].some(
    (other) => other.cause.subscriptionId === cause.subscriptionId,
  );
  // One that is only out of sight is not readable again; what was of it is then not known.
  return (subscription === undefined || subscription.status === 'complete') && !leftUnread;
}

/** Nobody asks for it any more: its subscription is in no scope, or no claim asks the check any more that did not understand it. */
function isNotAsked(cause: BlindCause, { subscriptions, claims }: SeenScan): boolean {
  const { subscriptionId } = cause;
  if (
    cause.kind === 'not-understood' &&
    !claims.some(({ findings, stood = [] }) =>
      [...findings, ...stood].some(({ check }) => check === cause.check),
    )
  )
    return true;
  return (
    subscriptionId !== '' && !subscriptions.some(({ id }) => id.toLowerCase() === subscriptionId)
  );
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
