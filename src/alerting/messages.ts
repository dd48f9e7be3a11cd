import type { Notification, NotificationKind } from '#domain/alert.ts';
import type { MessageKind, OutboxMessage } from '#domain/outbox-message.ts';
import type { Route } from './channel.ts';

const KINDS: Readonly<Record<NotificationKind, MessageKind>> = {
  firing: 'trigger',
  updated: 'update',
  resolved: 'resolve',
};

/** One message per notification and route, for the outbox. */
export function messagesFor(
  notifications: readonly Notification[],
  routes: readonly Route[],
): readonly OutboxMessage[] {
  return notifications.flatMap((notification) =>
    routes.map(({ channel, destinationVersion }) => ({
      id: `${notification.id}-${channel}`,
      alertId: notification.alertId,
      sequence: notification.sequence,
      channel,
      destinationVersion,
      kind: KINDS[notification.kind],
      notification,
      createdAt: notification.at,
    })),
  );
}
