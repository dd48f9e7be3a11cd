import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { Change } from '#domain/change.ts';
import { findingKey } from '#domain/finding.ts';
import { FINDING_ENDS } from '#domain/finding-end.ts';
import { type Instant, toMilliseconds } from '#domain/instant.ts';
import { idKey, type ResourceId } from '#domain/resource-id.ts';
import type { Transition } from '#domain/state-store.ts';
import { AuthorRow, FindingRow, FindingStatusRow, readJson, readRow } from './rows.ts';

const ADD_CHANGE = `INSERT INTO change (scan, at_ms, resource, document, claim, body) VALUES (?, ?, ?, ?, ?, ?)`;
const CHANGES_OF_RESOURCE =
  'SELECT body FROM change WHERE resource = ? ORDER BY sequence DESC LIMIT ?';
const CHANGES_OF_CLAIM =
  'SELECT body FROM change WHERE document = ? AND claim = ? ORDER BY sequence DESC LIMIT ?';

const CHANGES_BETWEEN =
  'SELECT body FROM change WHERE at_ms >= ? AND at_ms < ? ORDER BY at_ms, sequence';
const CHANGES_OF_CLAIM_BETWEEN = `SELECT body FROM change WHERE document = ? AND claim = ? AND at_ms >= ? AND at_ms < ?
  ORDER BY at_ms, sequence`;
const TRANSITIONS = `SELECT body FROM change WHERE at_ms >= ?
  AND json_extract(body, '$.kind') IN ('found-failing', 'started-failing', 'stopped-failing', 'gone') ORDER BY at_ms, sequence`;

const ChangeBody = z.object({
  kind: z.enum([
    'found-failing',
    'started-failing',
    'stopped-failing',
    'became-unreadable',
    'readable-again',
    'value-changed',
    'appeared',
    'gone',
    'left-scope',
    'not-claimed',
  ]),
  at: z.string(),
  finding: FindingRow,
  before: z.object({ status: FindingStatusRow, observed: z.unknown() }).nullable(),
  ended: z.object({ because: z.enum(FINDING_ENDS), how: z.string().nullable() }).exactOptional(),
  removedBy: AuthorRow.nullable().exactOptional(),
});
const Row = z.object({ body: z.string() });

/** What became of findings, in the order in which it was recorded. */
export function createChangesStore(db: DatabaseSync) {
  const addChange = db.prepare(ADD_CHANGE);
  const changesOfResource = db.prepare(CHANGES_OF_RESOURCE);
  const changesOfClaim = db.prepare(CHANGES_OF_CLAIM);
  const changesBetween = db.prepare(CHANGES_BETWEEN);
  const changesOfClaimBetween = db.prepare(CHANGES_OF_CLAIM_BETWEEN);
  const transitions = db.prepare(TRANSITIONS);
  const read = (row: unknown): Change => readJson(ChangeBody, readRow(Row, row).body);
  return {
    add(scanId: string, change: Change): void {
      const { document, claim, resourceId } = change.finding;
      const at = toMilliseconds(change.at) ?? 0;
      addChange.run(scanId, at, idKey(resourceId), document, claim, JSON.stringify(change));
    },
    /** Newest first. */
    ofResource: (resourceId: ResourceId, limit: number): readonly Change[] =>
      changesOfResource.all(idKey(resourceId), limit).map(read),
    /** Newest first. */
    ofClaim: (document: string, claim: string, limit: number): readonly Change[] =>
      changesOfClaim.all(document, claim, limit).map(read),
    /** Oldest first, within [from, to); of one claim when given. */
    between(
      from: Instant,
      to: Instant,
      of: { readonly document: string; readonly claim: string } | undefined,
    ): readonly Change[] {
      const within = [toMilliseconds(from) ?? 0, toMilliseconds(to) ?? 0] as const;
      const rows =
        of === undefined
          ? changesBetween.all(...within)
          : changesOfClaimBetween.all(of.document, of.claim, ...within);
      return rows.map(read);
    },
    /** Oldest first. */
    transitionsSince: (since: Instant): readonly Transition[] =>
      transitions
        .all(toMilliseconds(since) ?? 0)
        .map(read)
        .map(({ kind, at, finding }) => {
          const isFailing = kind === 'found-failing' || kind === 'started-failing';
          return { finding: findingKey(finding), at, isFailing };
        }),
  };
}
