import type {
  AlertMember,
  AttachedMember,
  FindingMember,
  NotificationItem,
  ProblemMember,
} from '#domain/alert.ts';
import { factInReason } from '#domain/fact-words.ts';
import { endInWords } from '#domain/finding-end.ts';
import type { Problem } from '#domain/scan.ts';

/** The lines of one member; several for a problem, which shows its first operations. */
export function itemsOf(member: AlertMember): NotificationItem[] {
  switch (member.kind) {
    case 'finding':
      return [itemOfFinding(member)];
    case 'problem':
      return onePerPermission(member).map((example) => itemOfProblem(member, example));
    case 'attached':
      return [{ ...NOTHING, reason: `${member.title}.` }];
    case 'claim':
      return [
        {
          ...NOTHING,
          document: member.document,
          claim: member.claim,
          from: member.state === 'over' ? member.status : null,
          to: member.state === 'over' ? null : member.status,
          reason: member.reason ?? member.summary,
        },
      ];
  }
}

/** The lines of an alert that another one stands for: its worst members, `most` of them, and how many there are besides. */
export function itemsOfAttached(
  member: AttachedMember,
  inner: readonly AlertMember[],
  most: number,
): readonly NotificationItem[] {
  const lines = inner.slice(0, most).flatMap(itemsOf).slice(0, most);
  if (lines.length === 0) return itemsOf(member);
  const others = inner.length - Math.min(most, inner.length);
  const more = others > 0 ? ` (and ${String(others)} more in the same alert)` : '';
  return lines.map((line, index) => {
    // Without a claim of its own, only the title says what the line is about.
    const about = line.claim === null ? `${member.title}. ` : '';
    const isLast = index === lines.length - 1;
    return { ...line, reason: `${about}${line.reason}${isLast ? more : ''}` };
  });
}

/** What lacks the same permission is mended at once: the first of it says enough. Without a permission each is shown. */
function onePerPermission({ examples }: ProblemMember): readonly Problem[] {
  return examples.filter(
    ({ permission, code }, index) =>
      permission === null ||
      examples.findIndex((other) => other.permission === permission && other.code === code) ===
        index,
  );
}

function itemOfFinding({ finding, words, over, state, from }: FindingMember): NotificationItem {
  const { document, claim, check, resourceId, expected, since, remediation } = finding;
  const unread = state === 'unreadable' ? ' It cannot be read now; so it was seen last.' : '';
  return {
    document,
    claim,
    check,
    resourceId,
    fact: over === null ? (words ?? factInReason(finding)).fact : null,
    property: words?.property ?? null,
    from: over === null ? from : finding.observed,
    to: over === null ? finding.observed : over.observed,
    expected,
    reason:
      over === null
        ? `${finding.reason}${unread}`
        : endInWords({ because: over.because, how: over.how ?? null }),
    since,
    changedBy: over === null ? finding.changedBy : over.changedBy,
    remediation: over === null ? remediation : null,
  };
}

function itemOfProblem(
  { subscriptionId, state }: ProblemMember,
  example: Problem,
): NotificationItem {
  const { operation, code, message, permission } = example;
  // What the monitor sees in itself lies in no subscription, and was no operation in Azure.
  const isItself = subscriptionId === '' && operation === 'monitor';
  return {
    ...NOTHING,
    reason: `${state === 'over' ? 'No longer so: ' : ''}${isItself ? message : refusal(operation, message)}`,
    remediation:
      permission === null || code !== 'AuthorizationFailed'
        ? null
        : `Grant ${permission} (see: posture permissions)`,
  };
}

/** Of a refusal: what was asked, and the beginning of what Azure says to it; the rest stands in the evidence. */
const MOST_REFUSAL = 200;

function refusal(operation: string, message: string): string {
  const text = `${aboutOf(operation, message)}${message}`;
  const characters = Array.from(text);
  return characters.length <= MOST_REFUSAL
    ? text
    : `${characters.slice(0, MOST_REFUSAL - 1).join('')}…`;
}

/** What it is about, where the message does not say so: a resource by its name alone. */
function aboutOf(operation: string, message: string): string {
  const name = / on \/.*\/([^/]+)$/u.exec(operation)?.[1];
  if (name !== undefined) return message.includes(name) ? '' : `${name}: `;
  return message.startsWith(operation) ? '' : `${operation}: `;
}

const NOTHING: NotificationItem = {
  document: null,
  claim: null,
  check: null,
  resourceId: null,
  fact: null,
  property: null,
  from: null,
  to: null,
  expected: null,
  reason: '',
  since: null,
  changedBy: null,
  remediation: null,
};
