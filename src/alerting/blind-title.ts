import type { AlertMember, ProblemMember } from '#domain/alert.ts';
import { claimsOf } from './told-members.ts';
import type { BlindCause } from './unread.ts';

/** Of what cannot be read: first what would mend it, then what it costs. */
export function blindTitle(
  cause: BlindCause,
  members: readonly AlertMember[],
  isEnd: boolean,
): string {
  const problems = members.filter((member) => member.kind === 'problem');
  const what = whatIsLacking(cause, problems);
  if (isEnd)
    return `${problems.length > 0 && problems.every(({ isNotAsked }) => isNotAsked === true) ? 'Nobody asks any more' : 'Can be read again'}: ${what}`;
  const claims = claimsOf(problems).length;
  const cost =
    claims === 0 ? 'not everything can be read' : `${counted(claims)} cannot be verified`;
  return permissionsOf(problems).length > 0
    ? `Grant ${what}: ${cost}`
    : `Cannot be verified: ${what}${claims === 0 ? '' : `, ${counted(claims)}`}`;
}

/** The permissions that would mend it, once each, as the problems name them. */
function permissionsOf(problems: readonly ProblemMember[]): readonly string[] {
  const named = problems.flatMap(({ examples }) =>
    examples.flatMap(({ code, permission }) =>
      permission === null || code !== 'AuthorizationFailed' ? [] : [permission],
    ),
  );
  return [...new Set(named)];
}

function whatIsLacking(cause: BlindCause, problems: readonly ProblemMember[]): string {
  const [permission, ...others] = permissionsOf(problems);
  const subscriptions = new Set(problems.map(({ subscriptionId }) => subscriptionId)).size;
  const where = subscriptions > 1 ? ` in ${String(subscriptions)} subscriptions` : '';
  if (permission !== undefined)
    return `${permission}${others.length > 0 ? ` and ${String(others.length)} more` : ''}${where}`;
  return cause.kind === 'unreadable'
    ? `Azure cannot be read (${cause.code})${where}`
    : `answers not understood by ${checksIn(problems, cause.check)}${where}`;
}

function checksIn(problems: readonly ProblemMember[], check: string): string {
  const others = new Set(problems.map(({ code }) => code)).size - 1;
  return others > 0 ? `${check} and ${String(others)} more` : check;
}

function counted(claims: number): string {
  return `${String(claims)} claim${claims === 1 ? '' : 's'}`;
}
