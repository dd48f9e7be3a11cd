import type { Finding } from '#domain/finding.ts';
import { resourceName } from '#domain/resource-id.ts';
import type { ScanResult } from '#domain/scan.ts';
import { visibleText } from '#domain/visible-text.ts';
import type { Paint } from './paint.ts';
import { FINDING_WORDS } from './status-words.ts';

/** Resources named per reason; a refused permission touches thousands at once. */
const NAMED_RESOURCES = 5;

/** What could not be read and which permission would mend it; findings without a verdict stand together by reason. */
export function unreadLines(result: ScanResult, paint: Paint): string[] {
  const problems = result.scan.subscriptions.flatMap((subscription) =>
    subscription.problems.map((problem) => ({ ...problem, subscription: subscription.id })),
  );
  const unknown = byReason(result);
  if (problems.length + unknown.length === 0) return [];
  return [
    '',
    paint.strong('Could not be read'),
    ...problems.flatMap(({ subscription, operation, code, message, permission }) => [
      `${paint.status(FINDING_WORDS.unknown)}  ${visibleText(`${operation} in subscription ${subscription}: ${code}`)}`,
      `    ${visibleText(message)}`,
      ...(permission === null ? [] : [`    needs     ${visibleText(permission)}`]),
    ]),
    ...unknown.flatMap(({ claim, reason, findings }) => {
      const names = findings
        .slice(0, NAMED_RESOURCES)
        .map(({ resourceId }) => resourceName(resourceId));
      const further =
        findings.length > names.length ? ` and ${findings.length - names.length} more` : '';
      return [
        `${paint.status(FINDING_WORDS.unknown)}  ${visibleText(`${claim}: ${reason}`)}`,
        `    ${visibleText(names.join(', '))}${further}`,
      ];
    }),
  ];
}

function byReason(result: ScanResult) {
  const groups = new Map<string, { claim: string; reason: string; findings: Finding[] }>();
  for (const claim of result.claims) {
    for (const finding of claim.findings.filter(({ status }) => status === 'unknown')) {
      const key = `${claim.document}\u001f${claim.id}\u001f${finding.reason}`;
      const group = groups.get(key) ?? { claim: claim.id, reason: finding.reason, findings: [] };
      group.findings.push(finding);
      groups.set(key, group);
    }
  }
  return [...groups.values()];
}
