import type { Mute } from '#domain/alert.ts';
import { parseResourceId } from '#domain/resource-id.ts';
import { type Draft, isStanding } from './draft.ts';
import type { SeenScan } from './reconcile-input.ts';

/** With these the monitor sees nothing of any subscription, so that each blind one is told with them. */
const BLINDS_ALL: readonly string[] = ['SignInFailed', 'NoCompletedScan'];

/**
 * Which alert makes telling of another pointless (A7): the monitor's own blindness that of subscriptions; that of a subscription as
 * a whole whatever else cannot be read in it, and the violations that cannot be looked at because of it. Between scans what the
 * last one said of a subscription goes on. What nobody is told of yet speaks for nothing.
 */
export function inhibitedBy(
  drafts: readonly Draft[],
  scan: SeenScan | null,
): (draft: Draft) => Mute | null {
  const monitor = drafts.find(
    (draft) =>
      draft.cause.kind === 'monitor' && isStanding(draft) && BLINDS_ALL.includes(draft.cause.code),
  );
  const blind = blindSubscriptions(drafts);
  const lasting = new Set(drafts.filter(isStanding).map(({ id }) => id));
  return (draft) => {
    if (draft.kind === 'violation') {
      const subscription = unreadableIn(draft);
      return muteBy(subscription === undefined ? undefined : blind.get(subscription));
    }
    const { cause } = draft;
    if (cause.kind !== 'unreadable' && cause.kind !== 'not-understood') return null;
    if (monitor !== undefined) return muteBy(monitor);
    const places = blindPlaces(draft);
    const seen = scan?.subscriptions.filter(({ id }) => places.has(id.toLowerCase())) ?? [];
    if (seen.length === 0) {
      const before = draft.mute;
      return before?.because === 'inhibition' && lasting.has(before.by) ? before : null;
    }
    // Of several subscriptions each must be told of elsewhere.
    const widest = [...places].map((id) => {
      const isUnreadable = seen.some(
        (one) => one.id.toLowerCase() === id && one.status === 'unreadable',
      );
      return isUnreadable && blind.get(id) !== draft ? blind.get(id) : undefined;
    });
    return widest.includes(undefined) ? null : muteBy(widest[0]);
  };
}

/** The subscriptions (lower case) in which something still cannot be read. */
function blindPlaces({ members }: Draft): ReadonlySet<string> {
  const places = new Set<string>();
  for (const member of members.values())
    if (member.kind === 'problem' && member.state === 'failing') places.add(member.subscriptionId);
  return places;
}

/** Of each subscription (lower case) the alert that says that it cannot be read: the one with the most unread things. */
function blindSubscriptions(drafts: readonly Draft[]): ReadonlyMap<string, Draft> {
  const found = new Map<string, Draft>();
  for (const draft of drafts) {
    const { cause } = draft;
    if (cause.kind !== 'unreadable' || !isStanding(draft)) continue;
    for (const id of blindPlaces(draft)) {
      const other = found.get(id);
      if (other === undefined || isWider(draft, other)) found.set(id, draft);
    }
  }
  return found;
}

/** Who was told already goes first: two of the same width must not take turns. */
function isWider(a: Draft, b: Draft): boolean {
  const told = Number(a.toldAt !== null) - Number(b.toldAt !== null);
  const width = told || countOf(a) - countOf(b) || (a.id < b.id ? 1 : -1);
  return width > 0;
}

function countOf({ members }: Draft): number {
  let count = 0;
  for (const member of members.values()) if (member.kind === 'problem') count += member.count;
  return count;
}

/** The one subscription in which every open member lies and cannot be looked at; undefined when there is none such. */
function unreadableIn({ members }: Draft): string | undefined {
  const subscriptions = new Set<string | undefined>();
  for (const member of members.values()) {
    if (member.state === 'over') continue;
    if (member.kind !== 'finding' || member.state !== 'unreadable') return undefined;
    subscriptions.add(parseResourceId(member.finding.resourceId)?.subscriptionId);
  }
  const [only] = subscriptions;
  return subscriptions.size === 1 ? only : undefined;
}

function muteBy(draft: Draft | undefined): Mute | null {
  return draft === undefined ? null : { because: 'inhibition', by: draft.id };
}
