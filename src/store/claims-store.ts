import { z } from 'zod';
import type { ClaimChange } from '#domain/change.ts';
import type { Instant } from '#domain/instant.ts';
import type { RecordedClaim } from '#domain/recorded.ts';
import type { ClaimHistory } from '#domain/state-store.ts';
import type { Connection } from './connection.ts';
import { ClaimStatusRow, readRow } from './rows.ts';

const ALL_CLAIMS =
  'SELECT document, claim, status, since, reason, broken_since AS "brokenSince" FROM claim ORDER BY document, claim';
const PUT_CLAIM = `INSERT INTO claim (document, claim, status, since, reason, broken_since) VALUES (?, ?, ?, ?, ?, ?)
  ON CONFLICT (document, claim) DO UPDATE
  SET status = excluded.status, since = excluded.since, reason = excluded.reason, broken_since = excluded.broken_since`;
const REMOVE_CLAIM = 'DELETE FROM claim WHERE document = ? AND claim = ?';
const ADD_CHANGE = `INSERT INTO claim_change (scan, at, document, claim, from_status, to_status, reason)
  VALUES (?, ?, ?, ?, ?, ?, ?)`;
const CHANGES_OF_CLAIM = `SELECT at, to_status AS status, reason FROM claim_change
  WHERE document = ? AND claim = ? ORDER BY sequence`;

const CHANGES_BEFORE = `SELECT document, claim, at, from_status AS "from", to_status AS "to", reason FROM claim_change
  WHERE at < ? ORDER BY at, sequence`;

const ClaimRow = z.object({
  document: z.string(),
  claim: z.string(),
  status: ClaimStatusRow,
  since: z.string(),
  reason: z.string().nullable(),
  brokenSince: z.string().nullable(),
});
const PeriodRow = z.object({
  at: z.string(),
  status: ClaimStatusRow,
  reason: z.string().nullable(),
});

const ChangeRow = z.object({
  document: z.string(),
  claim: z.string(),
  at: z.string(),
  from: ClaimStatusRow.nullable(),
  to: ClaimStatusRow,
  reason: z.string().nullable(),
});

/** Claims and how their statuses changed. */
export function createClaimsStore({ all, run }: Connection) {
  return {
    all: async (): Promise<readonly RecordedClaim[]> =>
      (await all(ALL_CLAIMS)).map((row) => readRow(ClaimRow, row)),

    async put({ document, claim, status, since, reason, brokenSince }: RecordedClaim) {
      await run(PUT_CLAIM, document, claim, status, since, reason, brokenSince);
    },

    async remove(document: string, claim: string): Promise<void> {
      await run(REMOVE_CLAIM, document, claim);
    },

    async addChange(scanId: string, { at, document, claim, from, to, reason }: ClaimChange) {
      await run(ADD_CHANGE, scanId, at, document, claim, from, to, reason);
    },

    /** Oldest first. */
    changesBefore: async (to: Instant): Promise<readonly ClaimChange[]> =>
      (await all(CHANGES_BEFORE, to)).map((row) => readRow(ChangeRow, row)),

    /** Oldest first; each lasts until the next. */
    async periods(document: string, claim: string): Promise<ClaimHistory['periods']> {
      const found = await all(CHANGES_OF_CLAIM, document, claim);
      const rows = found.map((row) => readRow(PeriodRow, row));
      return rows.map(({ at, status, reason }, index) => {
        return { status, reason, from: at, until: rows[index + 1]?.at ?? null };
      });
    },
  };
}
