import { z } from 'zod';
import type { Acknowledgement } from '#domain/silence.ts';
import type { Connection } from './connection.ts';
import { readRow } from './rows.ts';

const PUT = `INSERT INTO acknowledgement (alert_id, by_whom, at, note) VALUES (?, ?, ?, ?)
  ON CONFLICT (alert_id) DO UPDATE SET by_whom = excluded.by_whom, at = excluded.at, note = excluded.note`;
const OPEN = `SELECT alert_id AS "alertId", by_whom AS "by", at, note FROM acknowledgement
  WHERE alert_id IN (SELECT id FROM alert WHERE state <> 'resolved') ORDER BY at, alert_id`;

const Row = z.object({
  alertId: z.string(),
  by: z.string(),
  at: z.string(),
  note: z.string().nullable(),
});

/** Who has taken which alert: the last one who said so. In a table of its own, so that a scan that is recorded meanwhile does not undo it. */
export function createAcknowledgementsStore({ all, run }: Connection) {
  return {
    async put({ alertId, by, at, note }: Acknowledgement): Promise<void> {
      await run(PUT, alertId, by, at, note);
    },
    /** Of alerts that are not resolved. */
    open: async (): Promise<readonly Acknowledgement[]> =>
      (await all(OPEN)).map((row) => readRow(Row, row)),
  };
}
