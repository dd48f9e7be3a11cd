import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { ClaimChange } from '#domain/change.ts';
import type { Instant } from '#domain/instant.ts';
import type { RecordedClaim } from '#domain/recorded.ts';
import type { ClaimHistory } from '#domain/state-store.ts';
import { ClaimStatusRow, readRow } from './rows.ts';

const ALL_CLAIMS =
  'SELECT document, claim, status, since, reason, broken_since AS brokenSince FROM claim ORDER BY document, claim';
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
export function createClaimsStore(db: DatabaseSync) {
  const allClaims = db.prepare(ALL_CLAIMS);
  const putClaim = db.prepare(PUT_CLAIM);
  const removeClaim = db.prepare(REMOVE_CLAIM);
  const addChange = db.prepare(ADD_CHANGE);
  const changesOfClaim = db.prepare(CHANGES_OF_CLAIM);
  const changesBefore = db.prepare(CHANGES_BEFORE);
  return {
    all: (): readonly RecordedClaim[] => allClaims.all().map((row) => readRow(ClaimRow, row)),

    put({ document, claim, status, since, reason, brokenSince }: RecordedClaim): void {
      putClaim.run(document, claim, status, since, reason, brokenSince);
    },

    remove(document: string, claim: string): void {
      removeClaim.run(document, claim);
    },

    addChange(scanId: string, { at, document, claim, from, to, reason }: ClaimChange): void {
      addChange.run(scanId, at, document, claim, from, to, reason);
    },

    /** Oldest first. */
    changesBefore: (to: Instant): readonly ClaimChange[] =>
      changesBefore.all(to).map((row) => readRow(ChangeRow, row)),

    /** Oldest first; each lasts until the next. */
    periods(document: string, claim: string): ClaimHistory['periods'] {
      const rows = changesOfClaim.all(document, claim).map((row) => readRow(PeriodRow, row));
      return rows.map(({ at, status, reason }, index) => {
        return { status, reason, from: at, until: rows[index + 1]?.at ?? null };
      });
    },
  };
}
