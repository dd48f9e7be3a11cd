import type {
  AlertMember,
  AttachedMember,
  FindingMember,
  NotificationItem,
  ProblemMember,
} from '#domain/alert.ts';
import type { Problem } from '#domain/scan.ts';

/** The lines of one member; several for a problem, which shows its first operations. */
export function itemsOf(member: AlertMember): NotificationItem[] {
  switch (member.kind) {
    case 'finding':
      return [itemOfFinding(member)];
    case 'problem':
      return member.examples.map((example) => itemOfProblem(member, example));
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

/** The line of an alert that another one stands for: how the worst of its members is, and how many there are besides. */
export function itemsOfAttached(
  member: AttachedMember,
  inner: readonly AlertMember[],
): readonly NotificationItem[] {
  const [first] = inner.slice(0, 1).flatMap(itemsOf);
  if (first === undefined) return itemsOf(member);
  const others = inner.length - 1;
  const more = others > 0 ? ` (and ${String(others)} more in the same alert)` : '';
  // Without a claim of its own, only the title says what the line is about.
  const about = first.claim === null ? `${member.title}. ` : '';
  return [{ ...first, reason: `${about}${first.reason}${more}` }];
}

function itemOfFinding({ finding, over, state, from }: FindingMember): NotificationItem {
  const { document, claim, check, resourceId, expected, since, remediation } = finding;
  const unread = state === 'unreadable' ? ' It cannot be read now; so it was seen last.' : '';
  return {
    document,
    claim,
    check,
    resourceId,
    from: over === null ? from : finding.observed,
    to: over === null ? finding.observed : over.observed,
    expected,
    reason: over === null ? `${finding.reason}${unread}` : OVER[over.because],
    since,
    changedBy: over === null ? finding.changedBy : over.changedBy,
    remediation: over === null ? remediation : null,
  };
}

function itemOfProblem({ subscriptionId }: ProblemMember, example: Problem): NotificationItem {
  const { operation, message, permission } = example;
  // What the monitor sees in itself lies in no subscription, and was no operation in Azure.
  const isItself = subscriptionId === '' && operation === 'monitor';
  return {
    ...NOTHING,
    reason: isItself ? message : `${operation}: ${message}`,
    remediation: permission === null ? null : `Grant ${permission} (see: posture permissions)`,
  };
}

const OVER = {
  passes: 'It is as claimed again.',
  excepted: 'It still deviates, under an approved exception.',
  'not-applicable': 'The claim no longer bears on it.',
  gone: 'It was seen to be gone.',
  'left-scope': 'The claim no longer speaks of it.',
};

const NOTHING: NotificationItem = {
  document: null,
  claim: null,
  check: null,
  resourceId: null,
  from: null,
  to: null,
  expected: null,
  reason: '',
  since: null,
  changedBy: null,
  remediation: null,
};
