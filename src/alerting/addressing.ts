import type { Alert, AlertDestination, Notification } from '#domain/alert.ts';
import type { AlertPolicy } from '#domain/alert-policy.ts';
import type { Instant } from '#domain/instant.ts';
import type { HeldNotification, MessageKind, OutboxMessage } from '#domain/outbox-message.ts';
import { messageFor } from './messages.ts';
import { holdOf, type Way } from './route.ts';
import { waysOf } from './ways.ts';

/** Where a notification goes. */
export interface Addressed {
  readonly messages: readonly OutboxMessage[];
  /** What quiet hours hold back, for a digest. */
  readonly held: readonly HeldNotification[];
  /** Where the alert's beginning is known after this: its new `destinations`. */
  readonly destinations: readonly AlertDestination[];
}

/** Channels that people read and that keep no incident open: during quiet hours an end may wait there for the digest. */
const READ_BY_PEOPLE: readonly string[] = ['slack', 'teams', 'email'];

/**
 * Who gets a notification of an alert, and in which form. `alert` is as it is after the decision.
 *
 * - firing, reminder: everybody whom the routes name now
 * - updated: where its beginning is known; and, as a beginning, everybody whom the routes name by now and who was never told,
 *   because it became worse or somebody else's resource joined it
 * - acknowledged, resolved: where its beginning is known and nowhere else, with the address and key of then (A12)
 *
 * During the quiet hours of every route that names a channel, it is told only of what is critical (A13); the rest is held. An end
 * closes incidents, so it is held from people only. Updates and ends are also held, with no route of their own, for channels with
 * quiet hours in which something of the alert may wait for the digest: there they join it, and mean nothing without.
 */
export function address(
  notification: Notification,
  alert: Alert,
  policy: AlertPolicy,
  at: Instant,
): Addressed {
  const ways = waysOf(policy, alert);
  switch (notification.kind) {
    case 'firing':
    case 'reminder':
      return toRoutes(notification, alert, ways, at);
    case 'updated': {
      const told = updates(notification, alert, ways, at);
      const newcomers = ways.filter(({ channel }) => !knows(alert, channel.name));
      const begun = toRoutes(notification, alert, newcomers, at);
      const named = [...begun.destinations, ...begun.held].map(({ channel }) => channel);
      return {
        messages: [...told.messages, ...begun.messages],
        held: [...told.held, ...begun.held, ...joining(notification, named, policy, at)],
        destinations: begun.destinations,
      };
    }
    case 'resolved': {
      const told = ends(notification, alert, ways, policy, at);
      // Also where the end is told at once: an update of it may still be held there.
      const named = told.held.map(({ channel }) => channel);
      return { ...told, held: [...told.held, ...joining(notification, named, policy, at)] };
    }
    case 'acknowledged':
    case 'digest':
    case 'test': {
      const kind = OUTBOX_KINDS[notification.kind];
      const messages = alert.destinations.map((known) => messageFor(notification, kind, known));
      return { messages, held: [], destinations: alert.destinations };
    }
  }
}

const OUTBOX_KINDS = { acknowledged: 'ack', digest: 'digest', test: 'test' } as const;

function toRoutes(
  notification: Notification,
  alert: Alert,
  ways: readonly Way[],
  at: Instant,
): Addressed {
  const messages: OutboxMessage[] = [];
  const held: HeldNotification[] = [];
  const destinations = [...alert.destinations];
  for (const { channel, routes, fallback } of ways) {
    const route = holdingRoute(notification, routes, at);
    if (route !== null) {
      held.push(hold(notification, channel.name, route, at));
      continue;
    }
    const known = alert.destinations.find((destination) => destination.channel === channel.name);
    const { destinationVersion } = channel;
    const destination = known ?? { channel: channel.name, destinationVersion };
    // One way of each alert has one address for its whole life: its end must find it.
    if (known === undefined) destinations.push(destination);
    const kind: MessageKind =
      known === undefined || notification.kind === 'firing' ? 'trigger' : 'update';
    const isCritical = notification.severity === 'critical';
    messages.push(messageFor(notification, kind, destination, isCritical ? fallback : []));
  }
  return { messages, held, destinations };
}

function updates(
  notification: Notification,
  alert: Alert,
  ways: readonly Way[],
  at: Instant,
): Pick<Addressed, 'messages' | 'held'> {
  const messages: OutboxMessage[] = [];
  const held: HeldNotification[] = [];
  for (const destination of alert.destinations) {
    const way = ways.find(({ channel }) => channel.name === destination.channel);
    const route = holdingRoute(notification, way?.routes ?? [], at);
    if (route === null) messages.push(messageFor(notification, 'update', destination));
    else held.push(hold(notification, destination.channel, route, at));
  }
  return { messages, held };
}

function ends(
  notification: Notification,
  alert: Alert,
  ways: readonly Way[],
  policy: AlertPolicy,
  at: Instant,
): Addressed {
  const messages: OutboxMessage[] = [];
  const held: HeldNotification[] = [];
  for (const destination of alert.destinations) {
    const name = destination.channel;
    const type = policy.channels.find((channel) => channel.name === name)?.type ?? '';
    const way = ways.find(({ channel }) => channel.name === name);
    const route = READ_BY_PEOPLE.includes(type)
      ? holdingRoute(notification, way?.routes ?? [], at)
      : null;
    if (route === null) messages.push(messageFor(notification, 'resolve', destination));
    else held.push(hold(notification, name, route, at));
  }
  return { messages, held, destinations: alert.destinations };
}

/** For all other channels in which something of the alert may wait, though neither the alert nor its routes of now say so. */
function joining(
  notification: Notification,
  named: readonly string[],
  policy: AlertPolicy,
  at: Instant,
): readonly HeldNotification[] {
  const quiet = policy.routes.filter((route) => route.quiet !== null);
  const names = new Set(quiet.flatMap(({ channels }) => channels));
  return [...names].flatMap((name) =>
    named.includes(name) ? [] : [hold(notification, name, '', at)],
  );
}

function knows(alert: Alert, name: string): boolean {
  return alert.destinations.some(({ channel }) => channel === name);
}

/** The route whose quiet hours keep it back; null when it is told: it is critical, or one of the routes has no quiet hours now. */
function holdingRoute(
  notification: Notification,
  routes: Way['routes'],
  at: Instant,
): string | null {
  return notification.severity === 'critical' ? null : (holdOf(routes, at)?.route ?? null);
}

function hold(
  notification: Notification,
  channel: string,
  route: string,
  heldAt: Instant,
): HeldNotification {
  return { id: `${notification.id}-${channel}`, channel, route, notification, heldAt };
}
