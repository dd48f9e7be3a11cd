import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { type Instant, toInstant, toMilliseconds } from '#domain/instant.ts';
import type {
  DeliveryResult,
  LeasedMessage,
  MessageState,
  OutboxMessage,
} from '#domain/outbox-message.ts';
import { NotificationBody } from './alert-rows.ts';
import { inTransaction } from './database.ts';
import { readJson, readRow } from './rows.ts';

const COLUMNS = `id, alert_id AS alertId, seq, channel, destination_version AS destinationVersion, kind,
  CAST(body AS TEXT) AS body, created_ms AS createdMs, attempts, last_reason AS reason`;
const ADD = `INSERT INTO outbox (id, alert_id, seq, channel, destination_version, kind, body, created_ms, not_before_ms, state)
  VALUES (?, ?, ?, ?, ?, ?, CAST(? AS BLOB), ?, ?, 'queued') ON CONFLICT DO NOTHING`;
const RELEASE_ENDED = `UPDATE outbox SET state = 'queued', lease_until_ms = NULL
  WHERE state = 'sending' AND (? OR lease_until_ms < ?)`;
/** Of each alert the lowest number that is not finished: nothing overtakes what came before it. */
const IS_NEXT = `NOT EXISTS (SELECT 1 FROM outbox AS earlier WHERE earlier.alert_id = outbox.alert_id
  AND earlier.channel = outbox.channel AND earlier.seq < outbox.seq AND earlier.state IN ('queued', 'sending'))`;
const NEXT = `SELECT ${COLUMNS} FROM outbox WHERE channel = ? AND state = 'queued' AND not_before_ms <= ? AND ${IS_NEXT}
  ORDER BY not_before_ms, created_ms, seq LIMIT 1`;
const NEXT_DUE = `SELECT min(not_before_ms) AS due FROM outbox WHERE channel = ? AND state = 'queued' AND ${IS_NEXT}`;
const LEASE = `UPDATE outbox SET state = 'sending', attempts = attempts + 1, lease_until_ms = ? WHERE id = ?`;
const LATER = 'SELECT 1 FROM outbox WHERE alert_id = ? AND channel = ? AND seq > ? LIMIT 1';
/** Whether what the receiver should have been told before never arrived. */
const NEVER_TOLD = `SELECT sum(state = 'dead') > 0 AND sum(state IN ('delivered', 'accepted_unconfirmed')) = 0 AS never
  FROM outbox WHERE alert_id = ? AND channel = ? AND seq < ?`;
const FINISH = `UPDATE outbox SET state = ?, last_reason = ?, response_id = ?, settled_ms = ?, lease_until_ms = NULL
  WHERE id = ? AND state IN ('queued', 'sending')`;
const RETRY = `UPDATE outbox SET state = 'queued', last_reason = ?, not_before_ms = ?, lease_until_ms = NULL
  WHERE id = ? AND state = 'sending'`;
const ADD_ATTEMPT = `INSERT INTO delivery_attempt (message_id, attempt, at_ms, took_ms, outcome, reason, response_id)
  SELECT id, attempts, ?, ?, ?, ?, ? FROM outbox WHERE id = ? AND state = 'sending'`;
const COUNTS = 'SELECT state, count(*) AS count FROM outbox GROUP BY state';
const WAITING =
  "SELECT DISTINCT channel FROM outbox WHERE state IN ('queued', 'sending') ORDER BY channel";
const DEAD = `SELECT ${COLUMNS} FROM outbox WHERE state = 'dead' ORDER BY settled_ms DESC, id`;

const Row = z.object({
  id: z.string(),
  alertId: z.string(),
  seq: z.number(),
  channel: z.string(),
  destinationVersion: z.string(),
  kind: z.enum(['trigger', 'update', 'ack', 'resolve', 'digest', 'test']),
  body: z.string(),
  createdMs: z.number(),
  attempts: z.number(),
  reason: z.string().nullable(),
});
const CountRow = z.object({
  state: z.enum(['queued', 'sending', 'delivered', 'accepted_unconfirmed', 'superseded', 'dead']),
  count: z.number(),
});
const ChannelRow = z.object({ channel: z.string() });
const DueRow = z.object({ due: z.number().nullable() });
const NeverRow = z.object({ never: z.number().nullable() });

