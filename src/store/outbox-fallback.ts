import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { type Instant, toInstant, toMilliseconds } from '#domain/instant.ts';
import type { OutboxMessage } from '#domain/outbox-message.ts';
import { MESSAGE_COLUMNS, readMessage } from './outbox-rows.ts';
import { readRow } from './rows.ts';

const ACCEPTED = "state IN ('delivered', 'accepted_unconfirmed')";
const IS_OVER = `(EXISTS (SELECT 1 FROM outbox AS later WHERE later.alert_id = outbox.alert_id AND later.kind = 'resolve')
  OR EXISTS (SELECT 1 FROM alert WHERE alert.id = outbox.alert_id AND alert.state = 'resolved'))`;
const NEEDING = `SELECT ${MESSAGE_COLUMNS} FROM outbox
  WHERE fallback_done = 0 AND fallback <> '[]' AND (state = 'dead' OR state IN ('queued', 'sending') AND created_ms < ?)
    AND NOT EXISTS (SELECT 1 FROM outbox AS other WHERE other.alert_id = outbox.alert_id AND other.seq = outbox.seq
      AND other.kind <> 'ack' AND other.${ACCEPTED})
    AND NOT ${IS_OVER}
  ORDER BY number`;
const DONE = 'UPDATE outbox SET fallback_done = 1 WHERE id = ?';
const OVER = `SELECT 1 FROM outbox WHERE id = ? AND ${IS_OVER}`;
const OLDEST = `SELECT min(created_ms) AS oldest FROM outbox
  WHERE kind = 'trigger' AND state IN ('queued', 'sending', 'dead') AND NOT ${IS_OVER}
    AND NOT EXISTS (SELECT 1 FROM outbox AS other WHERE other.alert_id = outbox.alert_id
      AND other.kind IN ('trigger', 'update') AND other.${ACCEPTED})`;
const COMPLETE_ENDS = `INSERT INTO outbox (id, alert_id, seq, channel, destination_version, kind, body, created_ms, not_before_ms, state)
  SELECT json_extract(CAST(ending.body AS TEXT), '$.id') || '-' || told.channel, ending.alert_id, ending.seq, told.channel,
    told.destination_version, 'resolve', ending.body, ending.created_ms, ending.not_before_ms, 'queued'
  FROM (SELECT * FROM outbox WHERE alert_id = ? AND kind = 'resolve' ORDER BY number LIMIT 1) AS ending
  JOIN (SELECT alert_id, channel, destination_version, min(number) FROM outbox
    WHERE instead_of IS NOT NULL GROUP BY alert_id, channel) AS told ON told.alert_id = ending.alert_id
  WHERE NOT EXISTS (SELECT 1 FROM outbox AS other WHERE other.alert_id = ending.alert_id AND other.channel = told.channel
    AND other.kind = 'resolve')
  ON CONFLICT DO NOTHING`;

const OldestRow = z.object({ oldest: z.number().nullable() });

/** The second way out of what is critical. */
export function createOutboxFallback(
  db: DatabaseSync,
  add: (message: OutboxMessage, logIndex: number | null, insteadOf: string) => void,
) {
  const needing = db.prepare(NEEDING);
  const done = db.prepare(DONE);
  const over = db.prepare(OVER);
  const oldest = db.prepare(OLDEST);
  const completeEnds = db.prepare(COMPLETE_ENDS);
  return {
    needing: (before: Instant): readonly OutboxMessage[] =>
      needing.all(toMilliseconds(before) ?? 0).map((row) => readMessage(row).message),

    /** To be called inside a transaction. What is over by now is told to nobody else. */
    add(original: OutboxMessage, messages: readonly OutboxMessage[]): void {
      done.run(original.id);
      if (over.get(original.id) !== undefined) return;
      for (const message of messages) add(message, null, original.id);
    },

    oldestUndelivered(): Instant | undefined {
      const row = readRow(OldestRow, oldest.get());
      return row.oldest === null ? undefined : toInstant(row.oldest);
    },

    /**
     * To be called inside a transaction, after an alert's end was put in: channels that were told instead of others are told the end
     * too, also when they were told so only after the end had been decided.
     */
    completeEnds(alertId: string): void {
      completeEnds.run(alertId);
    },
  };
}
