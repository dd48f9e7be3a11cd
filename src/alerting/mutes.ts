import type { Mute } from '#domain/alert.ts';
import type { Instant } from '#domain/instant.ts';
import type { Silence } from '#domain/silence.ts';
import { standInsOf } from './attached.ts';
import { type Draft, elapsedMs, toAlert } from './draft.ts';
import { flappingFindings, watching } from './flapping.ts';
import { inhibitedBy } from './inhibition.ts';
import { matches } from './matches.ts';
import type { SeenScan } from './reconcile-input.ts';

/** Writes into every draft why nobody is told of it now; what a person silenced comes first, then what another alert tells. */
export function muteDrafts(
  drafts: readonly Draft[],
  scan: SeenScan | null,
  silences: readonly Silence[],
  at: Instant,
): void {
  const standIns = standInsOf(drafts);
  const flapping = flappingFindings(drafts);
  const inhibitor = inhibitedBy(drafts, scan);
  const inForce = silences.filter(
    ({ endedAt, expiresAt }) => endedAt === null && elapsedMs(at, expiresAt) > 0,
  );
  const open = drafts.filter(({ state }) => state !== 'resolved');
  for (const draft of open) {
    if (draft.kind === 'flapping') continue;
    draft.mute =
      silenceOf(draft, inForce, at) ??
      standInOf(draft, standIns) ??
      flappingOf(draft, flapping) ??
      inhibitor(draft);
  }
  const violations = open.filter(({ kind }) => kind === 'violation');
  for (const [finding, draft] of flapping) {
    draft.mute = silenceOf(draft, inForce, at) ?? carrierOf(draft, watching(violations, finding));
  }
}

function silenceOf(draft: Draft, silences: readonly Silence[], at: Instant): Mute | null {
  if (silences.length === 0) return null;
  const alert = toAlert(draft, at);
  const silence = silences.find(({ alertId, match }) =>
    alertId === null ? matches(match, alert) : alertId === draft.id,
  );
  return silence === undefined ? null : { because: 'silence', by: silence.id };
}

/** Who was told of an alert by itself is told how it goes on by itself. */
function standInOf(draft: Draft, standIns: ReadonlyMap<string, Draft>): Mute | null {
  const standIn = draft.toldAt === null ? standIns.get(draft.id) : undefined;
  if (standIn === undefined) return null;
  return { because: standIn.kind === 'suspect' ? 'suspect' : 'storm', by: standIn.id };
}

/** Of a violation that flaps and was not told yet, the flapping is told instead; one that has other members has more to tell. */
function flappingOf(draft: Draft, flapping: ReadonlyMap<string, Draft>): Mute | null {
  if (draft.kind !== 'violation' || draft.toldAt !== null || draft.members.size !== 1) return null;
  const [key = ''] = draft.members.keys();
  const standIn = flapping.get(key);
  return standIn === undefined ? null : { because: 'flapping', by: standIn.id };
}

/** The flapping of what was told already is news of that alert and no page of its own. */
function carrierOf(draft: Draft, watched: Draft | undefined): Mute | null {
  if (watched === undefined) return null;
  if (watched.mute?.because === 'flapping' && watched.mute.by === draft.id) return null;
  return watched.mute ?? { because: 'flapping', by: watched.id };
}
