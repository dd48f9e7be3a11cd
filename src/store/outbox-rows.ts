import { z } from 'zod';
import { toInstant } from '#domain/instant.ts';
import type { MessageState, OutboxMessage } from '#domain/outbox-message.ts';
import { NotificationBody } from './notification-rows.ts';
import { Bytes, readJson, readRow } from './rows.ts';

/** What `readMessage` reads, of a table called `outbox`. */
export const MESSAGE_COLUMNS = `outbox.id, alert_id AS "alertId", seq, channel, destination_version AS "destinationVersion", kind,
  body, fallback, created_ms AS "createdMs", attempts, last_reason AS reason, state`;

export const MessageStateRow = z.enum([
  'queued',
  'sending',
  'delivered',
  'accepted_unconfirmed',
  'superseded',
  'dead',
]) satisfies z.ZodType<MessageState>;

const Row = z.object({
  id: z.string(),
  alertId: z.string(),
  seq: z.number(),
  channel: z.string(),
  destinationVersion: z.string(),
  kind: z.enum(['trigger', 'update', 'ack', 'resolve', 'digest', 'test']),
  body: Bytes,
  fallback: z.string(),
  createdMs: z.number(),
  attempts: z.number(),
  reason: z.string().nullable(),
  state: MessageStateRow,
});
const Channels = z.array(z.string());

/** A message with what the outbox knows of its way. */
export interface OutboxRow {
  readonly message: OutboxMessage;
  readonly attempts: number;
  readonly reason: string | null;
  readonly state: MessageState;
}

export function readMessage(found: unknown): OutboxRow {
  const { body, fallback, createdMs, seq, attempts, reason, state, ...rest } = readRow(Row, found);
  const message = {
    ...rest,
    sequence: seq,
    notification: readJson(NotificationBody, Buffer.from(body).toString('utf8')),
    createdAt: toInstant(createdMs),
    fallback: readJson(Channels, fallback),
  };
  return { message, attempts, reason, state };
}
