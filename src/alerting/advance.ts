import type { AlertTiming } from '#domain/alert-policy.ts';
import type { Instant } from '#domain/instant.ts';
import { type Draft, elapsedMs, hasOpenMember, laterOf } from './draft.ts';

/**
 * Takes an alert to the state that its members and the time demand: from pending to firing when enough scans have seen it, to
 * recovering when all is over, to resolved when that lasts. `isHeld`: it changes too often to be believed, so it does not end.
 */
export function advance(
  draft: Draft,
  { timing, at, isHeld }: { timing: AlertTiming; at: Instant; isHeld: boolean },
): void {
  const isOpen = hasOpenMember(draft);
  if (draft.state === 'pending') {
    const needed = scansNeeded(draft, timing);
    if (draft.isSeen) draft.scansSeen = Math.min(needed, draft.scansSeen + 1);
    // Nobody was told, so nobody needs to hear that it was nothing.
    if (!isOpen) resolve(draft, at);
    else if (draft.scansSeen >= needed) draft.state = 'firing';
    return;
  }
  if (isOpen) {
    draft.state = 'firing';
    draft.recoveringSince = null;
    return;
  }
  if (draft.state === 'firing') {
    draft.state = 'recovering';
    draft.recoveringSince = at;
  }
  const since = draft.recoveringSince ?? at;
  const hasLasted = elapsedMs(since, at) >= timing.recoverAfterMs;
  if (standsForOthers(draft) || (!isHeld && isBelieved(draft) && hasLasted)) resolve(draft, at);
}

/** What cannot be read may be a passing fault; all else is so as soon as it is seen. What the monitor sees in itself is certain. */
function scansNeeded({ kind, cause }: Draft, timing: AlertTiming): number {
  return kind === 'blind' && cause.kind !== 'monitor' ? Math.max(1, timing.blindAfterScans) : 1;
}

/** A violation is over when its end was seen twice; what was read again was read. */
function isBelieved(draft: Draft): boolean {
  return draft.kind !== 'violation' || draft.confirmed === true;
}

/** Its members have been held already, each in its own alert. */
function standsForOthers({ kind }: Draft): boolean {
  return kind === 'flapping' || kind === 'storm' || kind === 'suspect';
}

function resolve(draft: Draft, at: Instant): void {
  draft.state = 'resolved';
  draft.recoveringSince ??= at;
  draft.resolvedAt = laterOf(at, laterOf(draft.recoveringSince, draft.openedAt));
  draft.mute = null;
}
