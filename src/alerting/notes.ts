import type { AlertMember, NotificationKind } from '#domain/alert.ts';
import { AUTHOR_SEARCH_MS } from '#domain/author-search.ts';
import type { Instant } from '#domain/instant.ts';
import type { Silence } from '#domain/silence.ts';
import type { Transition } from '#domain/state-store.ts';
import { type Draft, elapsedMs, laterOf } from './draft.ts';
import { STILL_MS } from './flapping.ts';
import { authorOf } from './told-members.ts';

const ATTEST =
  'Nothing in Azure mends this: whoever vouches for it looks anew and renews the attestation, with posture attest or in the attestations file.';

/** What the sentences of a notification are made from, besides its alert. */
export interface NoteContext {
  readonly at: Instant;
  /** Of the last hour, by `findingKey`, in order. */
  readonly recent: ReadonlyMap<string, readonly Transition[]>;
  /** Findings that flap now. */
  readonly flapping: ReadonlySet<string>;
}

/** The sentences that belong to a notification of this kind, the most important first. */
export function notesOf(
  draft: Draft,
  kind: NotificationKind,
  context: NoteContext,
): readonly string[] {
  // What became of each member, who mended it and how long it lasted stand in the notification itself.
  if (kind === 'resolved') return culpritNotes(draft);
  const before = draft.before?.mute;
  return [
    ...(kind === 'reminder' && before?.because === 'silence'
      ? [`The silence ${before.by} has ended and it is still so.`]
      : []),
    ...standInNotes(draft),
    ...flappingNotes(draft, context),
    ...(kind === 'updated' ? restNotes(draft, context) : []),
    ...returnNotes(draft, context),
    ...(draft.kind === 'expired' ? [ATTEST] : []),
    ...(kind === 'firing' && draft.kind === 'violation' && draft.confirmed === null
      ? ['A second reading could not confirm it.']
      : []),
    ...authorNotes(draft, context.at),
    ...unreadNotes(draft),
    ...(kind === 'reminder'
      ? ['If the incident was closed by hand, it opens anew, because it is still so.']
      : []),
  ];
}

/** Before a silence ends while something that it mutes still stands. */
export function warningNote({ id, by, reason, expiresAt }: Silence, count: number): string {
  const what = count === 1 ? 'One alert' : `${String(count)} alerts`;
  return `The silence ${id} (${by}: ${reason}) ends at ${expiresAt}. ${what} that it mutes still ${count === 1 ? 'stands' : 'stand'} and will be told then.`;
}

function standInNotes({ kind, members, cause, scansSeen }: Draft): readonly string[] {
  if (kind === 'suspect' && cause.kind === 'suspect') {
    if (scansSeen > 1)
      return [
        `It is no longer in doubt: Azure names who changed it, or another full scan saw the same. ${toldAsOne(members.size)}`,
      ];
    return [
      `So much at once that nobody changed is rather a wrong reading than a change: compare one of the resources with what Azure shows (portal, az), and look whether Azure answers ${cause.check} in another form than before.`,
      'An update follows as soon as Azure names who changed them, or when the next full scan sees the same.',
    ];
  }
  if (kind === 'storm') {
    return [`So much came up within a few minutes. ${toldAsOne(members.size)}`];
  }
  return kind === 'blind' && cause.kind !== 'monitor'
    ? ['What cannot be read is not known to be broken, and not known to hold either.']
    : [];
}

/** Whose doing it was, for whoever reads the end alone. */
function culpritNotes({ members, kind }: Draft): readonly string[] {
  if (kind !== 'violation') return [];
  const authors = new Map(
    [...members.values()].flatMap((member) => {
      const author = member.kind === 'finding' ? member.finding.changedBy : null;
      return author === null ? [] : [[author.by, author.at] as const];
    }),
  );
  const [first] = authors;
  if (first === undefined) return ['Who had broken it did not become known.'];
  const [by, at] = first;
  const others = authors.size - 1;
  const more = others === 0 ? '' : `, and by ${String(others)} other${others === 1 ? '' : 's'}`;
  return [`It had been broken by ${by} at ${at}${more}.`];
}

