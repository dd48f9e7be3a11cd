import { z } from 'zod';
import type { ChannelFacts } from '#domain/alert-policy.ts';
import { type Instant, toInstant, toMilliseconds } from '#domain/instant.ts';
import type { DeliveryResult, LeasedMessage, OutboxMessage } from '#domain/outbox-message.ts';
import type { Connection } from './connection.ts';
import type { LogStore } from './log-store.ts';
import { createPointlessRule } from './outbox-pointless.ts';
import { MESSAGE_COLUMNS, readMessage } from './outbox-rows.ts';
import { readRow } from './rows.ts';

const ADD = `INSERT INTO outbox (id, alert_id, seq, channel, destination_version, kind, body, fallback, instead_of, created_ms,
    not_before_ms, state)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'queued') ON CONFLICT DO NOTHING`;
const RELEASE_ENDED = `UPDATE outbox SET state = 'queued', lease_until_ms = NULL
  WHERE state = 'sending' AND (? = 1 OR lease_until_ms < ?)`;
/** Of each alert the lowest number that is not finished: nothing overtakes what came before it. */
const IS_NEXT = `NOT EXISTS (SELECT 1 FROM outbox AS earlier WHERE earlier.alert_id = outbox.alert_id
  AND earlier.channel = outbox.channel AND (earlier.seq, earlier.number) < (outbox.seq, outbox.number)
  AND earlier.state IN ('queued', 'sending'))`;
const NEXT = `SELECT ${MESSAGE_COLUMNS} FROM outbox WHERE channel = ? AND state = 'queued' AND not_before_ms <= ? AND ${IS_NEXT}
  ORDER BY not_before_ms, created_ms, seq, number LIMIT 1`;
const NEXT_DUE = `SELECT min(not_before_ms) AS due FROM outbox WHERE channel = ? AND state = 'queued' AND ${IS_NEXT}`;
const LEASE = `UPDATE outbox SET state = 'sending', attempts = attempts + 1, lease_until_ms = ? WHERE id = ?`;
const LEASED = `SELECT ${MESSAGE_COLUMNS} FROM outbox WHERE id = ? AND state = 'sending'`;
/** Only what is dead may still need a fallback. */
const FINISH = `UPDATE outbox SET state = ?1, last_status = ?2, last_reason = ?3, response_id = ?4, settled_ms = ?5,
  lease_until_ms = NULL, fallback_done = CASE WHEN ?1 = 'dead' THEN fallback_done ELSE 1 END
  WHERE id = ?6 AND state IN ('queued', 'sending')`;
const RETRY = `UPDATE outbox SET state = 'queued', last_status = ?, last_reason = ?, not_before_ms = ?, lease_until_ms = NULL
  WHERE id = ? AND state = 'sending'`;
const ADD_ATTEMPT = `INSERT INTO delivery_attempt (message_id, attempt, at_ms, took_ms, outcome, status, reason, response_id)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?)`;
const REPLAY = `UPDATE outbox SET state = 'queued', not_before_ms = ?, settled_ms = NULL WHERE id = ? AND state = 'dead'
  RETURNING alert_id AS "alertId", channel, kind, seq`;
/** What is told again must end again, or it would stand at the receiver for ever. */
const REPLAY_END = `UPDATE outbox SET state = 'queued', not_before_ms = ?, settled_ms = NULL
  WHERE alert_id = ? AND channel = ? AND kind = 'resolve' AND seq > ? AND state NOT IN ('queued', 'sending')`;

const DueRow = z.object({ due: z.number().nullable() });
const ReplayedRow = z.object({
  alertId: z.string(),
  channel: z.string(),
  kind: z.string(),
  seq: z.number(),
});

/** The queue of the outbox: how messages get in, out and to their end. What writes is to be called inside a transaction. */
export function createOutboxStore(connection: Connection, log: LogStore) {
  const { get, run } = connection;
  const whyPointless = createPointlessRule(connection);

  return {
    /** Puts a message in, once. `insteadOf`: the message that a fallback stands for. */
    async add(
      message: OutboxMessage,
      logIndex: number | null,
      insteadOf: string | null = null,
    ): Promise<void> {
      const { id, alertId, sequence, channel, destinationVersion, kind, fallback } = message;
      const created = millisecondsOf(message.createdAt);
      const { notification } = message;
      const said = { ...notification, logIndex: notification.logIndex ?? logIndex };
      const body = Buffer.from(JSON.stringify(said), 'utf8');
      const ways = JSON.stringify(fallback);
      const key = [id, alertId, sequence, channel, destinationVersion, kind] as const;
      await run(ADD, ...key, body, ways, insteadOf, created, created);
    },

    async leaseNext(
      channel: Pick<ChannelFacts, 'name' | 'pages'>,
      now: Instant,
      leaseUntil: Instant,
    ): Promise<LeasedMessage | undefined> {
      const nowMs = millisecondsOf(now);
      await run(RELEASE_ENDED, 0, nowMs);
      for (;;) {
        const found = await get(NEXT, channel.name, nowMs);
        if (found === undefined) return undefined;
        const row = readMessage(found);
        const pointless = await whyPointless(row, channel.pages);
        if (pointless === undefined) {
          await run(LEASE, millisecondsOf(leaseUntil), row.message.id);
          return { ...row.message, attempt: row.attempts + 1 };
        }
        await run(FINISH, 'superseded', null, pointless, null, nowMs, row.message.id);
      }
    },

    async settle(id: string, result: DeliveryResult, at: Instant, tookMs: number): Promise<void> {
      const found = await get(LEASED, id);
      if (found === undefined) return;
      const { message, attempts } = readMessage(found);
      const { outcome, status } = result;
      const reason = 'reason' in result ? result.reason : null;
      const responseId = 'responseId' in result ? result.responseId : null;
      const [atMs, took] = [millisecondsOf(at), Math.round(tookMs)];
      await run(ADD_ATTEMPT, id, attempts, atMs, took, outcome, status, reason, responseId);
      if (result.outcome === 'retry')
        await run(RETRY, status, reason, millisecondsOf(result.notBefore), id);
      else await run(FINISH, result.outcome, status, reason, responseId, atMs, id);
      const { alertId, channel, kind } = message;
      const said = { outcome, status, reason, responseId, tookMs: took };
      const body = { messageId: id, alertId, channel, kind, attempt: attempts, ...said };
      await log.append({ type: 'delivery', at, body });
    },

    async replay(id: string, by: string, at: Instant): Promise<boolean> {
      const atMs = millisecondsOf(at);
      const found = await get(REPLAY, atMs, id);
      if (found === undefined) return false;
      const { alertId, channel, kind, seq } = readRow(ReplayedRow, found);
      if (kind === 'trigger') await run(REPLAY_END, atMs, alertId, channel, seq);
      const body = { messageId: id, alertId, channel, kind, outcome: 'replayed', by };
      await log.append({ type: 'delivery', at, body });
      return true;
    },

    releaseLeases: async (now: Instant, all: boolean): Promise<number> =>
      await run(RELEASE_ENDED, all ? 1 : 0, millisecondsOf(now)),

    async nextDue(channel: string): Promise<Instant | undefined> {
      const { due } = readRow(DueRow, await get(NEXT_DUE, channel));
      return due === null ? undefined : toInstant(due);
    },
  };
}

/** Instants are made by our own clock. */
function millisecondsOf(instant: Instant): number {
  return toMilliseconds(instant) ?? 0;
}
