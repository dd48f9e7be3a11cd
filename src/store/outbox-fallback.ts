import { z } from 'zod';
import { type Instant, toInstant, toMilliseconds } from '#domain/instant.ts';
import type { OutboxMessage } from '#domain/outbox-message.ts';
import type { Connection } from './connection.ts';
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
const ENDING = `SELECT ${MESSAGE_COLUMNS} FROM outbox WHERE alert_id = ? AND kind = 'resolve' ORDER BY number LIMIT 1`;
/** Channels that were told instead of others, and not of the end; the first version of each first. */
const WITHOUT_END = `SELECT channel, destination_version AS "destinationVersion" FROM outbox
  WHERE alert_id = ? AND instead_of IS NOT NULL AND NOT EXISTS (SELECT 1 FROM outbox AS other
    WHERE other.alert_id = outbox.alert_id AND other.channel = outbox.channel AND other.kind = 'resolve')
  ORDER BY channel, number`;

const OldestRow = z.object({ oldest: z.number().nullable() });
const ToldRow = z.object({ channel: z.string(), destinationVersion: z.string() });

/** The second way out of what is critical. */
export function createOutboxFallback(
  { get, all, run }: Connection,
  add: (message: OutboxMessage, logIndex: number | null, insteadOf?: string) => Promise<void>,
) {
  return {
    needing: async (before: Instant): Promise<readonly OutboxMessage[]> =>
      (await all(NEEDING, toMilliseconds(before) ?? 0)).map((row) => readMessage(row).message),

    /** To be called inside a transaction. What is over by now is told to nobody else. */
    async add(original: OutboxMessage, messages: readonly OutboxMessage[]): Promise<void> {
      await run(DONE, original.id);
      if ((await get(OVER, original.id)) !== undefined) return;
      for (const message of messages) await add(message, null, original.id);
    },

    async oldestUndelivered(): Promise<Instant | undefined> {
      const { oldest } = readRow(OldestRow, await get(OLDEST));
      return oldest === null ? undefined : toInstant(oldest);
    },

    /**
     * To be called inside a transaction, after an alert's end was put in: channels that were told instead of others are told the end
     * too, also when they were told so only after the end had been decided.
     */
    async completeEnds(alertId: string): Promise<void> {
      const told = (await all(WITHOUT_END, alertId)).map((row) => readRow(ToldRow, row));
      const found = told.length === 0 ? undefined : await get(ENDING, alertId);
      if (found === undefined) return;
      const { message: ending } = readMessage(found);
      const done = new Set<string>();
      for (const { channel, destinationVersion } of told) {
        if (done.has(channel)) continue;
        done.add(channel);
        const id = `${ending.notification.id}-${channel}`;
        await add({ ...ending, id, channel, destinationVersion, fallback: [] }, null);
      }
    },
  };
}