export type OutboxStore = ReturnType<typeof createOutboxStore>;

/** The outbox as `Outbox` promises it, and how a scan's transaction puts messages in. */
export function createOutboxStore(db: DatabaseSync) {
  const add = db.prepare(ADD);
  const release = db.prepare(RELEASE_ENDED);
  const next = db.prepare(NEXT);
  const due = db.prepare(NEXT_DUE);
  const lease = db.prepare(LEASE);
  const later = db.prepare(LATER);
  const neverTold = db.prepare(NEVER_TOLD);
  const finish = db.prepare(FINISH);
  const retry = db.prepare(RETRY);
  const addAttempt = db.prepare(ADD_ATTEMPT);
  const counts = db.prepare(COUNTS);
  const waiting = db.prepare(WAITING);
  const dead = db.prepare(DEAD);

  function whyPointless({ alertId, channel, seq, kind }: z.infer<typeof Row>): string | undefined {
    if (kind === 'update' && later.get(alertId, channel, seq) !== undefined)
      return 'a later message says more';
    if (kind !== 'resolve') return undefined;
    const told = readRow(NeverRow, neverTold.get(alertId, channel, seq));
    return told.never === 1 ? 'its beginning was never delivered' : undefined;
  }

  return {
    add(message: OutboxMessage): void {
      const { id, alertId, sequence, channel, destinationVersion, kind } = message;
      const created = millisecondsOf(message.createdAt);
      const body = JSON.stringify(message.notification);
      add.run(id, alertId, sequence, channel, destinationVersion, kind, body, created, created);
    },

    leaseNext: (channel: string, now: Instant, leaseUntil: Instant): LeasedMessage | undefined =>
      inTransaction(db, () => {
        const nowMs = millisecondsOf(now);
        release.run(0, nowMs);
        for (;;) {
          const found = next.get(channel, nowMs);
          if (found === undefined) return undefined;
          const row = readRow(Row, found);
          const pointless = whyPointless(row);
          if (pointless === undefined) {
            lease.run(millisecondsOf(leaseUntil), row.id);
            return { ...messageOf(row), attempt: row.attempts + 1 } satisfies LeasedMessage;
          }
          finish.run('superseded', pointless, null, nowMs, row.id);
        }
      }),

    settle: (id: string, result: DeliveryResult, at: Instant, tookMs: number): void => {
      inTransaction(db, () => {
        const atMs = millisecondsOf(at);
        const reason = result.outcome === 'delivered' ? null : result.reason;
        const responseId = result.outcome === 'delivered' ? result.responseId : null;
        addAttempt.run(atMs, Math.round(tookMs), result.outcome, reason, responseId, id);
        if (result.outcome === 'retry') retry.run(reason, millisecondsOf(result.notBefore), id);
        else finish.run(result.outcome, reason, responseId, atMs, id);
      });
    },

    releaseLeases: (now: Instant, all: boolean): number =>
      Number(release.run(all ? 1 : 0, millisecondsOf(now)).changes),

    nextDue: (channel: string): Instant | undefined => {
      const row = readRow(DueRow, due.get(channel));
      return row.due === null ? undefined : toInstant(row.due);
    },

    countsByState: (): Partial<Record<MessageState, number>> =>
      Object.fromEntries(
        counts
          .all()
          .map((row) => readRow(CountRow, row))
          .map(({ state, count }) => [state, count]),
      ),

    waitingChannels: (): readonly string[] =>
      waiting.all().map((row) => readRow(ChannelRow, row).channel),

    deadLetters: (): readonly (OutboxMessage & { readonly reason: string })[] =>
      dead.all().map((found) => {
        const row = readRow(Row, found);
        return { ...messageOf(row), reason: row.reason ?? 'unknown' };
      }),
  };
}

function messageOf(row: z.infer<typeof Row>): OutboxMessage {
  const { id, alertId, seq, channel, destinationVersion, kind, body, createdMs } = row;
  const notification = readJson(NotificationBody, body);
  const createdAt = toInstant(createdMs);
  return { id, alertId, sequence: seq, channel, destinationVersion, kind, notification, createdAt };
}

/** Instants are made by our own clock. */
function millisecondsOf(instant: Instant): number {
  return toMilliseconds(instant) ?? 0;
}
