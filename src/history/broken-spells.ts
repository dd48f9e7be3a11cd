import type { Alert, FindingMember } from '#domain/alert.ts';
import type { Change } from '#domain/change.ts';
import { type ChangeAuthor, findingKey, findingKeys } from '#domain/finding.ts';
import { type Instant, toMilliseconds } from '#domain/instant.ts';
import type { StatusStep } from './claim-timeline.ts';
import { compareInstants } from './run-history.ts';

/** From a breakage until the claim was seen to be good again; not being able to look does not end it. */
export interface BrokenSpell {
  readonly from: Instant;
  /** null: it was not over at the period's end. */
  readonly to: Instant | null;
  /** Who broke it first and who mended it last, as Azure's change records say; null where they do not. */
  readonly brokenBy: ChangeAuthor | null;
  readonly mendedBy: ChangeAuthor | null;
  readonly reason: string | null;
  /** Resources that violated it, as Azure writes their ids; sorted. */
  readonly resourceIds: readonly string[];
}

const BROKE: ReadonlySet<Change['kind']> = new Set(['started-failing', 'found-failing']);
const MENDED: ReadonlySet<Change['kind']> = new Set(['stopped-failing', 'gone']);

/** The spells that reach into [from, to). Authors come from the changes and, where these were attributed later, from the alerts. */
export function brokenSpells(
  steps: readonly StatusStep[],
  changes: readonly Change[],
  alerts: readonly Alert[],
  from: Instant,
  to: Instant,
): readonly BrokenSpell[] {
  const spells: { begin: StatusStep; end: StatusStep | null }[] = [];
  let open: StatusStep | null = null;
  for (const step of steps.filter(({ at }) => at < to)) {
    if (step.to === 'broken') open ??= step;
    else if (step.to !== 'unverified' && open !== null) {
      spells.push({ begin: open, end: step });
      open = null;
    }
  }
  if (open !== null) spells.push({ begin: open, end: null });
  const members = membersByKey(alerts);
  return spells
    .filter(({ end }) => end === null || end.at > from)
    .map(({ begin, end }) => spellOf(begin, end, changes, members, to));
}

function spellOf(
  begin: StatusStep,
  end: StatusStep | null,
  changes: readonly Change[],
  members: ReadonlyMap<string, readonly FindingMember[]>,
  to: Instant,
): BrokenSpell {
  const last = end?.asOf ?? to;
  const within = changes.filter(({ at }) => at >= begin.asOf && at <= last);
  const broke = within.filter(({ kind }) => BROKE.has(kind));
  const mended = end === null ? [] : within.filter(({ kind }) => MENDED.has(kind));
  return {
    from: begin.at,
    to: end?.at ?? null,
    brokenBy: byTime(broke.map((change) => breakerOf(change, members)))[0] ?? null,
    mendedBy: byTime(mended.map((change) => menderOf(change, members))).at(-1) ?? null,
    reason: begin.reason,
    resourceIds: [...new Set(broke.map(({ finding }) => finding.resourceId))].sort(compareInstants),
  };
}

function breakerOf(
  { finding, at }: Change,
  members: ReadonlyMap<string, readonly FindingMember[]>,
) {
  if (finding.changedBy !== null) return finding.changedBy;
  const known = members.get(findingKey(finding)) ?? [];
  const author = known.map((member) => member.finding.changedBy).find((each) => each !== null);
  // An author of another breakage of the same setting would be blamed for this one.
  return author !== undefined && isNotAfter(author, at) ? author : null;
}

function menderOf(change: Change, members: ReadonlyMap<string, readonly FindingMember[]>) {
  if (change.kind === 'gone') return change.removedBy ?? null;
  if (change.finding.changedBy !== null) return change.finding.changedBy;
  const over = (members.get(findingKey(change.finding)) ?? []).map((member) => member.over);
  return over.find((each) => each?.at === change.at)?.changedBy ?? null;
}

function isNotAfter({ at }: ChangeAuthor, seen: Instant): boolean {
  return (toMilliseconds(at) ?? 0) <= (toMilliseconds(seen) ?? 0);
}

function byTime(authors: readonly (ChangeAuthor | null)[]): readonly ChangeAuthor[] {
  return authors
    .filter((author) => author !== null)
    .sort((a, b) => (toMilliseconds(a.at) ?? 0) - (toMilliseconds(b.at) ?? 0));
}

function membersByKey(alerts: readonly Alert[]): ReadonlyMap<string, readonly FindingMember[]> {
  const members = new Map<string, FindingMember[]>();
  for (const alert of alerts) {
    for (const member of alert.members) {
      if (member.kind !== 'finding') continue;
      for (const key of findingKeys(member.finding, member.formerly))
        members.set(key, [...(members.get(key) ?? []), member]);
    }
  }
  return members;
}
