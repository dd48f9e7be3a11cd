import type { AlertDestination, Notification, NotificationItem } from '#domain/alert.ts';
import type { AlertPolicy } from '#domain/alert-policy.ts';
import { type Instant, toMilliseconds } from '#domain/instant.ts';
import type { HeldNotification, OutboxMessage } from '#domain/outbox-message.ts';
import { SEVERITIES } from '#domain/severity.ts';
import { asRun, commandsFor } from './commands.ts';
import type { Hash } from './draft.ts';
import { messageFor, withoutAlert } from './messages.ts';
import { isQuiet } from './quiet-hours.ts';

/** How many alerts a digest lists, and how many claims and places it names; its counts say how many there are. */
const SHOWN = 50;
const NAMED = 20;

/** What becomes of the held notifications. */
export interface Digests {
  readonly messages: readonly OutboxMessage[];
  /** Ids of held notifications that are told by now, or never need to be. */
  readonly released: readonly string[];
  /** Alerts that a digest has told of as going on: their end must go there too, so these belong to their `destinations`, unless a destination of the channel is there already. */
  readonly told: readonly { readonly alertId: string; readonly destination: AlertDestination }[];
}

/** What a channel has not been told of one alert, in order. */
interface Story {
  readonly channel: string;
  readonly alertId: string;
  readonly entries: readonly HeldNotification[];
}

/**
 * One digest for each channel whose quiet hours are over: what was held there, one line per alert as it is now, whatever happened
 * in between. `held` is everything that is held, what the same decision adds included.
 */
export function digests(
  held: readonly HeldNotification[],
  policy: AlertPolicy,
  at: Instant,
  hash: Hash,
): Digests {
  const messages: OutboxMessage[] = [];
  const released: string[] = [];
  const told: { alertId: string; destination: AlertDestination }[] = [];
  const due = storiesOf(held).filter((story) => !isStillQuiet(story, policy, at));
  for (const { entries } of due) released.push(...entries.map(({ id }) => id));
  const worth = due.filter(({ entries }) => entries.some(({ route }) => route !== ''));
  for (const [name, stories] of Map.groupBy(worth, ({ channel }) => channel)) {
    const channel = policy.channels.find((known) => known.name === name);
    // A channel that is no longer configured has nobody to be told; the alerts themselves stand and are reminded of.
    if (channel === undefined) continue;
    const destination = { channel: name, destinationVersion: channel.destinationVersion };
    const notification = digestOf(name, stories.map(newest), policy, at, hash);
    messages.push(messageFor(notification, 'digest', destination));
    for (const story of stories) {
      if (newest(story).kind !== 'resolved') told.push({ alertId: story.alertId, destination });
    }
  }
  return { messages, released, told };
}

function storiesOf(held: readonly HeldNotification[]): readonly Story[] {
  const groups = Map.groupBy(held, ({ channel, notification }) =>
    [channel, notification.alertId].join('\u001f'),
  );
  return [...groups.values()].flatMap((entries) => {
    const ordered = entries.toSorted((a, b) => a.notification.sequence - b.notification.sequence);
    const [first] = ordered;
    if (first === undefined) return [];
    const { channel, notification } = first;
    return [{ channel, alertId: notification.alertId, entries: ordered }];
  });
}

/** The quiet hours that hold the beginning hold what joined it; without any there is nothing to wait for. */
function isStillQuiet({ entries }: Story, policy: AlertPolicy, at: Instant): boolean {
  const name = entries.find(({ route }) => route !== '')?.route;
  const quiet = policy.routes.find((route) => route.name === name)?.quiet ?? null;
  const atMs = toMilliseconds(at);
  return quiet !== null && atMs !== undefined && isQuiet(quiet, atMs);
}

function newest({ entries }: Story): Notification {
  const last = entries[entries.length - 1];
  if (last === undefined) throw new Error('A story has at least one entry.');
  return last.notification;
}

