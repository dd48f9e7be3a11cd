import type { FindingMember } from '#domain/alert.ts';
import type { Finding } from '#domain/finding.ts';
import type { EndedBecause } from '#domain/finding-end.ts';
import type { Instant } from '#domain/instant.ts';
import { type Draft, elapsedMs, putMember } from './draft.ts';

/**
 * Brings a member of a violation alert to the level of its finding; news is marked on the draft. `ended`: how it ended, as the
 * comparison with the state says it; undefined where it says nothing.
 */
export function followFinding(
  draft: Draft,
  key: string,
  finding: Finding,
  { at, ended }: { readonly at: Instant; readonly ended: EndedBecause | undefined },
): void {
  const member = draft.members.get(key);
  if (member?.kind !== 'finding') return;
  if (finding.status === 'unknown') {
    // What passed a moment ago and cannot be seen now has not passed long enough to be over.
    if (member.state === 'failing' || isJustOver(draft, member))
      putMember(draft, { ...member, state: 'unreadable', over: null });
    return;
  }
  if (finding.status !== 'fail') {
    const { observed, changedBy } = finding;
    const because = finding.status === 'pass' ? 'passes' : finding.status;
    endMember(draft, key, { because, how: null, ...ended, observed, changedBy, at });
    return;
  }
  const becameKnown = member.finding.changedBy === null && finding.changedBy !== null;
  const isAsBefore =
    member.state === 'failing' && !becameKnown && isShownAlike(member.finding, finding);
  if (isAsBefore) return;
  if (becameKnown) {
    draft.hasNews = true;
    // Who it was is what everybody waits for; the second name, or who broke it once more, can wait for its turn.
    if (member.state !== 'over' && !hasAuthor(draft)) draft.isUrgent = true;
  }
  const from = member.from ?? finding.changedBy?.from ?? null;
  putMember(draft, { ...member, state: 'failing', finding, from, over: null });
}

/** A member is over; one that is over already stays as it ended. */
export function endMember(
  draft: Draft,
  key: string,
  over: NonNullable<FindingMember['over']>,
): void {
  const member = draft.members.get(key);
  if (member?.kind === 'finding' && member.state !== 'over')
    putMember(draft, { ...member, state: 'over', over });
}

/** Whether it ended with the last ones, whose end is not certain yet. */
export function isJustOver(draft: Draft, member: FindingMember): boolean {
  const since = draft.before?.recoveringSince ?? null;
  if (member.state !== 'over' || draft.before?.state !== 'recovering' || since === null)
    return false;
  return member.over === null || elapsedMs(member.over.at, since) === 0;
}

/** Whether Azure has named anybody for a member of the alert. */
export function hasAuthor(draft: Draft): boolean {
  return draft.members
    .values()
    .some((member) => member.kind === 'finding' && member.finding.changedBy !== null);
}

function isShownAlike(a: Finding, b: Finding): boolean {
  const shown = ({ observed, expected, severity, remediation, changedBy }: Finding) =>
    JSON.stringify([observed, expected, severity, remediation, changedBy]);
  return shown(a) === shown(b);
}
