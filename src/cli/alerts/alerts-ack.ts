import { ulid } from 'ulid';
import { messageFor } from '#alerting/messages.ts';
import { actor } from '#cli/actor.ts';
import { configured } from '#cli/configured.ts';
import type { Command, CommonOptions } from '#cli/workbench.ts';
import type { Alert, Notification } from '#domain/alert.ts';
import { ConfigurationError } from '#domain/errors.ts';
import { toInstant } from '#domain/instant.ts';
import type { MessageStatus, OutboxMessage } from '#domain/outbox-message.ts';
import type { Acknowledgement } from '#domain/silence.ts';
import { visibleText } from '#domain/visible-text.ts';
import { findAlert } from './alert-lookup.ts';

interface Options extends CommonOptions {
  readonly arguments: readonly string[];
  readonly by?: string;
  readonly note?: string;
}

/** `posture alerts ack ID`: takes an alert, and tells the channels that know it. Durable before it says so. */
export const alertsAck: Command<Options> = async (workbench, terminal, options) => {
  const by = actor(options.by);
  const state = await workbench.openOperator(configured(workbench, options));
  try {
    const alert = await findAlert(state, options.arguments[0] ?? '');
    if (alert.state === 'resolved') {
      throw new ConfigurationError(
        'CLI_ALERT_OVER',
        `The alert ${alert.id} was resolved at ${alert.resolvedAt ?? 'an unknown time'}; there is nothing to acknowledge.`,
      );
    }
    const at = toInstant(workbench.clock.now());
    const note = options.note ?? null;
    const acknowledgement = { alertId: alert.id, by, at, note };
    const messages = acknowledged(alert, acknowledgement, await state.messages(alert.id));
    await state.acknowledge(acknowledgement, messages);
    const told = messages.map(({ channel }) => channel).join(', ') || 'nobody, as nobody knows it';
    terminal.stdout.write(`acknowledged ${alert.id} by ${visibleText(by)}; told: ${told}\n`);
    return 0;
  } finally {
    state.close();
  }
};

/** What the channels that know the alert are told: what they were told last, and who has taken it. */
function acknowledged(
  { sequence, destinations }: Alert,
  { by, at, note }: Acknowledgement,
  sent: readonly MessageStatus[],
): readonly OutboxMessage[] {
  const last = sent.findLast(({ message }) => message.kind !== 'ack')?.message.notification;
  if (last === undefined) return [];
  const notification: Notification = {
    ...last,
    id: `ack_${ulid()}`,
    sequence,
    kind: 'acknowledged',
    at,
    acknowledgedBy: by,
    notes: note === null ? [] : [note],
    logIndex: null,
  };
  return destinations.map((destination) => messageFor(notification, 'ack', destination));
}
