import { z } from 'zod';
import { toInstant } from '#domain/instant.ts';
import type { MessageState, MessageStatus, OutboxMessage } from '#domain/outbox-message.ts';
import type { Connection } from './connection.ts';
import { inBatches } from './in-batches.ts';
import { MESSAGE_COLUMNS, MessageStateRow, readMessage } from './outbox-rows.ts';
import { readRow } from './rows.ts';

const COUNTS = 'SELECT state, count(*) AS count FROM outbox GROUP BY state';
const WAITING =
  "SELECT DISTINCT channel FROM outbox WHERE state IN ('queued', 'sending') ORDER BY channel";
const DEAD = `SELECT ${MESSAGE_COLUMNS} FROM outbox WHERE state = 'dead' ORDER BY settled_ms DESC, number DESC`;
const OF_ALERT = `SELECT ${MESSAGE_COLUMNS} FROM outbox WHERE alert_id = ? ORDER BY seq, number`;
const OPEN = `SELECT ${MESSAGE_COLUMNS} FROM outbox WHERE state IN ('queued', 'sending', 'dead') ORDER BY number`;
const ATTEMPTS = `SELECT at_ms AS "atMs", took_ms AS "tookMs", outcome, status, reason, response_id AS "responseId"
  FROM delivery_attempt WHERE message_id = ? ORDER BY sequence`;

const CountRow = z.object({ state: MessageStateRow, count: z.number() });
const ChannelRow = z.object({ channel: z.string() });
const AttemptRow = z.object({
  atMs: z.number(),
  tookMs: z.number(),
  outcome: z.string(),
  status: z.number().nullable(),
  reason: z.string().nullable(),
  responseId: z.string().nullable(),
});

/** What there is in the outbox, for people and measures. */
export function createOutboxLists({ all }: Connection) {
  async function withAttempts(found: unknown): Promise<MessageStatus> {
    const { message, state } = readMessage(found);
    const attempts = (await all(ATTEMPTS, message.id)).map((row) => {
      const { atMs, ...attempt } = readRow(AttemptRow, row);
      return { at: toInstant(atMs), ...attempt };
    });
    return { message, state, attempts };
  }

  return {
    async countsByState(): Promise<Partial<Record<MessageState, number>>> {
      const rows = (await all(COUNTS)).map((row) => readRow(CountRow, row));
      return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
    },

    waitingChannels: async (): Promise<readonly string[]> =>
      (await all(WAITING)).map((row) => readRow(ChannelRow, row).channel),

    deadLetters: async (): Promise<readonly (OutboxMessage & { readonly reason: string })[]> =>
      (await all(DEAD)).map((found) => {
        const { message, reason } = readMessage(found);
        return { ...message, reason: reason ?? 'unknown' };
      }),

    /** Of one alert, or without one whatever is not finished or dead; in order. */
    async messages(alertId: string | undefined): Promise<readonly MessageStatus[]> {
      const found = alertId === undefined ? await all(OPEN) : await all(OF_ALERT, alertId);
      return await inBatches(found, withAttempts);
    },
  };
}
