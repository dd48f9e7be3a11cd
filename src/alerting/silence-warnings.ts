import type { Instant } from '#domain/instant.ts';
import { SEVERITIES } from '#domain/severity.ts';
import type { Silence } from '#domain/silence.ts';
import { type Draft, elapsedMs, isStanding, severityOf } from './draft.ts';
import { warningNote } from './notes.ts';

/** How long before its end a silence says so. Source: alerting A10. */
const BEFORE_MS = 60 * 60_000;

/** A silence that is about to end, and what says so: the worst alert that it mutes. */
export interface SilenceWarning {
  readonly silence: Silence;
  readonly draft: Draft;
  readonly note: string;
}

/**
 * Silences that end within the hour while something that they mute still stands, each once. One that was made for an hour or less
 * says nothing: whoever made it has just seen it.
 */
export function silenceWarnings(
  drafts: readonly Draft[],
  silences: readonly Silence[],
  at: Instant,
): readonly SilenceWarning[] {
  return silences.flatMap((silence) => {
    const { createdAt, expiresAt, warnedAt } = silence;
    const isDue = warnedAt === null && elapsedMs(at, expiresAt) <= BEFORE_MS;
    if (!isDue || elapsedMs(createdAt, expiresAt) <= BEFORE_MS) return [];
    const muted = drafts.filter(
      (draft) =>
        isStanding(draft) && draft.mute?.because === 'silence' && draft.mute.by === silence.id,
    );
    const [draft] = muted.toSorted(worstDraftFirst);
    return draft === undefined
      ? []
      : [{ silence, draft, note: warningNote(silence, muted.length) }];
  });
}

function worstDraftFirst(a: Draft, b: Draft): number {
  const rank = (draft: Draft) => SEVERITIES.indexOf(severityOf(draft));
  return rank(a) - rank(b) || (a.id < b.id ? -1 : 1);
}