function digestOf(
  channel: string,
  notifications: readonly Notification[],
  policy: AlertPolicy,
  at: Instant,
  hash: Hash,
): Notification {
  const ordered = notifications.toSorted(openAndWorstFirst);
  const open = ordered.filter(({ kind }) => kind !== 'resolved').length;
  const over = ordered.length - open;
  const id = hash(['digest', channel, at, ...ordered.map((one) => one.id)].join('\u001f'));
  const claims = new Map(
    ordered.flatMap((one) =>
      one.claims.map((words) => [`${words.document}\u001f${words.claim}`, words]),
    ),
  );
  const first = ordered[0];
  return {
    ...withoutAlert(at),
    id: `msg_${id.slice(0, 32)}`,
    alertId: `digest_${id.slice(0, 32)}`,
    kind: 'digest',
    about: first?.about ?? 'violation',
    severity: first?.severity ?? 'informational',
    title: titleOf(open, over),
    openedAt: ordered.map(({ openedAt }) => openedAt).toSorted()[0] ?? at,
    claims: [...claims.values()].slice(0, NAMED),
    items: ordered.slice(0, SHOWN).map((one) => lineOf(one, policy)),
    counts: {
      items: ordered.length,
      claims: claims.size,
      resources: sum(ordered.map(({ counts }) => counts.resources)),
      open,
    },
    where: {
      subscriptionIds: distinct(ordered.flatMap(({ where }) => where.subscriptionIds)),
      resourceGroups: distinct(ordered.flatMap(({ where }) => where.resourceGroups)),
    },
    notes: notesOf(ordered, open, over).map((note) => asRun(note, policy)),
    ...(policy.timezone === undefined ? {} : { timezone: policy.timezone }),
  };
}

function titleOf(open: number, over: number): string {
  const are = (count: number, what: string) =>
    `${String(count)} ${count === 1 ? 'alert is' : 'alerts are'} ${what}`;
  const parts = [
    ...(open === 0 ? [] : [are(open, 'still to be looked at')]),
    ...(over === 0 ? [] : [are(over, 'over by now')]),
  ];
  return `Quiet hours are over: ${parts.join(', ')}`;
}

function notesOf(ordered: readonly Notification[], open: number, over: number): readonly string[] {
  const bySeverity = SEVERITIES.flatMap((severity) => {
    const count = ordered.filter((one) => one.severity === severity).length;
    return count === 0 ? [] : [`${String(count)} ${severity}`];
  });
  const counts = `Held back during quiet hours: ${bySeverity.join(', ')}; ${String(open)} still so, ${String(over)} over.`;
  const more = ordered.length - SHOWN;
  return more > 0 ? [counts, `${String(more)} more are listed by: posture alerts list`] : [counts];
}

/** The line of one alert: all of it in a sentence, because nothing is compared and no command mends it. */
function lineOf(notification: Notification, policy: AlertPolicy): NotificationItem {
  const { title, severity, openedAt, resolvedAt, kind, claims, who, alertId } = notification;
  const [claim] = claims;
  const state = kind === 'resolved' ? `over since ${resolvedAt ?? notification.at}` : 'still so';
  return {
    document: claim?.document ?? null,
    claim: claim?.claim ?? null,
    check: null,
    resourceId: null,
    from: null,
    to: null,
    expected: null,
    reason: `${severity}, ${state}: ${title} (${commandsFor(alertId, null, policy).show})`,
    since: openedAt,
    changedBy: who,
    remediation: null,
  };
}

function openAndWorstFirst(a: Notification, b: Notification): number {
  const rank = (one: Notification) =>
    (one.kind === 'resolved' ? SEVERITIES.length : 0) + SEVERITIES.indexOf(one.severity);
  return rank(a) - rank(b) || (a.openedAt < b.openedAt ? -1 : 1);
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].slice(0, NAMED);
}

function sum(numbers: readonly number[]): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}
