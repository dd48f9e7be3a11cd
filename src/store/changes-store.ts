import { z } from 'zod';
import type { Change } from '#domain/change.ts';
import { findingKey } from '#domain/finding.ts';
import { FINDING_ENDS } from '#domain/finding-end.ts';
import { type Instant, toMilliseconds } from '#domain/instant.ts';
import { idKey, type ResourceId } from '#domain/resource-id.ts';
import type { Transition } from '#domain/state-store.ts';
import type { Connection } from './connection.ts';
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
const CHANGES_SINCE = 'SELECT body FROM change WHERE at_ms >= ? ORDER BY at_ms, sequence';

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
/** Read of every change before the rest is: most are no transitions. */
const Kind = ChangeBody.pick({ kind: true });
const TRANSITIONS: ReadonlySet<Change['kind']> = new Set([
  'found-failing',
  'started-failing',
  'stopped-failing',
  'gone',
]);
const Row = z.object({ body: z.string() });

/** What became of findings, in the order in which it was recorded. */
export function createChangesStore({ all, runEach }: Connection) {
  const textOf = (row: unknown): string => readRow(Row, row).body;
  const read = (row: unknown): Change => readJson(ChangeBody, textOf(row));
  return {
    async add(scanId: string, changes: readonly Change[]): Promise<void> {
      const rows = changes.map((change) => {
        const { document, claim, resourceId } = change.finding;
        const at = toMilliseconds(change.at) ?? 0;
        return [scanId, at, idKey(resourceId), document, claim, JSON.stringify(change)];
      });
      await runEach(ADD_CHANGE, rows);
    },
    /** Newest first. */
    ofResource: async (resourceId: ResourceId, limit: number): Promise<readonly Change[]> =>
      (await all(CHANGES_OF_RESOURCE, idKey(resourceId), limit)).map(read),
    /** Newest first. */
    ofClaim: async (document: string, claim: string, limit: number): Promise<readonly Change[]> =>
      (await all(CHANGES_OF_CLAIM, document, claim, limit)).map(read),
    /** Oldest first, within [from, to); of one claim when given. */
    async between(
      from: Instant,
      to: Instant,
      of: { readonly document: string; readonly claim: string } | undefined,
    ): Promise<readonly Change[]> {
      const within = [toMilliseconds(from) ?? 0, toMilliseconds(to) ?? 0] as const;
      const rows =
        of === undefined
          ? await all(CHANGES_BETWEEN, ...within)
          : await all(CHANGES_OF_CLAIM_BETWEEN, of.document, of.claim, ...within);
      return rows.map(read);
    },
    /** Oldest first. */
    async transitionsSince(since: Instant): Promise<readonly Transition[]> {
      const texts = (await all(CHANGES_SINCE, toMilliseconds(since) ?? 0)).map(textOf);
      return texts
        .filter((text) => TRANSITIONS.has(readJson(Kind, text).kind))
        .map((text) => readJson(ChangeBody, text))
        .map(({ kind, at, finding }) => {
          const isFailing = kind === 'found-failing' || kind === 'started-failing';
          return { finding: findingKey(finding), at, isFailing };
        });
    },
  };
}
