import type { AlertCause, ClaimWords, ProblemMember } from '#domain/alert.ts';
import type { Problem, SubscriptionResult } from '#domain/scan.ts';
import { type Severity, worstSeverity } from '#domain/severity.ts';
import { causeKey } from './cause.ts';
import { type Draft, type Hash, newDraft, putMember } from './draft.ts';
import type { ReconcileInput } from './reconcile-input.ts';
import { claimKey, SHOWN, type UnreadCheck, unreadChecks, wordsOf } from './unread.ts';

/**
 * Brings the alerts about what cannot be read to the level of the scan: one per subscription and code, however many resources.
 * Unknown findings in a subscription without a problem are something that a check does not understand: one alert per check.
 */
export function reconcileBlindness(drafts: Draft[], input: ReconcileInput, hash: Hash): void {
  const unread = unreadChecks(input.claims);
  const board = boardOf(drafts, input.scanId, hash);
  const blind = new Set<string>();
  for (const subscription of input.subscriptions) {
    const subscriptionId = subscription.id.toLowerCase();
    for (const [code, problems] of problemsByCode(subscription)) {
      blind.add(subscriptionId);
      const concerned = claimsOf(unread.get(subscriptionId), input);
      board.put(
        { kind: 'unreadable', subscriptionId, code },
        {
          subscriptionId,
          code,
          count: problems.length,
          examples: problems.slice(0, SHOWN),
          ...concerned,
        },
      );
    }
  }
  const scanned = new Set(input.subscriptions.map(({ id }) => id.toLowerCase()));
  for (const draft of board.untouched('unreadable')) {
    const { subscriptionId } = draft.cause;
    // An incremental scan asks again only for what was written: it shows the end of a problem only where nothing is unknown.
    const isProof = input.mode === 'full' || !unread.has(subscriptionId);
    const isOver = input.whole && (isProof || !scanned.has(subscriptionId));
    if (isOver) board.end(draft.draft);
    else blind.add(subscriptionId);
  }
  for (const [subscriptionId, checks] of unread) {
    for (const check of checks) {
      const cause: AlertCause = { kind: 'not-understood', subscriptionId, check: check.check };
      if (blind.has(subscriptionId) && !board.has(cause)) continue;
      board.put(cause, {
        subscriptionId,
        code: check.check,
        count: check.count,
        examples: check.problems,
        severity: check.severity,
        claims: [...check.claims.values()],
      });
    }
  }
  for (const { draft } of board.untouched('not-understood')) if (input.whole) board.end(draft);
}

type ProblemState = Omit<ProblemMember, 'kind' | 'key' | 'state'>;

type BlindCause = Extract<AlertCause, { kind: 'unreadable' | 'not-understood' }>;

function boardOf(drafts: Draft[], scanId: string, hash: Hash) {
  const byCause = new Map<string, Draft>();
  for (const draft of drafts) if (draft.kind === 'blind') byCause.set(causeKey(draft.cause), draft);
  const seen = new Set<Draft>();
  return {
    has: (cause: AlertCause) => byCause.has(causeKey(cause)),
    put(cause: BlindCause, state: ProblemState) {
      const key = causeKey(cause);
      let draft = byCause.get(key);
      if (draft === undefined) {
        draft = newDraft('blind', cause, scanId, hash);
        drafts.push(draft);
        byCause.set(key, draft);
      }
      seen.add(draft);
      const member: ProblemMember = { kind: 'problem', key, state: 'failing', ...state };
      if (JSON.stringify(draft.members.get(key)) !== JSON.stringify(member))
        putMember(draft, member);
    },
    end(draft: Draft) {
      for (const member of [...draft.members.values()]) {
        if (member.kind === 'problem') putMember(draft, { ...member, state: 'over' });
      }
    },
    /** Open alerts of one kind that the scan has said nothing about. */
    untouched(kind: BlindCause['kind']): { draft: Draft; cause: BlindCause }[] {
      const found: { draft: Draft; cause: BlindCause }[] = [];
      for (const draft of byCause.values()) {
        const { cause } = draft;
        if (seen.has(draft) || (cause.kind !== 'unreadable' && cause.kind !== 'not-understood'))
          continue;
        if (cause.kind === kind) found.push({ draft, cause });
      }
      return found;
    },
  };
}

function problemsByCode(subscription: SubscriptionResult): Map<string, readonly Problem[]> {
  const byCode = Map.groupBy(subscription.problems, (problem) => problem.code);
  const found = new Map<string, readonly Problem[]>(byCode);
  // Not complete without saying why is still not complete.
  if (found.size === 0 && subscription.status !== 'complete') found.set('Incomplete', []);
  return found;
}

/** The claims that are unverified because of a subscription; where no finding tells, all that are unverified. */
function claimsOf(
  unread: readonly UnreadCheck[] | undefined,
  input: ReconcileInput,
): { severity: Severity; claims: readonly ClaimWords[] } {
  const named = new Set(unread?.flatMap((check) => [...check.claims.keys()]));
  const concerned = input.claims.filter(
    (claim) => claim.status === 'unverified' && (named.size === 0 || named.has(claimKey(claim))),
  );
  let severity: Severity = 'informational';
  for (const claim of concerned) severity = worstSeverity(severity, claim.severity);
  return { severity, claims: concerned.slice(0, SHOWN).map(wordsOf) };
}
