import type { AlertMember, NotificationItem } from '#domain/alert.ts';

/** The lines of one member; several for a problem, which shows its first operations. */
export function itemsOf(member: AlertMember): NotificationItem[] {
  switch (member.kind) {
    case 'finding': {
      const { finding, over } = member;
      const { document, claim, check, resourceId, expected, since, remediation } = finding;
      const from = over === null ? member.from : finding.observed;
      const to = over === null ? finding.observed : over.observed;
      const reason = over === null ? finding.reason : OVER[over.because];
      const changedBy = over === null ? finding.changedBy : over.changedBy;
      return [
        {
          document,
          claim,
          check,
          resourceId,
          from,
          to,
          expected,
          reason,
          since,
          changedBy,
          remediation: over === null ? remediation : null,
        },
      ];
    }
    case 'problem':
      return member.examples.map(({ operation, message, permission }) => ({
        ...NOTHING,
        reason: `${operation}: ${message}`,
        remediation: permission === null ? null : `Grant ${permission} (see: posture permissions)`,
      }));
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
