import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { Change } from '#domain/change.ts';
import { toMilliseconds } from '#domain/instant.ts';
import { idKey, type ResourceId } from '#domain/resource-id.ts';
import { FindingRow, FindingStatusRow, readJson, readRow } from './rows.ts';

const ADD_CHANGE = `INSERT INTO change (scan, at_ms, resource, document, claim, body) VALUES (?, ?, ?, ?, ?, ?)`;
const CHANGES_OF_RESOURCE =
  'SELECT body FROM change WHERE resource = ? ORDER BY sequence DESC LIMIT ?';
const CHANGES_OF_CLAIM =
  'SELECT body FROM change WHERE document = ? AND claim = ? ORDER BY sequence DESC LIMIT ?';

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
  ]),
  at: z.string(),
  finding: FindingRow,
  before: z.object({ status: FindingStatusRow, observed: z.unknown() }).nullable(),
});
const Row = z.object({ body: z.string() });

/** What became of findings, in the order in which it was recorded. */
export function createChangesStore(db: DatabaseSync) {
  const addChange = db.prepare(ADD_CHANGE);
  const changesOfResource = db.prepare(CHANGES_OF_RESOURCE);
  const changesOfClaim = db.prepare(CHANGES_OF_CLAIM);
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
  };
}
