import { type Finding, findingKey } from '#domain/finding.ts';
import type { RecordedFinding } from '#domain/recorded.ts';
import { unseenFindings } from '#drift/unseen-findings.ts';
import type { Absence } from './absence.ts';

/** The recorded findings that this scan does not have because it could not look: unknown from now on, and not over. */
export function unseenAmong(
  previous: readonly RecordedFinding[],
  seen: readonly Finding[],
  absence: Absence,
): readonly Finding[] {
  const keys = new Set(seen.map(findingKey));
  const unread = seen.filter(({ status, item }) => status === 'unknown' && item === undefined);
  return previous.flatMap((recorded) => {
    const { finding } = recorded;
    if (keys.has(findingKey(finding))) return [];
    // Where the whole is not known, nor are its items.
    const whole = unread.find((one) => isWholeOf(one, finding));
    if (whole !== undefined) return unseenFindings([recorded], whole.reason);
    const found = absence.of(finding);
    return 'unseen' in found ? unseenFindings([recorded], found.unseen) : [];
  });
}

function isWholeOf(whole: Finding, finding: Finding): boolean {
  const { document, claim, check } = whole;
  const isSame =
    document === finding.document && claim === finding.claim && check === finding.check;
  return isSame && finding.item !== undefined;
}
