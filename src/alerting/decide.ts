import type { Alert, AlertDestination, NotificationKind } from '#domain/alert.ts';
import { type FactOf, factInReason } from '#domain/fact-words.ts';
import type { HeldNotification, OutboxMessage } from '#domain/outbox-message.ts';
import { address } from './addressing.ts';
import { advance } from './advance.ts';
import type { DecideInput, Decision } from './decide-input.ts';
import { digests } from './digest.ts';
import { type Draft, draftOf, type Hash, isChanged, isWorse, toAlert } from './draft.ts';
import {
  flappingFindings,
  recentTransitions,
  reconcileFlapping,
  transitionsOf,
} from './flapping.ts';
import { muteDrafts } from './mutes.ts';
import { type NoteContext, notesOf } from './notes.ts';
import { notificationOf } from './notification.ts';
import { reconcileAttestations } from './reconcile-attestations.ts';
import { reconcileBlindness } from './reconcile-blindness.ts';
import { reconcileClaims } from './reconcile-claims.ts';
import type { SeenScan } from './reconcile-input.ts';
import { acceptEscapes, escapedKeys, reconcileScope } from './reconcile-scope.ts';
import { reconcileCanary, reconcileSymptoms } from './reconcile-symptoms.ts';
import { reconcileViolations } from './reconcile-violations.ts';
import { silenceWarnings } from './silence-warnings.ts';
import { calmStorms, raiseStorm } from './storm.ts';
import { reconcileSuspects } from './suspect.ts';
import { whatToTell } from './telling.ts';

/**
 * What becomes of the alerts and who is told, from what a scan found or from time that has passed. Level by level and not event by
 * event: whatever was lost in between, the next decision puts it right, and what was told is not told again. One cause is one
 * alert; what cannot be read ends none. Same input, same answer; ids included. `familyOf`: the family of a check, by its id; `factOf`: the words for a violation.
 */
export function decide(
  input: DecideInput,
  familyOf: (check: string) => string,
  hash: Hash,
  factOf: FactOf = factInReason,
): Decision {
  const { at, policy, silences } = input;
  const drafts = input.alerts.map(draftOf);
  const takenBy = new Map(input.acknowledgements.map(({ alertId, by }) => [alertId, by]));
  const scan: SeenScan | null =
    input.scan === null
      ? null
      : { ...input.scan, at, confirmed: input.confirmed, canary: policy.canary, factOf };
  if (scan !== null) {
    reconcileViolations(drafts, scan, familyOf, hash);
    if (scan.isPart !== true) {
      reconcileBlindness(drafts, scan, hash);
      reconcileClaims(drafts, scan, hash);
      reconcileAttestations(drafts, scan, hash);
      reconcileCanary(drafts, scan, hash);
      reconcileScope(drafts, scan, hash);
    }
  }
  acceptEscapes(drafts, takenBy, at);
  if (input.symptoms !== null) reconcileSymptoms(drafts, input.symptoms, at, hash);
  const transitions = [...input.transitions, ...transitionsOf(scan?.changes ?? [])];
  const recent = recentTransitions(transitions, at);
  reconcileFlapping(drafts, scan, recent, at, hash);
  const flapping = new Set(flappingFindings(drafts).keys());
  const escaped = escapedKeys(drafts);
  // What left the scope still fails: when the tag is taken off again, the same alert goes on.
  const isHeld = (draft: Draft) =>
    draft.kind === 'violation' &&
    draft.members.keys().some((key) => flapping.has(key) || escaped.has(key));
  const advanceAll = (which: (draft: Draft) => boolean) => {
    for (const draft of drafts.filter(which))
      advance(draft, { timing: policy.timing, at, isHeld: isHeld(draft) });
  };
  advanceAll(({ kind }) => kind !== 'storm' && kind !== 'suspect');
  reconcileSuspects(drafts, scan, at, hash);
  calmStorms(drafts);
  advanceAll(({ kind }) => kind === 'storm' || kind === 'suspect');
  muteDrafts(drafts, scan, silences, at);
  const storm = raiseStorm(drafts, { id: input.scan?.scanId ?? at, at }, hash);
  if (storm !== undefined) {
    advanceAll((draft) => draft === storm);
    muteDrafts(drafts, scan, silences, at);
  }
  for (const draft of drafts) {
    // Whoever was told something milder may have gone back to sleep, and others may have to be told now.
    if (isWorse(draft)) draft.isUrgent = draft.hasNews = true;
  }
  passNewsOn(drafts);
  return tell(drafts, input, { at, recent, flapping }, hash);
}

