import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { ChannelFacts } from '#domain/alert-policy.ts';
import { type Instant, toInstant, toMilliseconds } from '#domain/instant.ts';
import type { DeliveryResult, LeasedMessage, OutboxMessage } from '#domain/outbox-message.ts';
import { inTransaction } from './database.ts';
import type { LogStore } from './log-store.ts';
import { createPointlessRule } from './outbox-pointless.ts';
import { MESSAGE_COLUMNS, readMessage } from './outbox-rows.ts';
import { readRow } from './rows.ts';

const ADD = `INSERT INTO outbox (id, alert_id, seq, channel, destination_version, kind, body, fallback, instead_of, created_ms,
    not_before_ms, state)
  VALUES (?, ?, ?, ?, ?, ?, CAST(? AS BLOB), ?, ?, ?, ?, 'queued') ON CONFLICT DO NOTHING`;
const RELEASE_ENDED = `UPDATE outbox SET state = 'queued', lease_until_ms = NULL
  WHERE state = 'sending' AND (? OR lease_until_ms < ?)`;
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
  lease_until_ms = NULL, fallback_done = max(fallback_done, ?1 <> 'dead') WHERE id = ?6 AND state IN ('queued', 'sending')`;
const RETRY = `UPDATE outbox SET state = 'queued', last_status = ?, last_reason = ?, not_before_ms = ?, lease_until_ms = NULL
  WHERE id = ? AND state = 'sending'`;
const ADD_ATTEMPT = `INSERT INTO delivery_attempt (message_id, attempt, at_ms, took_ms, outcome, status, reason, response_id)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?)`;
const REPLAY = `UPDATE outbox SET state = 'queued', not_before_ms = ?, settled_ms = NULL WHERE id = ? AND state = 'dead'
  RETURNING alert_id AS alertId, channel, kind, seq`;
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

/** The queue of the outbox: how messages get in, out and to their end. */
export function createOutboxStore(db: DatabaseSync, log: LogStore) {
  const add = db.prepare(ADD);
  const release = db.prepare(RELEASE_ENDED);
  const next = db.prepare(NEXT);
  const due = db.prepare(NEXT_DUE);
  const lease = db.prepare(LEASE);
  const leased = db.prepare(LEASED);
  const finish = db.prepare(FINISH);
  const retry = db.prepare(RETRY);
  const addAttempt = db.prepare(ADD_ATTEMPT);
  const replay = db.prepare(REPLAY);
  const replayEnd = db.prepare(REPLAY_END);
  const whyPointless = createPointlessRule(db);

  return {
    /** Puts a message in, once. `insteadOf`: the message that a fallback stands for. */
    add(message: OutboxMessage, logIndex: number | null, insteadOf: string | null = null): void {
      const { id, alertId, sequence, channel, destinationVersion, kind, fallback } = message;
      const created = millisecondsOf(message.createdAt);
      const { notification } = message;
      const body = JSON.stringify({
        ...notification,
        logIndex: notification.logIndex ?? logIndex,
      });
      const ways = JSON.stringify(fallback);
      const key = [id, alertId, sequence, channel, destinationVersion, kind] as const;
      add.run(...key, body, ways, insteadOf, created, created);
    },

    leaseNext: (
      channel: Pick<ChannelFacts, 'name' | 'pages'>,
      now: Instant,
      leaseUntil: Instant,
    ): LeasedMessage | undefined =>
      inTransaction(db, () => {
        const nowMs = millisecondsOf(now);
        release.run(0, nowMs);
        for (;;) {
          const found = next.get(channel.name, nowMs);
          if (found === undefined) return undefined;
          const row = readMessage(found);
          const pointless = whyPointless(row, channel.pages);
          if (pointless === undefined) {
            lease.run(millisecondsOf(leaseUntil), row.message.id);
            return { ...row.message, attempt: row.attempts + 1 } satisfies LeasedMessage;
          }
          finish.run('superseded', null, pointless, null, nowMs, row.message.id);
        }
      }),

    settle: (id: string, result: DeliveryResult, at: Instant, tookMs: number): void => {
      inTransaction(db, () => {
        const found = leased.get(id);
        if (found === undefined) return;
        const { message, attempts } = readMessage(found);
        const { outcome, status } = result;
        const reason = 'reason' in result ? result.reason : null;
        const responseId = 'responseId' in result ? result.responseId : null;
        const [atMs, took] = [millisecondsOf(at), Math.round(tookMs)];
        addAttempt.run(id, attempts, atMs, took, outcome, status, reason, responseId);
        if (result.outcome === 'retry')
          retry.run(status, reason, millisecondsOf(result.notBefore), id);
        else finish.run(result.outcome, status, reason, responseId, atMs, id);
        const { alertId, channel, kind } = message;
        const said = { outcome, status, reason, responseId, tookMs: took };
        const body = { messageId: id, alertId, channel, kind, attempt: attempts, ...said };
        log.append({ type: 'delivery', at, body });
      });
    },

    /** To be called inside a transaction. */
    replay(id: string, by: string, at: Instant): boolean {
      const atMs = millisecondsOf(at);
      const found = replay.get(atMs, id);
      if (found === undefined) return false;
      const { alertId, channel, kind, seq } = readRow(ReplayedRow, found);
      if (kind === 'trigger') replayEnd.run(atMs, alertId, channel, seq);
      const body = { messageId: id, alertId, channel, kind, outcome: 'replayed', by };
      log.append({ type: 'delivery', at, body });
      return true;
    },

    releaseLeases: (now: Instant, all: boolean): number =>
      Number(release.run(all ? 1 : 0, millisecondsOf(now)).changes),

    nextDue: (channel: string): Instant | undefined => {
      const row = readRow(DueRow, due.get(channel));
      return row.due === null ? undefined : toInstant(row.due);
    },
  };
}

/** Instants are made by our own clock. */
function millisecondsOf(instant: Instant): number {
  return toMilliseconds(instant) ?? 0;
}
