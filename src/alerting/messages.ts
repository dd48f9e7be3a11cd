import type { Notification } from '#domain/alert.ts';
import type { AlertPolicy, ChannelFacts } from '#domain/alert-policy.ts';
import type { Instant } from '#domain/instant.ts';
import type { MessageKind, OutboxMessage } from '#domain/outbox-message.ts';
import type { Hash } from './draft.ts';

/** The destination of a message, as its channel knows it. */
type Destination = Pick<ChannelFacts, 'destinationVersion'> & { readonly channel: string };

/** One notification on its way to one channel; the same two give the same id. */
export function messageFor(
  notification: Notification,
  kind: MessageKind,
  { channel, destinationVersion }: Destination,
  fallback: readonly string[] = [],
): OutboxMessage {
  return {
    id: `${notification.id}-${channel}`,
    alertId: notification.alertId,
    sequence: notification.sequence,
    channel,
    destinationVersion,
    kind,
    notification,
    createdAt: notification.at,
    fallback,
  };
}

/** What the fallback channels of a message are told instead of it (A15); none of them has a further fallback. */
export function fallbackMessages(
  original: OutboxMessage,
  channels: AlertPolicy['channels'],
  at: Instant,
): readonly OutboxMessage[] {
  return original.fallback.flatMap((name) => {
    const channel = channels.find((known) => known.name === name);
    if (channel === undefined) return [];
    const { destinationVersion } = channel;
    const destination = { channel: name, destinationVersion };
    return [{ ...messageFor(original.notification, 'trigger', destination), createdAt: at }];
  });
}

/** One message to each of these channels that tries the way: nothing is wrong. All belong to one notification. */
export function testMessages(
  channels: AlertPolicy['channels'],
  at: Instant,
  hash: Hash,
): readonly OutboxMessage[] {
  const names = channels.map(({ name }) => name);
  const id = hash(['test', at, ...names].join('\u001f')).slice(0, 32);
  const notification: Notification = {
    ...withoutAlert(at),
    id: `msg_${id}`,
    alertId: `test_${id}`,
    kind: 'test',
    title: 'This is a test: alerts of the posture monitor arrive here',
    notes: ['Nothing is wrong and there is nothing to do.'],
  };
  return channels.map(({ name, destinationVersion }) =>
    messageFor(notification, 'test', { channel: name, destinationVersion }),
  );
}

/** What a notification says that is about no alert. */
export function withoutAlert(
  at: Instant,
): Omit<Notification, 'id' | 'alertId' | 'kind' | 'title' | 'notes'> {
  return {
    sequence: 1,
    about: 'violation',
    severity: 'informational',
    at,
    openedAt: at,
    who: null,
    claims: [],
    items: [],
    counts: { items: 0, claims: 0, resources: 0, open: 0 },
    where: { subscriptionIds: [], resourceGroups: [] },
    evidence: [],
    changedAt: null,
    resolvedAt: null,
    confirmed: null,
    acknowledgedBy: null,
    runbook: null,
    link: null,
    commands: null,
    logIndex: null,
  };
}