/** News of an alert that a storm stands for is news of the storm. */
function passNewsOn(drafts: readonly Draft[]): void {
  const byId = new Map(drafts.map((draft) => [draft.id, draft]));
  for (const { hasNews, mute } of drafts) {
    const standIn = mute?.because === 'storm' ? byId.get(mute.by) : undefined;
    if (standIn !== undefined && hasNews) standIn.hasNews = true;
  }
}

/** Writes the notifications, numbers them, and sends them on their ways. */
function tell(
  drafts: readonly Draft[],
  input: DecideInput,
  context: NoteContext,
  hash: Hash,
): Decision {
  const { at, policy } = input;
  const messages: OutboxMessage[] = [];
  const held: HeldNotification[] = [];
  const takenBy = new Map(input.acknowledgements.map(({ alertId, by }) => [alertId, by]));
  const byId = new Map(drafts.map((draft) => [draft.id, draft]));
  const alertOf = (id: string): Alert | undefined => {
    const draft = byId.get(id);
    return draft === undefined ? undefined : toAlert(draft, at);
  };
  const send = (draft: Draft, kind: NotificationKind, notes: readonly string[]): void => {
    draft.sequence += 1;
    const alert = toAlert(draft, at);
    const acknowledgedBy = takenBy.get(draft.id) ?? null;
    const about = { at, policy, acknowledgedBy, notes, alertOf };
    const sent = address(notificationOf(alert, kind, about, hash), alert, policy, at);
    messages.push(...sent.messages);
    held.push(...sent.held);
    draft.destinations = sent.destinations;
    draft.toldAt = at;
    draft.hasUntoldNews = false;
  };
  for (const draft of drafts) {
    const isAcknowledged = takenBy.has(draft.id);
    const kind = whatToTell(draft, { timing: policy.timing, at, isAcknowledged });
    if (kind !== null) send(draft, kind, notesOf(draft, kind, context));
    else if (draft.hasNews) draft.hasUntoldNews = true;
  }
  // What a scan records marks no silence as warned of; the passing of time, seconds later, does.
  const warnings = input.scan === null ? silenceWarnings(drafts, input.silences, at) : [];
  for (const { draft, note } of warnings)
    send(draft, 'reminder', [note, ...notesOf(draft, 'reminder', context)]);
  const morning = digests([...input.held, ...held], policy, at, hash);
  for (const { alertId, destination } of morning.told)
    addDestination(byId.get(alertId), destination);
  const released = new Set(morning.released);
  const alerts = drafts.flatMap((draft) => {
    const alert = toAlert(draft, at);
    return isChanged(draft, alert) ? [alert] : [];
  });
  return {
    alerts,
    messages: [...messages, ...morning.messages],
    held: held.filter(({ id }) => !released.has(id)),
    released: input.held.flatMap(({ id }) => (released.has(id) ? [id] : [])),
    warnedSilences: warnings.map(({ silence }) => silence.id),
  };
}

/** Who hears of an alert by a digest hears of its end too. */
function addDestination(draft: Draft | undefined, destination: AlertDestination): void {
  if (draft === undefined) return;
  const isKnown = draft.destinations.some(({ channel }) => channel === destination.channel);
  if (!isKnown) draft.destinations = [...draft.destinations, destination];
}
