import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { FindingCount, KnownResource, Standing } from '#domain/recorded.ts';
import { idKey } from '#domain/resource-id.ts';
import type { Connection, Value } from './connection.ts';
import { FindingStatusRow, readJson, readRow } from './rows.ts';

/** A subscription's own key and what lies below it; '0' is the character after '/'. Takes `boundsOf`. */
export const WITHIN = "key >= ? AND key < ? || '0'";

const KNOWN = `SELECT id, read_since AS "readSince", has_unknown AS "hasUnknown", shape, figures, stands_until AS "standsUntil"
  FROM resource WHERE ${WITHIN} ORDER BY key`;
const SHAPES = `SELECT number, body FROM shape WHERE number IN (SELECT shape FROM resource WHERE ${WITHIN})`;
const PUT_SHAPE = `INSERT INTO shape (digest, body) VALUES (?, ?)
  ON CONFLICT (digest) DO UPDATE SET body = excluded.body RETURNING number`;

const KnownRow = z.object({
  id: z.string(),
  readSince: z.string(),
  hasUnknown: z.number(),
  shape: z.number().nullable(),
  figures: z.string().nullable(),
  standsUntil: z.string().nullable(),
});
const ShapeRow = z.object({ number: z.number(), body: z.string() });
const NumberRow = z.object({ number: z.number() });
const Named = { document: z.string(), claim: z.string(), check: z.string() };
const Counts = z.array(z.object({ ...Named, status: FindingStatusRow, count: z.number() }));
const Figures = z.array(
  z.object({ ...Named, status: FindingStatusRow, observed: z.number(), reason: z.string() }),
);

const NOT_KNOWN: Omit<KnownResource, 'id'> = { readSince: '', hasUnknown: true, standing: null };

/** The bounds of `WITHIN`. */
export function boundsOf(subscriptionId: string): readonly [string, string] {
  const root = `/subscriptions/${subscriptionId.toLowerCase()}`;
  return [root, root];
}

/** What is known of resources besides their findings. What is said of many alike (its *shape*: the counts) is kept once. */
export function createShapes({ get, all }: Connection) {
  async function numberOf(counts: readonly FindingCount[]): Promise<number> {
    const body = JSON.stringify(counts);
    const digest = createHash('sha256').update(body).digest('hex');
    return readRow(NumberRow, await get(PUT_SHAPE, digest, body)).number;
  }

  return {
    async known(subscriptionId: string): Promise<ReadonlyMap<string, KnownResource>> {
      const bounds = boundsOf(subscriptionId);
      const shapes = new Map<number, readonly FindingCount[]>();
      for (const row of await all(SHAPES, ...bounds)) {
        const { number, body } = readRow(ShapeRow, row);
        shapes.set(number, readJson(Counts, body));
      }
      const standingOf = (row: z.infer<typeof KnownRow>): Standing | null => {
        const counts = row.shape === null ? undefined : shapes.get(row.shape);
        if (counts === undefined || row.standsUntil === null) return null;
        const figures = row.figures === null ? [] : readJson(Figures, row.figures);
        return { counts, figures, until: row.standsUntil };
      };
      const found = new Map<string, KnownResource>();
      for (const one of await all(KNOWN, ...bounds)) {
        const row = readRow(KnownRow, one);
        const { id, readSince } = row;
        const hasUnknown = row.hasUnknown !== 0;
        found.set(idKey(id), { id, readSince, hasUnknown, standing: standingOf(row) });
      }
      return found;
    },

    /** As the columns `read_since`, `has_unknown`, `shape`, `figures` and `stands_until`; to be called inside a transaction. */
    async columnsOf(known = NOT_KNOWN): Promise<readonly Value[]> {
      const { readSince, hasUnknown, standing } = known;
      const said = [readSince, hasUnknown ? 1 : 0];
      if (standing === null) return [...said, null, null, null];
      const { counts, figures, until } = standing;
      const kept = figures.length === 0 ? null : JSON.stringify(figures);
      return [...said, await numberOf(counts), kept, until];
    },
  };
}