function toldAsOne(count: number): string {
  const are = count === 1 ? 'One alert is' : `${String(count)} alerts are`;
  return `${are} told as this one; each is in: posture alerts list`;
}

function flappingNotes({ members, kind }: Draft, context: NoteContext): readonly string[] {
  const keys = [...members.keys()].filter((key) => context.flapping.has(key));
  const [first] = keys;
  if (first === undefined || (kind !== 'violation' && kind !== 'flapping')) return [];
  const times = String(context.recent.get(first)?.length ?? 0);
  const what = keys.length === 1 ? 'It' : `${String(keys.length)} of them, the first`;
  return [
    `${what} broke or mended ${times} times within the last hour; every time is kept as evidence, and nobody is told again until it has stood still for 30 minutes. Look for two tools or people that undo each other's work.`,
  ];
}

/** That what broke and mended again and again has come to rest; the one who was told of the former should hear of it. */
function restNotes(
  { members, kind }: Draft,
  { recent, flapping, at }: NoteContext,
): readonly string[] {
  if (kind !== 'violation') return [];
  for (const { key, state } of members.values()) {
    const last = recent.get(key)?.at(-1);
    const times = recent.get(key)?.length ?? 0;
    if (state !== 'failing' || flapping.has(key) || last?.isFailing !== true || times < 2) continue;
    if (elapsedMs(last.at, at) >= STILL_MS)
      return [`It no longer breaks and mends in turn: since ${last.at} it stays broken.`];
  }
  return [];
}

/** That it had passed for a while since the last message, which was no message of its own. */
function returnNotes(draft: Draft, { recent, flapping }: NoteContext): readonly string[] {
  const { toldAt } = draft;
  if (draft.kind !== 'violation' || toldAt === null) return [];
  for (const member of draft.members.values()) {
    if (member.state === 'over' || flapping.has(member.key)) continue;
    const since = (recent.get(member.key) ?? []).filter(({ at }) => laterOf(at, toldAt) === at);
    const mended = since.find(({ isFailing }) => !isFailing);
    const again = since.at(-1);
    // What passed last and cannot be read since is not known to fail again.
    if (mended === undefined || again?.isFailing !== true) continue;
    return [`It was in order for a while from ${mended.at} on, and fails again since ${again.at}.`];
  }
  return [];
}

/** That nobody is known: once while somebody still looks, and once when nobody does any more. */
function authorNotes(draft: Draft, at: Instant): readonly string[] {
  if (draft.kind !== 'violation' || [...openOf(draft)].some((one) => authorOf(one) !== null))
    return [];
  const { toldAt, openedAt } = draft;
  const isGivenUp = elapsedMs(openedAt, at) >= AUTHOR_SEARCH_MS;
  if (toldAt === null && !isGivenUp)
    return ['Who changed it is not known yet; it is told as soon as Azure names somebody.'];
  const wasToldSince = toldAt !== null && elapsedMs(openedAt, toldAt) >= AUTHOR_SEARCH_MS;
  return isGivenUp && !wasToldSince
    ? ['Azure has named nobody who changed it within 30 minutes; it is looked for no longer.']
    : [];
}

function unreadNotes(draft: Draft): readonly string[] {
  const open = openOf(draft);
  const unread = open.filter(({ state }) => state === 'unreadable').length;
  if (unread === 0) return [];
  const since = draft.before?.staleSince ?? null;
  const when = since === null ? 'Now' : `Since ${since}`;
  return [
    `${when} ${String(unread)} of ${String(open.length)} cannot be looked at: not known whether they still fail.`,
  ];
}

function openOf({ members }: Draft): readonly AlertMember[] {
  return [...members.values()].filter(({ state }) => state !== 'over');
}
