import type { Instant } from '#domain/instant.ts';
import { attach, detach } from './attached.ts';
import { type Draft, elapsedMs, type Hash, isStanding, newDraft } from './draft.ts';

/** More causes than this within the window are told as one storm. Source: alerting A6. */
const CAUSES = 10;
const WINDOW_MS = 5 * 60_000;

/** Ends in storms what has ended by itself. */
export function calmStorms(drafts: readonly Draft[]): void {
  const states = new Map(drafts.map(({ id, state }) => [id, state]));
  for (const storm of drafts) {
    if (storm.kind === 'storm')
      detach(storm, (id) => (states.get(id) ?? 'resolved') === 'resolved');
  }
}

/**
 * Puts causes that are about to be told for the first time into one storm, when there would be too many messages within five
 * minutes, those included that were told already. Counted by telling: what a silence or a suspicion held back and releases at once
 * is a storm as well. Answers the storm that stands for them, new or not; undefined: they may be told one by one.
 */
export function raiseStorm(
  drafts: Draft[],
  { id, at }: { readonly id: string; readonly at: Instant },
  hash: Hash,
): Draft | undefined {
  const waiting = drafts.filter(
    (draft) =>
      isOneOfMany(draft) && isStanding(draft) && draft.toldAt === null && draft.mute === null,
  );
  if (waiting.length === 0) return undefined;
  const current = drafts.find(
    (draft) =>
      draft.kind === 'storm' && isStanding(draft) && elapsedMs(draft.openedAt, at) <= WINDOW_MS,
  );
  const told = drafts.filter(
    (draft) =>
      isOneOfMany(draft) && draft.toldAt !== null && elapsedMs(draft.openedAt, at) <= WINDOW_MS,
  );
  if (current === undefined && waiting.length + told.length <= CAUSES) return undefined;
  const cause = { kind: 'storm', from: at } as const;
  const storm = current ?? newDraft({ kind: 'storm', cause }, { id, at }, hash);
  for (const draft of waiting) attach(storm, draft);
  if (current === undefined) drafts.push(storm);
  else storm.hasNews = true;
  return storm;
}

/** What may come in numbers: what is broken, what cannot be read, what has run out. The monitor's own faults are told each. */
function isOneOfMany({ kind, cause }: Draft): boolean {
  return (
    kind === 'violation' || kind === 'expired' || (kind === 'blind' && cause.kind !== 'monitor')
  );
}
