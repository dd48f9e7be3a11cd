import type { NotificationKind } from '#domain/alert.ts';
import type { AlertTiming } from '#domain/alert-policy.ts';
import type { Instant } from '#domain/instant.ts';
import { type Draft, elapsedMs } from './draft.ts';

/**
 * What there is to tell of an alert now; null: nothing. By level and not by event: what stands and was never told is told, so that
 * nothing is lost whatever happened in between; and the beginning is told once. Whoever was told of a beginning is told of its end,
 * also while a silence lasts: it closes what the beginning opened.
 */
export function whatToTell(
  draft: Draft,
  { timing, at, isAcknowledged }: { timing: AlertTiming; at: Instant; isAcknowledged: boolean },
): NotificationKind | null {
  const { state, toldAt, before } = draft;
  if (state === 'resolved') return toldAt === null ? null : 'resolved';
  if (state !== 'firing' || draft.mute !== null) return null;
  if (toldAt === null) return 'firing';
  if (before?.mute?.because === 'silence') return 'reminder';
  if (draft.isUrgent) return 'updated';
  const waited = elapsedMs(toldAt, at);
  const remindAfterMs = isAcknowledged ? timing.remindAcknowledgedAfterMs : timing.remindAfterMs;
  if (waited >= remindAfterMs) return 'reminder';
  const hasNews = draft.hasNews || draft.hasUntoldNews;
  return hasNews && waited >= timing.updateEveryMs ? 'updated' : null;
}
