import type { Alert, AlertMember } from '#domain/alert.ts';
import { END_NAMES, endsInWords } from '#domain/finding-end.ts';
import { SEVERITIES } from '#domain/severity.ts';
import type { Acknowledgement, Silence } from '#domain/silence.ts';
import { visibleText } from '#domain/visible-text.ts';

/** Worst first; of the same severity first what somebody is told of, then what stands longest. */
export function worstFirst(a: Alert, b: Alert): number {
  const bySeverity = SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity);
  if (bySeverity !== 0) return bySeverity;
  const byMute = Number(a.mute !== null) - Number(b.mute !== null);
  if (byMute !== 0) return byMute;
  return a.openedAt < b.openedAt ? -1 : a.openedAt > b.openedAt ? 1 : 0;
}

/** The members that still stand, or all where none does; the worst first. */
export function standingMembers({ members }: Alert): readonly AlertMember[] {
  const open = members.filter(({ state }) => state !== 'over');
  const rank = (member: AlertMember): number =>
    SEVERITIES.indexOf(member.kind === 'finding' ? member.finding.severity : member.severity);
  return (open.length === 0 ? members : open).toSorted((a, b) => rank(a) - rank(b));
}

/** What a member is about, on one line. */
export function memberLine(member: AlertMember): string {
  switch (member.kind) {
    case 'finding':
      return visibleText(
        `${member.finding.claim}: ${member.finding.resourceId} (${member.finding.check})`,
      );
    case 'problem':
      return visibleText(problemLine(member));
    case 'claim':
      return visibleText(`${member.claim}: ${member.reason ?? member.status}`);
    case 'attached':
      return visibleText(`${member.severity} ${member.title} (${member.key})`);
  }
}

function problemLine({
  code,
  subscriptionId,
  count,
  claims,
  examples,
}: Extract<AlertMember, { kind: 'problem' }>): string {
  const where = subscriptionId === '' ? '' : ` in subscription ${subscriptionId}`;
  const times = count === 1 ? '' : `, ${String(count)} times`;
  // Where no claim says what is at stake, what the monitor sees in itself is the matter.
  const about =
    claims.length === 0
      ? `: ${examples[0]?.message ?? 'not known'}`
      : `; claims ${claims.map(({ claim }) => claim).join(', ')}`;
  return `${code}${where}${times}${about}`;
}

/** Why nobody is told of it, in words; undefined where somebody is. */
export function muteWords(alert: Alert, silences: readonly Silence[]): string | undefined {
  if (alert.mute === null) return undefined;
  const { because, by } = alert.mute;
  const silence = silences.find(({ id }) => id === by);
  if (silence === undefined) return visibleText(`muted by ${because} ${by}`);
  const { reason, expiresAt } = silence;
  return visibleText(`muted by silence ${by} until ${expiresAt}: ${reason} (${silence.by})`);
}

/** Who has taken it, in words; undefined where nobody has. */
export function acknowledgementWords(
  alert: Alert,
  acknowledgements: readonly Acknowledgement[],
): string | undefined {
  const found = acknowledgements.find(({ alertId }) => alertId === alert.id);
  if (found === undefined) return undefined;
  const note = found.note === null ? '' : `: ${found.note}`;
  return visibleText(`acknowledged by ${found.by} at ${found.at}${note}`);
}

/** What a silence is about, as it would be said on the command line. */
export function silenceWords({ match, alertId }: Silence): string {
  const parts = Object.entries(match).map(
    ([name, values]) => `${name} ${(values ?? []).join(' or ')}`,
  );
  return visibleText([...(alertId === null ? [] : [`alert ${alertId}`]), ...parts].join(', '));
}

/** How its members ended, by name; for what is about no resource, that it is over. */
export function overWords({ members }: Alert): string {
  const ends = members.flatMap((member) =>
    member.kind === 'finding' && member.over !== null ? [member.over.because] : [],
  );
  return ends.length === 0 ? 'over' : endsInWords(ends);
}

/** For JSON: an alert in which every end of a violation bears its name. */
export function withEndNames(alert: Alert) {
  const members = alert.members.map((member) =>
    member.kind === 'finding' && member.over !== null
      ? { ...member, over: { ...member.over, name: END_NAMES[member.over.because] } }
      : member,
  );
  return { ...alert, members };
}
