import { z } from 'zod';
import type { AlertMatch } from '#domain/alert-policy.ts';
import type { Instant } from '#domain/instant.ts';
import type { Silence } from '#domain/silence.ts';
import { AlertKindRow } from './alert-rows.ts';
import type { Connection } from './connection.ts';
import { readJson, readRow, SeverityRow } from './rows.ts';

const COLUMNS = `id, match, alert_id AS "alertId", by_whom AS "by", reason, ticket, created_at AS "createdAt",
  expires_at AS "expiresAt", ended_at AS "endedAt", warned_at AS "warnedAt"`;
const ADD = `INSERT INTO silence (id, match, alert_id, by_whom, reason, ticket, created_at, expires_at, ended_at, warned_at)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`;
const ALL = `SELECT ${COLUMNS} FROM silence ORDER BY created_at DESC, sequence DESC`;
/** Instants of our own clock have one form, so their order is that of their texts. */
const IN_FORCE = `SELECT ${COLUMNS} FROM silence WHERE created_at <= ?1 AND expires_at > ?1 AND (ended_at IS NULL OR ended_at > ?1)
  ORDER BY created_at DESC, sequence DESC`;
const END = `UPDATE silence SET ended_at = ?1 WHERE id = ?2 AND ended_at IS NULL AND expires_at > ?1`;
const WARNED = 'UPDATE silence SET warned_at = ? WHERE id = ? AND warned_at IS NULL';

const words = z.array(z.string()).exactOptional();
const Match = z.object({
  kinds: z.array(AlertKindRow).exactOptional(),
  severities: z.array(SeverityRow).exactOptional(),
  documents: words,
  claims: words,
  checks: words,
  owners: words,
  subscriptions: words,
  resourceGroups: words,
  resources: words,
}) satisfies z.ZodType<AlertMatch>;
const Row = z.object({
  id: z.string(),
  match: z.string(),
  alertId: z.string().nullable(),
  by: z.string(),
  reason: z.string(),
  ticket: z.string().nullable(),
  createdAt: z.string(),
  expiresAt: z.string(),
  endedAt: z.string().nullable(),
  warnedAt: z.string().nullable(),
});

/** Silences, in a table of their own: a scan that is recorded meanwhile does not touch them. */
export function createSilencesStore({ all, run }: Connection) {
  const read = (row: unknown): Silence => {
    const { match, ...rest } = readRow(Row, row);
    return { ...rest, match: readJson(Match, match) };
  };
  return {
    /** False when there is one of this id already. */
    async add(silence: Silence): Promise<boolean> {
      const { id, match, alertId, by, reason, ticket } = silence;
      const { createdAt, expiresAt, endedAt, warnedAt } = silence;
      const said = [id, JSON.stringify(match), alertId, by, reason, ticket] as const;
      return (await run(ADD, ...said, createdAt, expiresAt, endedAt, warnedAt)) === 1;
    },
    /** False when none of this id was in force. */
    end: async (id: string, at: Instant): Promise<boolean> => (await run(END, at, id)) === 1,
    async putWarned(id: string, at: Instant): Promise<void> {
      await run(WARNED, at, id);
    },
    all: async (): Promise<readonly Silence[]> => (await all(ALL)).map(read),
    inForce: async (at: Instant): Promise<readonly Silence[]> =>
      (await all(IN_FORCE, at)).map(read),
  };
}
