import type { Finding } from '#domain/finding.ts';
import { shownValue, visibleText } from '#domain/visible-text.ts';
import { memberWords } from './member-words.ts';

/** The label of the members that decided. */
export const MEMBERS = 'read from';

/** What there is to say of one finding, as label and text; both free of invisible characters. */
export function findingLines(
  finding: Finding,
): readonly (readonly [label: string, text: string])[] {
  const { changedBy, exception, status } = finding;
  // What was read and has nothing to show is not what could not be read.
  const unshown = status === 'unknown' ? '(could not be read)' : '(nothing)';
  const lines: [string, string][] = [
    ['resource', visibleText(finding.resourceId)],
    ...(finding.item === undefined
      ? []
      : [['item', visibleText(finding.item)] as [string, string]]),
    ['check', visibleText(finding.check)],
    ['expected', shownValue(finding.expected, '(nothing)')],
    ['observed', shownValue(finding.observed, unshown)],
    ['reason', visibleText(finding.reason)],
    ['since', finding.since === null ? 'not known' : visibleText(finding.since)],
  ];
  if (changedBy !== null) {
    const { by, at, client, operation, from, to } = changedBy;
    const through = [client, operation].filter((part) => part !== null).join(', ');
    const values = `${shownValue(from, '(nothing)')} → ${shownValue(to, '(nothing)')}`;
    const how = through === '' ? '' : ` through ${visibleText(through)}`;
    lines.push(['changed', `by ${visibleText(by)} at ${visibleText(at)}${how}: ${values}`]);
  }
  if (exception !== null) {
    const { approvedBy, expires, reason, ticket } = exception;
    const where = ticket === undefined ? '' : ` (${ticket})`;
    lines.push(['excepted', visibleText(`until ${expires} by ${approvedBy}${where}: ${reason}`)]);
  }
  if (finding.remediation !== null) lines.push(['mend', visibleText(finding.remediation)]);
  lines.push(['read at', visibleText(finding.readAt)]);
  const members = memberWords(finding);
  if (members !== undefined) lines.push([MEMBERS, members]);
  lines.push(['evidence', finding.evidence.length === 0 ? '(none)' : finding.evidence.join(' ')]);
  return lines;
}
